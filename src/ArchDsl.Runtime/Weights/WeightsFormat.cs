namespace ArchDsl.Runtime.Weights;

/// <summary>The file formats that are read.</summary>
public enum WeightsFormat
{
    /// <summary>A JSON header, then the tensors' bytes.</summary>
    Safetensors,

    /// <summary>What TorchSharp's <c>Module.save</c> writes, usually <c>.dat</c>.</summary>
    TorchSharp,
}
