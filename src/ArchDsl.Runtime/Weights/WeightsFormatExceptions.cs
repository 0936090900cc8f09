namespace ArchDsl.Runtime.Weights;

/// <summary>The content is neither safetensors nor what PyTorch's <c>torch.save</c> or TorchSharp's <c>Module.save</c> writes.</summary>
public sealed class UnknownFormatException : WeightsException
{
    internal UnknownFormatException(string file, string detail) : base($"{file}: {detail}")
    {
    }
}

/// <summary>A PyTorch checkpoint names something else than tensors and plain containers; nothing of it was executed.</summary>
public sealed class RefusedObjectException : WeightsException
{
    internal RefusedObjectException(string file, string global)
        : base($"{file}: the checkpoint holds {Quote(global)}, which is neither a tensor nor a plain container and is not loaded; save its state_dict alone") =>
        Global = global;

    /// <summary>What the checkpoint names, with its module: <c>os.system</c>.</summary>
    public string Global { get; }
}

/// <summary>The file ends before what its header announces.</summary>
public sealed class TruncatedFileException : WeightsException
{
    internal TruncatedFileException(string file, string detail, string? key = null) : base($"{file}: {detail}", key)
    {
    }
}

/// <summary>The header, or a length in it, is larger than any real file's.</summary>
public sealed class HeaderTooLargeException : WeightsException
{
    internal HeaderTooLargeException(string file, string detail) : base($"{file}: {detail}")
    {
    }
}

/// <summary>The header is not the JSON that the format prescribes, is nested too deeply, or is not valid text.</summary>
public sealed class InvalidHeaderException : WeightsException
{
    internal InvalidHeaderException(string file, string detail, string? key = null, Exception? inner = null)
        : base($"{file}: {detail}", key, inner)
    {
    }
}

/// <summary>A key occurs twice.</summary>
public sealed class DuplicateKeyException : WeightsException
{
    internal DuplicateKeyException(string file, string key) : base($"{file}: the key {Quote(key)} occurs twice", key)
    {
    }
}

/// <summary>The elements are of a type that this library does not read.</summary>
public sealed class UnsupportedTypeException : WeightsException
{
    internal UnsupportedTypeException(string file, string key, string type)
        : base($"{file}: {Quote(key)} has the unsupported type {type}", key)
    {
    }
}

/// <summary>A shape has a negative size, too many dimensions, or more elements than can be counted.</summary>
public sealed class InvalidShapeException : WeightsException
{
    internal InvalidShapeException(string file, string key, string detail)
        : base($"{file}: {Quote(key)} {detail}", key)
    {
    }
}

/// <summary>A tensor's offsets are negative, reversed, or outside the data.</summary>
public sealed class InvalidOffsetException : WeightsException
{
    internal InvalidOffsetException(string file, string key, string detail)
        : base($"{file}: {Quote(key)} {detail}", key)
    {
    }
}

/// <summary>A tensor's byte count is not its shape times the size of its type.</summary>
public sealed class TensorSizeException : WeightsException
{
    internal TensorSizeException(string file, WeightInfo info, long actual)
        : base(
            $"{file}: {Quote(info.Key)} of shape {info.Shape} and type {WeightTypes.NameOf(info.Type)} "
            + $"takes {info.ByteLength} bytes, but has {actual}",
            info.Key)
    {
    }
}

/// <summary>Two tensors claim the same bytes.</summary>
public sealed class OverlappingTensorsException : WeightsException
{
    internal OverlappingTensorsException(string file, string key, string other)
        : base($"{file}: {Quote(key)} overlaps {Quote(other)}", key)
    {
    }
}

/// <summary>Bytes of the data belong to no tensor.</summary>
public sealed class UnclaimedBytesException : WeightsException
{
    internal UnclaimedBytesException(string file, long offset, long count)
        : base($"{file}: {count} bytes at offset {offset} of the data belong to no tensor")
    {
    }
}
