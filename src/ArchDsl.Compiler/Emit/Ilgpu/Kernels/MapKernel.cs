using ArchDsl.Compiler.Graph;
using static ArchDsl.Compiler.Emit.Ilgpu.Kernels.GpuText;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>A kernel whose threads each compute one piece of a sample's result, and nothing of each other's.</summary>
/// <param name="Plane">Pixels of the result.</param>
internal abstract record ElementKernel(long Plane) : GpuKernel
{
    public override int Threads => 128;

    public override GridShape Grid => GridShape.SampleRows;

    public override int WorkOfGroup => Threads;

    /// <summary>Declares <c>maps</c>, the thread's <c>element</c>, and <c>begin</c>, where its sample's arena begins.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="count">Elements of a pixel.</param>
    protected void WriteElement(KernelWriter writer, string count)
    {
        writer.Lines("ArrayView<Float4> maps = arena.AsAligned16().Cast<Float4>();");
        writer.Lines($"int element = (Grid.IdxX * {N(Threads)}) + Group.IdxX;");
        writer.Lines($"if (element >= {Times(count, Plane)})\n{{\n    return;\n}}\n");
        writer.Lines("int begin = Grid.IdxY * at.Arena;");
    }
}

/// <summary>
/// A kernel whose threads each compute four channels of one pixel of a map, pads among them; element by element as they lie
/// in memory, so that neighbouring threads write neighbouring fours.
/// </summary>
/// <param name="Plane">Pixels of the result.</param>
/// <param name="Activation">Applied last.</param>
internal abstract record MapKernel(long Plane, Activation? Activation = null) : ElementKernel(Plane)
{
    /// <summary>Whether every channel has a factor and an addend, applied before the activation.</summary>
    public bool HasNorm { get; init; }

    public sealed override string Name => $"{What}{(HasNorm ? "Norm" : "")}{NameOf(Activation)}Of{N(Plane)}";

    public sealed override string Summary =>
        $"{Description}{(HasNorm ? ", norm" : "")}{(Activation is null ? "" : $", {Activation.Kind}")}: four channels of one of {N(Plane)} pixels a thread.";

    /// <summary>The first part of the method's name.</summary>
    protected abstract string What { get; }

    /// <summary>The first part of what documents it.</summary>
    protected abstract string Description { get; }

    public sealed override void WriteBody(KernelWriter writer)
    {
        WriteElement(writer, "at.Quads");
        WriteValue(writer);
        if (HasNorm)
        {
            writer.Lines("ArrayView<Float4> factors = weights.AsAligned16().Cast<Float4>();");
            writer.Lines("value = Float4.MultiplyAdd(value, factors[at.Norm + quad], factors[at.Norm + at.Quads + quad]);");
        }

        if (Activation is not null)
        {
            writer.Lines($"value = {Activate(Activation, "value")};");
        }

        writer.Lines("maps[begin + at.Target + element] = value;");
    }

    /// <summary>Declares <c>value</c>, what norm and activation are applied to; a norm needs <c>quad</c>, too.</summary>
    protected abstract void WriteValue(KernelWriter writer);

    /// <summary>Declares <c>quad</c>: which four of the channels.</summary>
    protected void WriteQuad(KernelWriter writer) =>
        writer.Lines(Plane == 1 ? "int quad = element;" : $"int quad = (element / {N(4 * Plane)} * 4) + (element % 4);");

    /// <summary>Declares <c>pixel</c>: where on the map.</summary>
    protected void WritePixel(KernelWriter writer) =>
        writer.Lines(Plane == 1 ? "int pixel = 0;" : $"int pixel = element % {N(4 * Plane)} / 4;");
}
