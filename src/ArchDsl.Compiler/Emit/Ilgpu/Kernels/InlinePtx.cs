using ArchDsl.Compiler.Emit.Code;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Inline PTX that kernels share: constants of the generated class, each written once.</summary>
internal sealed class InlinePtx
{
    private readonly Dictionary<string, string> _texts = [];
    private readonly List<string> _names = [];

    /// <summary>Keeps a text under a name, if that has none yet.</summary>
    public void Add(string name, Func<string> ptx)
    {
        if (!_texts.ContainsKey(name))
        {
            _names.Add(name);
            _texts.Add(name, ptx());
        }
    }

    /// <summary>Writes the constants, a line of PTX a line of C#.</summary>
    public void Write(CodeWriter writer)
    {
        if (_names.Count > 0)
        {
            writer.Line();
            writer.Line("// The inline PTX of these kernels.");
        }

        foreach (string name in _names)
        {
            string[] lines = _texts[name].Split('\n');
            writer.Line($"private const string {name} =");
            using (writer.Indent())
            {
                writer.Lines(lines.Select((line, i) => $"{(i == 0 ? "" : "+ ")}{Identifiers.Quote(i == 0 ? line : " " + line)}{(i + 1 < lines.Length ? "" : ";")}"));
            }

            writer.Line();
        }
    }
}
