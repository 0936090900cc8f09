namespace ArchDsl.Runtime.Gpu;

/// <summary>Takes the launches of a run, one behind the other.</summary>
/// <typeparam name="TKernel">The type of kernel methods.</typeparam>
/// <typeparam name="TView">A stretch of device memory.</typeparam>
public interface IGpuQueue<TKernel, in TView>
    where TKernel : Delegate
{
    /// <summary>Launches a step that works in the arena alone.</summary>
    /// <param name="step">The step.</param>
    /// <param name="samples">Samples of the run.</param>
    void Launch(GpuStep<TKernel> step, int samples);

    /// <summary>Launches a step that reads or writes a tensor of the caller's.</summary>
    /// <param name="step">The step.</param>
    /// <param name="samples">Samples of the run.</param>
    /// <param name="tensor">The tensor's planes, NCHW.</param>
    void Launch(GpuStep<TKernel> step, int samples, TView tensor);
}
