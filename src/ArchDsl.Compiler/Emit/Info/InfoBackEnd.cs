using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Info;

/// <summary>Writes what is known of a network without running it: constants and tables in a static class.</summary>
internal static class InfoBackEnd
{
    private const string Types =
        """
        /// <summary>A tensor that goes in or comes out, without its batch.</summary>
        public sealed class TensorInfo
        {
            internal TensorInfo(string name, int channels, int height, int width)
            {
                Name = name;
                Channels = channels;
                Height = height;
                Width = width;
            }

            /// <summary>Its name.</summary>
            public string Name { get; }

            /// <summary>Channels, the C of NCHW.</summary>
            public int Channels { get; }

            /// <summary>Rows.</summary>
            public int Height { get; }

            /// <summary>Columns.</summary>
            public int Width { get; }
        }

        /// <summary>A stage, or the head, with what it costs for one sample.</summary>
        public sealed class StageInfo
        {
            internal StageInfo(string name, int channels, int height, int width, long parameters, long macs)
            {
                Name = name;
                Channels = channels;
                Height = height;
                Width = width;
                Params = parameters;
                Macs = macs;
            }

            /// <summary>Its name.</summary>
            public string Name { get; }

            /// <summary>Channels of its result.</summary>
            public int Channels { get; }

            /// <summary>Rows of its result.</summary>
            public int Height { get; }

            /// <summary>Columns of its result.</summary>
            public int Width { get; }

            /// <summary>Numbers that are learned.</summary>
            public long Params { get; }

            /// <summary>Multiply-accumulates.</summary>
            public long Macs { get; }
        }

        /// <summary>A tensor of the state, buffers included.</summary>
        public sealed class WeightInfo
        {
            internal WeightInfo(string key, params int[] shape)
            {
                Key = key;
                Shape = shape;
            }

            /// <summary>Its key in a file of weights.</summary>
            public string Key { get; }

            /// <summary>Its sizes, outermost first; empty for a scalar.</summary>
            public IReadOnlyList<int> Shape { get; }
        }
        """;

    public static IReadOnlyList<EmittedFile> Emit(Network network, EmitOptions options)
    {
        string name = CSharpNames.TypeName(network.Name).TrimStart('@') + "Info";
        var writer = new CodeWriter();
        CSharpNames.Header(writer, network);
        writer.Line("using System.Collections.Generic;").Line();
        if (options.Namespace is not null)
        {
            writer.Line($"namespace {options.Namespace};").Line();
        }

        string at = string.Join(" and ", network.Inputs.Select(i => i.Shape.ToString()));
        CSharpNames.Summary(writer, $"Figures of the network <c>{CSharpNames.Escape(network.Name)}</c> for one sample of {at}.");
        if (network.RuntimeParameters.Count > 0)
        {
            string defaults = string.Join(", ", network.RuntimeParameters.Select(p => $"<c>{p.Name}</c> = {Numbers.Whole(p.Default)}"));
            CSharpNames.Element(writer, "remarks", $"Counted with {defaults}.");
        }

        writer.Line($"public static class {name}");
        using (writer.Braces())
        {
            WriteConstants(writer, network, CostReport.Of(network));
            WriteTables(writer, network);
            writer.Line();
            writer.Lines(Types.Replace("\r\n", "\n").Split('\n'));
            InfoDialects.WriteType(writer, network);
        }

        return [new EmittedFile(name + ".g.cs", writer.ToString())];
    }

    private static void WriteConstants(CodeWriter writer, Network network, CostReport report)
    {
        void Constant(string summary, string type, string name, string value)
        {
            CSharpNames.Summary(writer, summary);
            writer.Line($"public const {type} {name} = {value};").Line();
        }

        Constant("The name of the architecture.", "string", "Name", Identifiers.Quote(network.Name));
        Constant("Numbers that are learned; running statistics are not among them.", "long", "Params", Numbers.Whole(report.Total.Params));
        Constant("Numbers that are learned by convolutions and linear layers alone.", "long", "ParamsExcludingNorm", Numbers.Whole(report.Total.ParamsExcludingNorm));
        Constant("Multiply-accumulates of convolutions and linear layers.", "long", "Macs", Numbers.Whole(report.Total.Macs));
        Constant("Numbers that come out of convolutions and linear layers.", "long", "Acts", Numbers.Whole(report.Total.Acts));
        Constant("Numbers that convolutions read and write, kernels included.", "long", "MemoryAccess", Numbers.Whole(report.Total.MemoryAccess));
        Constant("Numbers that go in and out of convolutions, linear layers and pools.", "long", "Cio", Numbers.Whole(report.Total.Cio));
        if (report.Bottleneck is { } bottleneck)
        {
            Constant("The layer with the most multiply-accumulates.", "string", "BottleneckLayer", Identifiers.Quote(bottleneck.Name));
            Constant("Its multiply-accumulates.", "long", "BottleneckMacs", Numbers.Whole(bottleneck.Costs.Macs));
        }

        FusedPlan plan = FusionPipeline.Run(network);
        Constant("Kernels that fused inference launches for a batch.", "int", "Kernels", Numbers.Whole(plan.Fused.Kernels));
        Constant("Kernels without fusion: one for each operation.", "int", "UnfusedKernels", Numbers.Whole(plan.Unfused.Kernels));
        Constant("Bytes that fused kernels read and write for a sample, weights included.", "long", "BytesMoved", Numbers.Whole(plan.Fused.BytesMoved));
        Constant("Bytes without fusion.", "long", "UnfusedBytesMoved", Numbers.Whole(plan.Unfused.BytesMoved));
        Constant("Bytes of the arena in which fused kernels leave the maps of a sample.", "long", "ArenaBytes", Numbers.Whole(plan.Fused.ArenaBytes));
        Constant("Bytes without fusion.", "long", "UnfusedArenaBytes", Numbers.Whole(plan.Unfused.ArenaBytes));
        Constant("Rows of the input that one number of the output can depend on, through sliding windows alone.", "int", "ReceptiveFieldHeight", Numbers.Whole(report.ReceptiveField.Height));
        Constant("Columns, likewise.", "int", "ReceptiveFieldWidth", Numbers.Whole(report.ReceptiveField.Width));
    }

    private static void WriteTables(CodeWriter writer, Network network)
    {
        Table(writer, "What goes in.", "TensorInfo", "Inputs", network.Inputs.Select(i => $"{Identifiers.Quote(((InputOperation)i.Operation).InputName)}, {Sizes(i.Shape)}"));
        Table(writer, "What comes out.", "TensorInfo", "Outputs", network.Outputs.Select(o => $"{Identifiers.Quote(o.Name)}, {Sizes(o.Node.Shape)}"));
        Table(writer, "The stages and the head, in order.", "StageInfo", "Stages", CostReport.Of(network).Stages.Select(s =>
            $"{Identifiers.Quote(s.Name)}, {Sizes(s.Shape)}, {Numbers.Whole(s.Costs.Params)}, {Numbers.Whole(s.Costs.Macs)}"));
        Table(writer, "The tensors of the state, in the order of execution.", "WeightInfo", "Weights", network.Weights.Select(w =>
            string.Join(", ", w.Tensor.Shape.Select(n => Numbers.Whole(n)).Prepend(Identifiers.Quote(w.Key)))));
        InfoDialects.WriteTable(writer, network);
    }

    private static void Table(CodeWriter writer, string summary, string type, string name, IEnumerable<string> rows)
    {
        CSharpNames.Summary(writer, summary);
        writer.Line($"public static IReadOnlyList<{type}> {name} {{ get; }} = new {type}[]");
        using (writer.Braces("};"))
        {
            writer.Lines(rows.Select(row => $"new({row}),"));
        }

        writer.Line();
    }

    private static string Sizes(Shape shape) => $"{Numbers.Whole(shape.Channels)}, {Numbers.Whole(shape.Height)}, {Numbers.Whole(shape.Width)}";
}
