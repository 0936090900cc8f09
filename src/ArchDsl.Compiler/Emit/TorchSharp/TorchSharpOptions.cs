namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>What a host decides about the generated TorchSharp modules.</summary>
public sealed record TorchSharpOptions
{
    /// <summary>The namespace of the classes.</summary>
    public string Namespace { get; init; } = "Networks";

    /// <summary>Whether ArchDsl.Runtime is there, so that the class can read and write weights.</summary>
    public bool HasRuntime { get; init; } = true;
}
