using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>
/// A 3×3 convolution of stride 1 by Winograd's F(2×2, 3×3), in one kernel: 16 products for each 4 results instead of 36
/// (Lavin and Gray, Fast Algorithms for Convolutional Neural Networks, equations 7 and 8). A group of threads computes 32
/// filters × 32 tiles; half a warp multiplies one of the 16 frequencies, 8 channels a step.
/// </summary>
internal sealed record WinogradKernel(Size2 In, Size2 Out, Size2 Padding, EquatableArray<SourceRun> Runs, ConvolutionEpilogue Epilogue) : GpuKernel
{
    /// <summary>Tiles, and filters, of a group of threads.</summary>
    public const int TileCount = 32;

    private const int WeightQuads = 16 * 8 * 8;
    private const int PixelRow = 3;
    private const int ResultRow = 5;

    public override string Name => $"Winograd2x2Of{In}x{N(16 * Blocks)}{Epilogue.Name}";

    public override string Summary => $"Convolution 3x3 of {In}, {N(16 * Blocks)} channels{Epilogue.Summary}: Winograd F(2×2), 32 filters × 32 tiles a group of threads.";

    public override int Threads => 256;

    public override GridShape Grid => GridShape.Together;

    public override int WorkOfGroup => TileCount;

    public override int SharedBytes => 16 * SharedQuads;

    private static int SharedQuads => WeightQuads + (16 * TileCount * PixelRow);

    private int Blocks => Runs.Sum(r => r.Blocks);

    private int TilesAcross => (Out.Width + 1) / 2;

    private int TilesDown => (Out.Height + 1) / 2;

    /// <summary>Tiles of a map.</summary>
    public int Tiles => TilesAcross * TilesDown;

    public override void WriteHelpers(KernelWriter writer)
    {
        Epilogue.WriteHelpers(writer);
        writer.Lines($"\nprivate static float {writer.Name}Pixel(ArrayView<float> arena, bool isInside, int place) => isInside ? arena[place] : 0f;");
    }

    public override void WriteBody(KernelWriter writer)
    {
        WritePlaces(writer);
        writer.Declare("Float4", from q in Quads from p in Eight select Sum(q, p), " = default");
        writer.Lines($"for (int round = -1; round < {N(2 * Blocks)}; round++)");
        using (writer.Braces())
        {
            WriteFetches(writer);
            writer.Lines("\nif (round >= 0)");
            using (writer.Braces())
            {
                WriteProducts(writer);
            }

            writer.Lines("\nGroup.Barrier();");
            WriteShares(writer);
            writer.Lines("Group.Barrier();");
        }

        foreach (int half in Quads)
        {
            WriteResults(writer, half);
        }
    }

    private static IEnumerable<int> Quads => [0, 1];

    private static IEnumerable<int> Four => [0, 1, 2, 3];

    private static IEnumerable<int> Eight => Enumerable.Range(0, 8);

    private static string Sum(int quad, int tile) => $"sum{N(quad)}{N(tile)}";

    private void WritePlaces(KernelWriter writer)
    {
        writer.Lines(
            $"""
            ArrayView<Float4> maps = arena.AsAligned16().Cast<Float4>();
            ArrayView<Float4> filters = weights.AsAligned16().Cast<Float4>();
            ArrayView<float> numbers = SharedMemory.Allocate<float>({N(4 * SharedQuads)});
            ArrayView<Float4> shared = numbers.AsAligned16().Cast<Float4>();
            int thread = Group.IdxX;
            int frequency = thread / 16;
            int row = thread / 4 % 4;
            int column = thread % 4;

            // The tile and the channel that this thread fetches and transforms.
            int tileOfGroup = thread / 8;
            int channel = thread % 8;
            int tile = (Grid.IdxX * {N(TileCount)}) + tileOfGroup;
            bool isTile = tile < {Times("at.Samples", Tiles)};
            int sample = tile / {N(Tiles)};
            int inMap = tile - (sample * {N(Tiles)});
            int down = inMap / {N(TilesAcross)};
            int top = (down * 2){Minus(Padding.Height)};
            int left = ((inMap - (down * {N(TilesAcross)})) * 2){Minus(Padding.Width)};
            int origin = ((at.Source + (sample * at.Arena)) * 4) + (((top * {N(In.Width)}) + left) * 16) + channel;
            """);
        foreach (int i in Four)
        {
            writer.Lines($"bool isRow{N(i)} = isTile && GpuFunctions.IsWithin(top{Plus(i)}, {N(In.Height)});");
        }

        foreach (int i in Four)
        {
            writer.Lines($"bool isColumn{N(i)} = GpuFunctions.IsWithin(left{Plus(i)}, {N(In.Width)});");
        }

        writer.Lines("");
    }

    private void WriteFetches(KernelWriter writer)
    {
        writer.Lines("int step = round + 1;");
        writer.Declare("Float4", Four.Select(i => $"w{N(i)}"), " = default");
        writer.Declare("float", from i in Four from j in Four select $"d{N(i)}{N(j)}", " = 0f");
        writer.Lines($"if (step < {N(2 * Blocks)})");
        using (writer.Braces())
        {
            writer.Lines($"int packed = at.Weights + (((Grid.IdxY * {N(2 * Blocks)}) + step) * {N(WeightQuads)}) + thread;");
            foreach (int i in Four)
            {
                writer.Lines($"w{N(i)} = filters[packed{Plus(256 * i)}];");
            }

            writer.Lines("int block = step / 2;");
            string place = Blocks == 1 ? N(Runs[0].Offset) : SourceBlocks.PlaceOf(Runs, "block", In.Area * 4);
            writer.Lines($"int from = origin + ({place} * 4) + ((step - (block * 2)) * 8);".Replace("(0 * 4) + ", ""));
            foreach (int i in Four)
            {
                foreach (int j in Four)
                {
                    int offset = ((i * In.Width) + j) * 16;
                    writer.Lines($"d{N(i)}{N(j)} = {writer.Name}Pixel(arena, isRow{N(i)} && isColumn{N(j)}, from{Plus(offset)});");
                }
            }
        }
    }

    private static void WriteProducts(KernelWriter writer)
    {
        writer.Lines("int filterRow = (frequency * 64) + row;");
        writer.Lines($"int pixelRow = {N(WeightQuads)} + (((frequency * {N(TileCount)}) + column) * {N(PixelRow)});");
        writer.Lines("for (int k = 0; k < 2; k++)");
        using (writer.Braces())
        {
            foreach (int q in Quads)
            {
                foreach (int d in Four)
                {
                    writer.Lines($"Float4 f{N(q)}{N(d)} = shared[filterRow{Plus((d * 8) + (q * 4))}];");
                }
            }

            foreach (int p in Eight)
            {
                writer.Lines($"Float4 p{N(p)} = shared[pixelRow{Plus(p * 4 * PixelRow)}];");
                foreach (int q in Quads)
                {
                    string f = $"f{N(q)}";
                    writer.Lines($"{Sum(q, p)} = Float4.MultiplyAdd({f}0, {f}1, {f}2, {f}3, p{N(p)}, {Sum(q, p)});");
                }
            }

            writer.Lines("filterRow += 32;\npixelRow += 1;");
        }
    }

    // The input's transform, Bᵀ d B, rows first.
    private static void WriteShares(KernelWriter writer)
    {
        foreach (int i in Four)
        {
            writer.Lines($"shared[thread{Plus(256 * i)}] = w{N(i)};");
        }

        foreach (int j in Four)
        {
            string d = N(j);
            writer.Lines($"float r0{d} = d0{d} - d2{d}, r1{d} = d1{d} + d2{d}, r2{d} = d2{d} - d1{d}, r3{d} = d1{d} - d3{d};");
        }

        writer.Lines($"int to = {N(4 * WeightQuads)} + (tileOfGroup * {N(4 * PixelRow)}) + channel;");
        foreach (int i in Four)
        {
            string r = $"r{N(i)}";
            string[] values = [$"{r}0 - {r}2", $"{r}1 + {r}2", $"{r}2 - {r}1", $"{r}1 - {r}3"];
            foreach (int j in Four)
            {
                writer.Lines($"numbers[to{Plus(((i * 4) + j) * TileCount * 4 * PixelRow)}] = {values[j]};");
            }
        }
    }

    // 16 filters of all frequencies meet; a thread makes one row of one tile's results, Aᵀ m A.
    private void WriteResults(KernelWriter writer, int half)
    {
        string h = N(half);
        writer.Lines("");
        if (half > 0)
        {
            writer.Lines("Group.Barrier();");
        }

        foreach (int p in Eight)
        {
            writer.Lines($"shared[(((frequency * {N(TileCount)}) + column{Plus(4 * p)}) * {N(ResultRow)}) + row] = {Sum(half, p)};");
        }

        writer.Lines("Group.Barrier();");
        if (half == 0)
        {
            writer.Lines(
                $"""
                int resultRow = thread / 4 % 2;
                float sign = resultRow == 0 ? 1f : -1f;
                int first = (((resultRow * 4 * {N(TileCount)}) + tileOfGroup) * {N(ResultRow)}) + column;
                int y = (down * 2) + resultRow;
                int x = (inMap - (down * {N(TilesAcross)})) * 2;
                int pixel = (sample * {N(Epilogue.OutPlane)}) + (y * {N(Out.Width)}) + x;
                bool isInRow = isTile && y < {N(Out.Height)};
                """);
        }

        foreach (int j in Four)
        {
            string At(int i) => $"shared[first{Plus(((i * 4) + j) * TileCount * ResultRow)}]";
            writer.Lines($"Float4 s{h}{N(j)} = {At(0)} + (({At(1)} + {At(2)}) * sign);");
        }

        string value = Epilogue.HasBias ? $" + bias{h}" : "";
        writer.Lines($"int quad{h} = (Grid.IdxY * 8) + {N(4 * half)} + column;".Replace(" + 0 ", " "));
        if (Epilogue.HasBias)
        {
            writer.Lines($"Float4 bias{h} = filters[at.Bias + quad{h}];");
        }

        string memory = $"{Epilogue.Memory}, at, isInRow && quad{h} < at.Quads";
        writer.Lines($"{writer.Name}Store({memory}, pixel, quad{h}, s{h}0 + s{h}1 + s{h}2{value});");
        writer.Lines($"{writer.Name}Store({memory} && x + 1 < {N(Out.Width)}, pixel + 1, quad{h}, s{h}1 - s{h}2 - s{h}3{value});");
    }
}
