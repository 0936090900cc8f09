using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A caller's planes as blocks of 16 channels, zeros in the slots left over.</summary>
internal sealed record ToBlocksKernel(long Plane) : MapKernel(Plane)
{
    protected override string What => "Blocks";

    protected override string Description => "The caller's planes as blocks";

    protected override void WriteValue(KernelWriter writer)
    {
        WriteQuad(writer);
        WritePixel(writer);
        writer.Lines("int channel = quad * 4;");
        string One(string channel) => $"{writer.Name}At(caller, at, Grid.IdxY, {channel}, pixel)";
        writer.Lines($"Float4 value = Float4.Of(\n    {One("channel")},\n    {One("channel + 1")},\n    {One("channel + 2")},\n    {One("channel + 3")});");
    }

    public override void WriteHelpers(KernelWriter writer)
    {
        writer.Lines("");
        writer.Lines($"private static float {writer.Name}At(ArrayView<float> caller, Places at, int sample, int channel, int pixel) =>");
        writer.Lines($"    channel < at.Channels ? caller[({Times("((sample * at.Channels) + channel)", Plane)}) + pixel] : 0f;");
    }
}
