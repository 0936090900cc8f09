namespace ArchDsl.Compiler.Emit;

/// <summary>What a network can be turned into.</summary>
public enum EmitTarget
{
    /// <summary>Constants and tables: shapes by stage, costs, weight keys. C# that needs nothing but the base library.</summary>
    Info,

    /// <summary>A trainable <c>nn.Module</c>. C# that needs TorchSharp and ArchDsl.Runtime.</summary>
    TorchSharp,

    /// <summary>Fused inference on the CPU. C# that needs ArchDsl.Runtime.</summary>
    Cpu,

    /// <summary>Fused inference through generated kernels. C# that needs ILGPU and ArchDsl.Runtime.</summary>
    Ilgpu,

    /// <summary>One self-contained Python module with the same weight keys.</summary>
    PyTorch,
}
