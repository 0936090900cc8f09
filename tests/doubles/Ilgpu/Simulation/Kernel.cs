using System.Reflection;
using System.Text;
using ILGPU.Runtime;
using ILGPU.Runtime.OpenCL;

namespace ILGPU.Simulation;

/// <summary>A loaded kernel.</summary>
internal sealed class Kernel
{
    private const int AutoGroupSize = 64;
    private readonly Accelerator _accelerator;
    private readonly MethodInfo _method;
    private readonly CompiledKernel _code;

    private Kernel(Accelerator accelerator, MethodInfo method, CompiledKernel code)
    {
        _accelerator = accelerator;
        _method = method;
        _code = code;
    }

    public static Kernel Grouped(Accelerator accelerator, Delegate action)
    {
        CompiledKernel code = Compile(accelerator, action);
        return new Kernel(accelerator, action.Method, code);
    }

    /// <summary>A kernel over an extent. The library picks the groups, so it must not depend on them.</summary>
    public static Kernel AutoGrouped(Accelerator accelerator, Delegate action)
    {
        CompiledKernel code = Compile(accelerator, action);
        if (code.HasBarriers)
            throw KernelVerifier.Rejected(action.Method, "a barrier in an implicitly grouped kernel");
        return new Kernel(accelerator, action.Method, code);
    }

    public void Launch(AcceleratorStream stream, KernelConfig config, object[] arguments)
    {
        ObjectDisposedException.ThrowIf(_accelerator.IsDisposed, _accelerator);
        ObjectDisposedException.ThrowIf(stream.IsDisposed, stream);
        if (!config.IsValid)
            throw new ArgumentOutOfRangeException(nameof(config), "a launch needs at least one group of at least one thread");
        Index3D grid = config.GridDim, limit = _accelerator.MaxGridSize;
        if (config.GroupDim.LongSize > _accelerator.MaxNumThreadsPerGroup)
            throw Faults.Group(config.GroupDim, _accelerator.MaxNumThreadsPerGroup);
        if (grid.X > limit.X || grid.Y > limit.Y || grid.Z > limit.Z)
            throw Faults.Grid(grid, limit);

        var openCL = _accelerator as CLAccelerator;
        openCL?.SetArguments(_method);
        try
        {
            // One launch at a time, whatever thread it comes from.
            lock (_accelerator)
                Run(config, arguments);
        }
        finally
        {
            openCL?.ForgetArguments(_method);
        }
    }

    public void Launch<TIndex>(AcceleratorStream stream, TIndex extent, object[] arguments)
        where TIndex : struct, IIndex
    {
        ObjectDisposedException.ThrowIf(_accelerator.IsDisposed, _accelerator);
        ObjectDisposedException.ThrowIf(stream.IsDisposed, stream);
        var launch = (ILaunchIndex)extent;
        Index3D size = launch.Extent;
        int groupSize = Math.Min(AutoGroupSize, _accelerator.MaxNumThreadsPerGroup);
        long groups = (size.LongSize + groupSize - 1) / groupSize;
        if (groups == 0)
            return;

        lock (_accelerator)
        {
            using var run = new GroupExecution(_accelerator, new KernelConfig(checked((int)groups), groupSize));
            KernelFrame frame = Frames(1, arguments)[0];
            run.ForEachGroup(() =>
            {
                long first = (long)run.GridIndex.X * groupSize;
                for (int thread = 0; thread < groupSize && first + thread < size.LongSize; thread++)
                {
                    int linear = (int)(first + thread);
                    run.Enter(thread);
                    arguments[0] = launch.At(new Index3D(linear % size.X, linear / size.X % size.Y, linear / (size.X * size.Y)));
                    _code.Body(frame);
                }
            });
        }
    }

    private void Run(KernelConfig config, object[] arguments)
    {
        using var run = new GroupExecution(_accelerator, config);
        KernelFrame[] frames = Frames(config.GroupDim.Size, arguments);
        try
        {
            run.ForEachGroup(() => RunGroup(run, frames));
        }
        catch (InvalidProgramException) when (_code.HasBarriers)
        {
            throw new NotSupportedException("a barrier inside an expression: give the call that reaches it a statement of its own");
        }
    }

    private static CompiledKernel Compile(Accelerator accelerator, Delegate action)
    {
        ObjectDisposedException.ThrowIf(accelerator.IsDisposed, accelerator);
        ArgumentNullException.ThrowIfNull(action);
        return KernelCompiler.Compile(action.Method, accelerator.Context.Algorithms);
    }

    private KernelFrame[] Frames(int threads, object[] arguments)
    {
        var frames = new KernelFrame[_code.HasBarriers ? threads : 1];
        for (int i = 0; i < frames.Length; i++)
        {
            frames[i] = _code.NewFrame();
            frames[i].Arguments = arguments;
        }

        return frames;
    }

    private void RunGroup(GroupExecution run, KernelFrame[] frames)
    {
        int threads = run.GroupDim.Size;
        if (!_code.HasBarriers)
        {
            for (int thread = 0; thread < threads; thread++)
            {
                run.Enter(thread);
                _code.Body(frames[0]);
            }

            return;
        }

        foreach (KernelFrame frame in frames)
            frame.Barrier = 0;
        int waiting;
        do
        {
            for (int thread = 0; thread < threads; thread++)
            {
                run.Enter(thread);
                frames[thread].Barrier = _code.Body(frames[thread]);
            }

            waiting = frames[0].Barrier;
            if (Array.Exists(frames, frame => frame.Barrier != waiting))
                throw Faults.Divergence(Divergence(run, frames));
            run.NextPhase();
        }
        while (waiting != 0);
    }

    /// <summary>Who waits where, a line a place.</summary>
    private static string Divergence(GroupExecution run, KernelFrame[] frames)
    {
        var text = new StringBuilder("the threads of a group part at a barrier:");
        foreach (IGrouping<int, int> place in Enumerable.Range(0, frames.Length).GroupBy(thread => frames[thread].Barrier))
        {
            string names = string.Join(", ", place.Take(8).Select(thread => run.Position(thread)));
            string more = place.Count() > 8 ? FormattableString.Invariant($" and {place.Count() - 8} more") : string.Empty;
            string what = place.Key == 0 ? "ended" : FormattableString.Invariant($"waits at barrier {place.Key}");
            text.Append(FormattableString.Invariant($" {names}{more} {what};"));
        }

        return text.ToString();
    }
}
