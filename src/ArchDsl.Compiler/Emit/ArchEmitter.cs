using ArchDsl.Compiler.Emit.Info;
using ArchDsl.Compiler.Emit.PyTorch;
using ArchDsl.Compiler.Emit.Cpu;
using ArchDsl.Compiler.Emit.Ilgpu;
using ArchDsl.Compiler.Emit.TorchSharp;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit;

/// <summary>Prints the code of one network for one target. Deterministic: equal networks and options give equal text.</summary>
internal delegate IReadOnlyList<EmittedFile> BackEnd(Network network, EmitOptions options);

/// <summary>Turns checked networks into code: one back end a target, none of which knows another.</summary>
public static class ArchEmitter
{
    private static readonly Dictionary<EmitTarget, BackEnd> BackEnds = new()
    {
        [EmitTarget.Info] = InfoBackEnd.Emit,
        [EmitTarget.TorchSharp] = TorchSharpBackEnd.Emit,
        [EmitTarget.PyTorch] = PyTorchBackEnd.Emit,
        [EmitTarget.Cpu] = CpuBackEnd.Emit,
        [EmitTarget.Ilgpu] = IlgpuBackEnd.Emit,
    };

    /// <summary>The targets there is a back end for.</summary>
    public static IReadOnlyList<EmitTarget> Targets { get; } = BackEnds.Keys.OrderBy(t => t).ToArray();

    /// <summary>Emits one network.</summary>
    /// <param name="network">A network free of errors.</param>
    /// <param name="target">What to turn it into; one of <see cref="Targets"/>.</param>
    /// <param name="options">What the host decides.</param>
    /// <exception cref="NotSupportedException">There is no back end for the target.</exception>
    public static IReadOnlyList<EmittedFile> Emit(Network network, EmitTarget target, EmitOptions options)
    {
        if (network is null)
        {
            throw new ArgumentNullException(nameof(network));
        }

        if (options is null)
        {
            throw new ArgumentNullException(nameof(options));
        }

        return BackEnds.TryGetValue(target, out BackEnd? emit)
            ? emit(network, options)
            : throw new NotSupportedException($"there is no back end for {target}; there are {string.Join(", ", Targets)}");
    }
}
