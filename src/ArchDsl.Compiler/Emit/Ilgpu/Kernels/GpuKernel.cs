using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Placement;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>How many groups of threads a launch has.</summary>
internal enum GridShape
{
    /// <summary>X counts pieces of the work of all samples together.</summary>
    Together,

    /// <summary>X counts pieces of each sample's work, sample by sample.</summary>
    SampleBySample,

    /// <summary>X counts pieces of one sample's work, Y samples.</summary>
    SampleRows,
}

/// <summary>
/// A kernel in the making: one method of the generated class, specialised to the constants of a layer. Equal kernels are
/// one method; what still differs between the layers that share it, a launch hands over as <c>Places</c>.
/// </summary>
internal abstract record GpuKernel
{
    /// <summary>The method's name, where it is free.</summary>
    public abstract string Name { get; }

    /// <summary>What it computes, for its documentation.</summary>
    public abstract string Summary { get; }

    /// <summary>Threads of a group.</summary>
    public abstract int Threads { get; }

    public abstract GridShape Grid { get; }

    /// <summary>How much of a sample's work a group does.</summary>
    public abstract int WorkOfGroup { get; }

    /// <summary>A launch's work as this kernel counts it.</summary>
    public virtual Extent WorkOf(Extent work) => work;

    /// <summary>The body of the method.</summary>
    public abstract void WriteBody(KernelWriter writer);

    /// <summary>Small methods that the body calls.</summary>
    public virtual void WriteHelpers(KernelWriter writer)
    {
    }
}

/// <summary>Where a kernel writes itself, under the name it got.</summary>
internal sealed class KernelWriter
{
    public const string Parameters = "ArrayView<float> arena, ArrayView<float> weights, ArrayView<int> tables, ArrayView<float> caller, Places at";

    private readonly CodeWriter _writer;

    public KernelWriter(CodeWriter writer, string name)
    {
        _writer = writer;
        Name = name;
    }

    public string Name { get; }

    /// <summary>Writes lines as they stand in a text.</summary>
    public void Lines(string text) => _writer.Lines(text.Split('\n'));

    /// <summary>Declares variables of one type and value, eight a line.</summary>
    public void Declare(string type, IEnumerable<string> names, string value)
    {
        string[] all = names.Select(n => n + value).ToArray();
        for (int i = 0; i < all.Length; i += 8)
        {
            Lines($"{type} {string.Join(", ", all.Skip(i).Take(8))};");
        }
    }

    /// <summary>Opens braces until the result is disposed.</summary>
    public IDisposable Braces() => _writer.Braces();
}
