using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Emit;

/// <summary>What a host decides about the generated code.</summary>
public sealed record EmitOptions
{
    /// <summary>The namespace of the generated classes; null for the global one. Other languages than C# ignore it.</summary>
    public string? Namespace { get; init; }

    /// <summary>All targets that the same network is emitted for, so that one class can speak of another: <c>FashionNetCpu.From(FashionNet net)</c>.</summary>
    public EquatableArray<EmitTarget> Together { get; init; }
}
