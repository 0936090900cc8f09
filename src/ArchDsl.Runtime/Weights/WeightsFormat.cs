namespace ArchDsl.Runtime.Weights;

/// <summary>The file formats that are read.</summary>
public enum WeightsFormat
{
    /// <summary>A JSON header, then the tensors' bytes.</summary>
    Safetensors,

    /// <summary>What PyTorch's <c>torch.save</c> writes since 1.6, usually <c>.pth</c> or <c>.pt</c>.</summary>
    PyTorch,

    /// <summary>What TorchSharp's <c>Module.save</c> writes, usually <c>.dat</c>.</summary>
    TorchSharp,
}
