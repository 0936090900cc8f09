using System.Collections.Concurrent;
using System.Reflection;
using ILGPU.Simulation;

namespace ILGPU.Runtime.OpenCL;

/// <summary>An OpenCL device at work. Whoever loads a kernel gets the same one, and that holds the arguments of one launch at a time.</summary>
public sealed class CLAccelerator : Accelerator
{
    private readonly ConcurrentDictionary<MethodInfo, bool> _withArguments = new();

    internal CLAccelerator(Context context, CLDevice device)
        : base(context, device)
    {
    }

    internal void SetArguments(MethodInfo kernel)
    {
        if (!_withArguments.TryAdd(kernel, true))
            throw Faults.Arguments(kernel.Name);
    }

    internal void ForgetArguments(MethodInfo kernel) => _withArguments.TryRemove(kernel, out _);
}
