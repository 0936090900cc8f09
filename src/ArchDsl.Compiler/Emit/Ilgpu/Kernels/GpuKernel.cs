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

    /// <summary>Bytes of memory that the threads of a group share.</summary>
    public virtual int SharedBytes => 0;

    /// <summary>The body of the method.</summary>
    public abstract void WriteBody(KernelWriter writer);

    /// <summary>Small methods that the body calls.</summary>
    public virtual void WriteHelpers(KernelWriter writer)
    {
    }
}
