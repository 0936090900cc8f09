using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A map of channels that come each from somewhere else, found through a table of offsets.</summary>
internal abstract record GatheredKernel(long Plane, Activation? Activation = null) : MapKernel(Plane, Activation)
{
    /// <summary>One channel of a pixel, an expression or the body of a method that takes <c>origin</c>, <c>pixel</c>, <c>channel</c>.</summary>
    protected abstract void WriteChannel(KernelWriter writer);

    protected override void WriteValue(KernelWriter writer)
    {
        WriteQuad(writer);
        WritePixel(writer);
        writer.Lines("int channel = quad * 4;\nint origin = begin * 4;");
        string One(string channel) => $"{writer.Name}At(arena, weights, tables, at, origin, pixel, {channel})";
        writer.Lines($"Float4 value = Float4.Of(\n    {One("channel")},\n    {One("channel + 1")},\n    {One("channel + 2")},\n    {One("channel + 3")});");
    }

    public override void WriteHelpers(KernelWriter writer)
    {
        writer.Lines("");
        writer.Lines($"private static float {writer.Name}At(ArrayView<float> arena, ArrayView<float> weights, ArrayView<int> tables, Places at, int origin, int pixel, int channel)");
        using (writer.Braces())
        {
            writer.Lines("if (channel >= at.Channels)\n{\n    return 0f;\n}\n");
            WriteChannel(writer);
        }
    }
}

/// <summary>Gathered channels as they are: for a norm, an activation or a copy.</summary>
internal sealed record GatherKernel(long Plane, Activation? Activation) : GatheredKernel(Plane, Activation)
{
    protected override string What => "Gather";

    protected override string Description => "Gathered channels";

    protected override void WriteChannel(KernelWriter writer) =>
        writer.Lines("return arena[origin + tables[at.Table + channel] + (pixel * 16)];");
}

/// <summary>Gathered channels of which each four lie side by side.</summary>
internal sealed record GatherQuadsKernel(long Plane, Activation? Activation) : MapKernel(Plane, Activation)
{
    protected override string What => "GatherQuads";

    protected override string Description => "Gathered fours of channels";

    protected override void WriteValue(KernelWriter writer)
    {
        WriteQuad(writer);
        WritePixel(writer);
        writer.Lines("Float4 value = default;");
        writer.Lines("if (quad * 4 < at.Channels)\n{\n    value = maps[begin + (tables[at.Table + (quad * 4)] / 4) + (pixel * 4)];\n}\n");
    }
}

/// <summary>Cross-channel pooling: the largest of the channels g, g + n, g + 2n, … for each of n.</summary>
internal sealed record MaxoutKernel(long Plane, int Candidates, Activation? Activation) : GatheredKernel(Plane, Activation)
{
    protected override string What => $"MaxoutOf{N(Candidates)}";

    protected override string Description => $"The largest of {N(Candidates)} channels";

    protected override void WriteChannel(KernelWriter writer)
    {
        writer.Lines("int place = origin + (pixel * 16);\nfloat largest = arena[place + tables[at.Table + channel]];");
        writer.Lines($"for (int i = 1; i < {N(Candidates)}; i++)");
        using (writer.Braces())
        {
            writer.Lines("largest = MathF.Max(largest, arena[place + tables[at.Table + (i * at.Channels) + channel]]);");
        }

        writer.Lines("return largest;");
    }
}

/// <summary>Blocks of pixels as channels: channel c·b² + i·b + j holds the pixels (y·b + i, x·b + j) of channel c.</summary>
internal sealed record SpaceToDepthKernel(Size2 From, int Block) : GatheredKernel(From.Area / (Block * Block))
{
    protected override string What => $"SpaceToDepth{N(Block)}Of{From}";

    protected override string Description => $"Pixels of {From} in blocks of {N(Block)}x{N(Block)} as channels";

    protected override void WriteChannel(KernelWriter writer)
    {
        string side = N(Block);
        string width = N(From.Width / Block);
        writer.Lines($"int source = channel / {N(Block * Block)};");
        writer.Lines($"int y = (pixel / {width} * {side}) + (channel % {N(Block * Block)} / {side});");
        writer.Lines($"int x = (pixel % {width} * {side}) + (channel % {side});");
        writer.Lines($"return arena[origin + tables[at.Table + source] + (((y * {N(From.Width)}) + x) * 16)];");
    }
}

/// <summary>A convolution along a vector of channels, zero padded.</summary>
internal sealed record ChannelConvKernel(int Taps, Activation? Activation) : GatheredKernel(1, Activation)
{
    protected override string What => $"ChannelConv{N(Taps)}";

    protected override string Description => $"A convolution of {N(Taps)} taps along the channels";

    protected override void WriteChannel(KernelWriter writer)
    {
        writer.Lines($"float sum = 0f;\nfor (int tap = 0; tap < {N(Taps)}; tap++)");
        using (writer.Braces())
        {
            writer.Lines($"int from = channel + tap - {N(Taps / 2)};\nif (GpuFunctions.IsWithin(from, at.Channels))");
            using (writer.Braces())
            {
                writer.Lines("sum += weights[(at.Weights * 4) + tap] * arena[origin + tables[at.Table + from] + pixel];");
            }
        }

        writer.Lines("return sum;");
    }
}

/// <summary>Darknet's partial shortcut: the first channels of a shortcut, every so many-th pixel, added to the first of a body.</summary>
/// <param name="Body">Height and width of the body.</param>
/// <param name="Shortcut">Height and width of the shortcut, multiples of the body's.</param>
/// <param name="Shared">How many channels are added.</param>
/// <param name="Activation">Applied last.</param>
internal sealed record PartialAddKernel(Size2 Body, Size2 Shortcut, int Shared, Activation? Activation) : GatheredKernel(Body.Area, Activation)
{
    protected override string What => $"PartialAdd{N(Shared)}{Unless(Shortcut, Body, "Of")}";

    protected override string Description => $"{N(Shared)} channels of a shortcut{Unless(Shortcut, Body, " of ")} added to a body's first";

    protected override void WriteChannel(KernelWriter writer)
    {
        writer.Lines("float sum = arena[origin + tables[at.Table + channel] + (pixel * 16)];");
        writer.Lines($"if (channel < {N(Shared)})");
        using (writer.Braces())
        {
            string from = "pixel";
            if (Shortcut != Body)
            {
                string row = Times($"(pixel / {N(Body.Width)})", Shortcut.Height / Body.Height * (long)Shortcut.Width);
                writer.Lines($"int from = ({row}) + ({Times($"(pixel % {N(Body.Width)})", Shortcut.Width / Body.Width)});");
                from = "from";
            }

            writer.Lines($"sum += arena[origin + tables[at.Table + at.Channels + channel] + ({from} * 16)];");
        }

        writer.Lines("return sum;");
    }
}
