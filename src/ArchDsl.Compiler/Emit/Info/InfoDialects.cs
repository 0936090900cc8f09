using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Info;

/// <summary>Writes what other projects call the weights of a network.</summary>
internal static class InfoDialects
{
    private const string Type =
        """
        /// <summary>How another project names the weights.</summary>
        public sealed class DialectInfo
        {
            internal DialectInfo(string name, params (string Own, string Foreign)[] paths)
            {
                Name = name;
                Paths = paths;
            }

            /// <summary>Its name.</summary>
            public string Name { get; }

            /// <summary>The modules and tensors whose names differ, as paths; what stands behind a path is the same.</summary>
            public IReadOnlyList<(string Own, string Foreign)> Paths { get; }
        }
        """;

    public static void WriteTable(CodeWriter writer, Network network)
    {
        if (network.Dialects.Count == 0)
        {
            return;
        }

        CSharpNames.Summary(writer, "How other projects name the weights.");
        writer.Line("public static IReadOnlyList<DialectInfo> Dialects { get; } = new DialectInfo[]");
        using (writer.Braces("};"))
        {
            foreach (WeightDialect dialect in network.Dialects)
            {
                string[] rows = DialectTable.Rows(dialect).Select(row => $"({Identifiers.Quote(row.Own)}, {Identifiers.Quote(row.Foreign)})").ToArray();
                writer.Line($"new({Identifiers.Quote(dialect.Name)}{(rows.Length == 0 ? ")," : ",")}");
                using (writer.Indent())
                {
                    writer.Lines(rows.Select((row, i) => row + (i + 1 < rows.Length ? "," : "),")));
                }
            }
        }

        writer.Line();
    }

    public static void WriteType(CodeWriter writer, Network network)
    {
        if (network.Dialects.Count > 0)
        {
            writer.Line();
            writer.Lines(Type.Replace("\r\n", "\n").Split('\n'));
        }
    }
}
