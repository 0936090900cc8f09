using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>One layer of a squeeze: a matrix times a vector.</summary>
/// <param name="From">Fours of slots that it reads.</param>
/// <param name="To">Fours of slots that it writes, whole blocks.</param>
/// <param name="Activation">Applied to the result.</param>
internal sealed record SqueezeLayer(int From, int To, Activation? Activation);

/// <summary>
/// From channel sums to a channel gate at once: means, then one or two small layers, all within the shared memory of one
/// group of threads a sample.
/// </summary>
/// <param name="Plane">Pixels of the map.</param>
/// <param name="Layers">The layers.</param>
internal sealed record SqueezeKernel(long Plane, EquatableArray<SqueezeLayer> Layers) : GpuKernel
{
    /// <summary>Threads of a group.</summary>
    public const int GroupThreads = 256;

    // Threads that share a result; one of them adds their parts up.
    private const int MostLanes = 16;

    public override string Name => $"Squeeze{N(Plane)}x{N(4 * Layers[0].From)}{string.Concat(Layers.Select(l => $"To{N(4 * l.To)}{NameOf(l.Activation)}"))}";

    public override string Summary =>
        $"Means of {N(Plane)} pixels from the sums of tiles, then {(Layers.Count == 1 ? "a layer" : $"{N(Layers.Count)} layers")} of {string.Join(" to ", Layers.Select(l => N(4 * l.From)))} to {N(4 * Layers[Layers.Count - 1].To)} slots: a sample a group of threads.";

    public override int Threads => GroupThreads;

    public override int SharedBytes => 16 * (Parts + (2 * Widest));

    public override GridShape Grid => GridShape.Together;

    public override int WorkOfGroup => 1;

    private int Widest => Math.Max(Layers[0].From, Layers.Max(l => l.To));

    // Every thread's part of a result, and the vectors behind that: each layer reads one half and writes the other.
    private int Parts => Math.Max(Threads, Widest);

    public override void WriteBody(KernelWriter writer)
    {
        writer.Lines($$"""
            ArrayView<Float4> maps = arena.AsAligned16().Cast<Float4>();
            ArrayView<Float4> filters = weights.AsAligned16().Cast<Float4>();
            ArrayView<Float4> shared = SharedMemory.Allocate<float>({{N(4 * (Parts + (2 * Widest)))}}).AsAligned16().Cast<Float4>();
            int thread = Group.IdxX;
            int sample = Grid.IdxX;
            int sums = at.Sums + (sample * at.Other * {{N(Layers[0].From)}});
            """);
        int lanes = LanesOf(Layers[0].From, MostLanes);
        WriteParts(writer, Layers[0].From, lanes, () => MeanSource.WriteTiles(writer, "value", "sums + quad", "at.Other", N(Layers[0].From), "lane", lanes));
        WriteResults(writer, Layers[0].From, lanes, $"value * {Numbers.Real(1.0 / Plane)}f", $"shared[{N(Parts)} + quad]");
        int weight = 0;
        for (int i = 0; i < Layers.Count; i++)
        {
            SqueezeLayer layer = Layers[i];
            int from = Parts + (i % 2 * Widest);
            string target = i + 1 == Layers.Count ? "maps[at.Target + (sample * at.Arena) + quad]" : $"shared[{N(Parts + ((i + 1) % 2 * Widest))} + quad]";
            lanes = LanesOf(layer.To, layer.From);
            writer.Lines("\nGroup.Barrier();");
            WriteParts(writer, layer.To, lanes, () => WriteProducts(writer, layer, weight, from, lanes));
            weight += 4 * layer.From * layer.To;
            WriteResults(writer, layer.To, lanes, Activate(layer.Activation, $"value + filters[at.Weights + {N(weight)} + quad]"), target);
            weight += layer.To;
        }
    }

    // How many threads share the work of a result that has so many terms.
    private int LanesOf(int quads, int terms) => Math.Max(1, Math.Min(Math.Min(terms, MostLanes), Threads / quads));

    private void WriteParts(KernelWriter writer, int quads, int lanes, Action part)
    {
        writer.Lines($"for (int i = thread; i < {N(quads * lanes)}; i += {N(Threads)})");
        using (writer.Braces())
        {
            writer.Lines($"int lane = i / {N(quads)};");
            writer.Lines($"int quad = i - (lane * {N(quads)});");
            writer.Lines("Float4 value = default;");
            part();
            writer.Lines("shared[i] = value;");
        }

        writer.Lines("\nGroup.Barrier();");
    }

    private static void WriteProducts(KernelWriter writer, SqueezeLayer layer, int weight, int from, int lanes)
    {
        writer.Lines($"for (int k = lane; k < {N(layer.From)}; k += {N(lanes)})");
        using (writer.Braces())
        {
            writer.Lines($"int row = at.Weights{Plus(weight)} + (k * {N(4 * layer.To)}) + quad;");
            writer.Lines($"value = Float4.MultiplyAdd(\n    filters[row], filters[row + {N(layer.To)}], filters[row + {N(2 * layer.To)}], filters[row + {N(3 * layer.To)}], shared[{N(from)} + k], value);");
        }

        writer.Lines("");
    }

    private void WriteResults(KernelWriter writer, int quads, int lanes, string result, string target)
    {
        writer.Lines($"for (int quad = thread; quad < {N(quads)}; quad += {N(Threads)})");
        using (writer.Braces())
        {
            writer.Lines("Float4 value = shared[quad];");
            if (lanes > 1)
            {
                writer.Lines($"for (int lane = 1; lane < {N(lanes)}; lane++)\n{{\n    value += shared[(lane * {N(quads)}) + quad];\n}}\n");
            }

            writer.Lines($"{target} = {result};");
        }
    }
}
