using System.Globalization;
using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Runtime.Gpu;

/// <summary>
/// A network made ready for one device, in host memory: its steps in the order of launches, each with the kernel that is
/// best there, and the memory that a run needs. Nothing of it is on the device.
/// </summary>
/// <typeparam name="TKernel">The type of kernel methods.</typeparam>
/// <remarks>Not safe for several threads while it is made; immutable after.</remarks>
public sealed class GpuProgram<TKernel>
    where TKernel : Delegate
{
    private readonly GpuLimits _device;
    private readonly TensorInfo[] _tensors;
    private readonly List<GpuStep<TKernel>> _steps = [];

    /// <summary>Lays out memory.</summary>
    /// <param name="network">The network's name, for messages.</param>
    /// <param name="device">The device.</param>
    /// <param name="options">The largest batch and the precision.</param>
    /// <param name="arenaQuads">What one sample's arena takes, in fours of floats.</param>
    /// <param name="sumsQuads">What the channel sums of one sample's tiles take, in fours of floats.</param>
    /// <param name="tensors">Inputs and outputs.</param>
    /// <exception cref="ArgumentOutOfRangeException">The options are not valid.</exception>
    /// <exception cref="GpuException">A batch takes more memory than the 32-bit indices of kernels reach; the message says which batch does not.</exception>
    public GpuProgram(string network, GpuLimits device, GpuOptions options, int arenaQuads, long sumsQuads, params TensorInfo[] tensors)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(device);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(tensors);
        options.Check();
        long ofSample = Math.Max(4L * (arenaQuads + sumsQuads), tensors.Length == 0 ? 1 : tensors.Max(t => (long)t.Floats));
        long mostSamples = int.MaxValue / ofSample;
        if (options.MaxBatch > mostSamples)
        {
            throw new GpuException(Text(
                $"kernels index memory by 32 bits, which a batch of {options.MaxBatch} samples of {network} exceeds; {(mostSamples == 0 ? "not even one sample fits" : Text($"load it with a maxBatch of {mostSamples} at most"))}"));
        }

        _device = device;
        Network = network;
        Options = options;
        _tensors = tensors;
        Sums = arenaQuads * options.MaxBatch;
        ArenaFloats = Math.Max(4, 4 * (arenaQuads + sumsQuads) * options.MaxBatch);
    }

    /// <summary>The network's name.</summary>
    public string Network { get; }

    /// <summary>The largest batch and the precision.</summary>
    public GpuOptions Options { get; }

    /// <summary>How exactly convolutions multiply: as asked, or <see cref="Precision.Strict"/> where the device has no tensor cores for TF32.</summary>
    public Precision Precision => Options.Precision == Precision.Fast && _device.HasTf32 ? Precision.Fast : Precision.Strict;

    /// <summary>Inputs, then outputs.</summary>
    public IReadOnlyList<TensorInfo> Tensors => _tensors;

    /// <summary>Where the channel sums begin, behind the arenas of all samples, in fours of floats.</summary>
    public int Sums { get; }

    /// <summary>What one run works in, in floats.</summary>
    public long ArenaFloats { get; }

    /// <summary>Every step, in the order of launches.</summary>
    public IReadOnlyList<GpuStep<TKernel>> Steps => _steps;

    /// <summary>Adds a step.</summary>
    /// <param name="at">Where it works.</param>
    /// <param name="candidates">Kernels that compute it, those for much work first; the device's best is taken, and its weights packed.</param>
    /// <exception cref="GpuException">The device runs no groups as large as any of them needs, or not as many.</exception>
    public GpuStep<TKernel> Take(Places at, params GpuCandidate<TKernel>[] candidates)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        bool isFast = Precision == Precision.Fast && Array.Exists(candidates, c => c.IsFast);
        GpuCandidate<TKernel>[] possible = Array.FindAll(
            candidates, c => c.IsFast == isFast && c.Shape.Threads <= _device.MaxThreads && c.Shape.SharedBytes <= _device.MaxSharedBytes);
        if (possible.Length == 0)
        {
            throw TooSmall(Array.FindAll(candidates, c => c.IsFast == isFast));
        }

        GpuCandidate<TKernel> chosen = possible[LaunchShape.Choose(Array.ConvertAll(possible, c => c.Shape), Options.MaxBatch, _device.Multiprocessors)];
        Check(chosen.Shape);
        var step = new GpuStep<TKernel>(_steps.Count, chosen.Kernel, chosen.Shape, chosen.Pack is null ? at : chosen.Pack(at), isFast);
        _steps.Add(step);
        return step;
    }

    /// <summary>The samples of a batch.</summary>
    /// <param name="lengths">Floats given of each input and output.</param>
    /// <exception cref="ArgumentException">A length is no whole number of samples, or two disagree on how many.</exception>
    /// <exception cref="BatchTooLargeException">There are more samples than the network was loaded for.</exception>
    public int Samples(params ReadOnlySpan<long> lengths) => GpuBatch.Samples(Network, Options.MaxBatch, _tensors, lengths);

    /// <summary>The samples of a batch of tensors.</summary>
    /// <param name="shapes">The shape of each input: N×C×H×W.</param>
    /// <exception cref="ArgumentException">A tensor is not of the input's shape, or two disagree on how many samples they hold.</exception>
    /// <exception cref="BatchTooLargeException">There are more samples than the network was loaded for.</exception>
    public int SamplesOf(params long[][] shapes)
    {
        ArgumentNullException.ThrowIfNull(shapes);
        return GpuBatch.SamplesOf(Network, Options.MaxBatch, _tensors, shapes);
    }

    // One launch must do the largest batch.
    private void Check(LaunchShape shape)
    {
        (long x, long y, long z) = shape.GroupsOf(Options.MaxBatch);
        (string axis, long groups, int most) = x > _device.MaxGroupsX ? ("X", x, _device.MaxGroupsX)
            : y > _device.MaxGroupsY ? ("Y", y, _device.MaxGroupsY)
            : ("Z", z, _device.MaxGroupsZ);
        if (groups > most)
        {
            throw new GpuException(Text(
                $"a batch of {Options.MaxBatch} samples of {Network} takes {groups} groups of threads in {axis}, {_device.Name} launches {most} at most; load it with a smaller maxBatch"));
        }
    }

    private GpuException TooSmall(GpuCandidate<TKernel>[] kernels)
    {
        int threads = kernels.Min(k => k.Shape.Threads);
        return threads > _device.MaxThreads
            ? new GpuException(Text($"{_device.Name} runs groups of {_device.MaxThreads} threads at most, {Network} needs {threads}; a CPU device does with CPUDeviceKind.Nvidia"))
            : new GpuException(Text($"{_device.Name} has {_device.MaxSharedBytes} bytes of shared memory a group, {Network} needs {kernels.Min(k => k.Shape.SharedBytes)}"));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
