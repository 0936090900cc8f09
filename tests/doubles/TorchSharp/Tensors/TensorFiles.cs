namespace TorchSharp.Utils;

/// <summary>The library's own file format: LEB128 type, rank and extents, then the raw little-endian elements.</summary>
public static class TensorFiles
{
    public static void Save(this torch.Tensor tensor, BinaryWriter writer)
    {
        using torch.Tensor dense = tensor.contiguous();
        writer.Encode((int)dense.dtype);
        writer.Encode(dense.shape.Length);
        foreach (long extent in dense.shape)
            writer.Encode(extent);
        writer.Write(dense.bytes);
    }

    public static void Load(this torch.Tensor tensor, BinaryReader reader)
    {
        var (type, shape) = ReadHeader(reader);
        if (type != tensor.dtype)
            throw new ArgumentException("Mismatched tensor data types while loading. Make sure that the model you are loading into is exactly the same as the origin.");
        if (!shape.AsSpan().SequenceEqual(tensor.shape))
            throw new ArgumentException("Mismatched tensor shape while loading. Make sure that the model you are loading into is exactly the same as the origin.");
        reader.BaseStream.ReadExactly(tensor.bytes);
    }

    public static void Encode(this BinaryWriter writer, long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        while (value > 0x7f)
        {
            writer.Write((byte)(0x80 | (value & 0x7f)));
            value >>= 7;
        }

        writer.Write((byte)value);
    }

    public static long Decode(this BinaryReader reader)
    {
        long result = 0;
        for (int shift = 0; ; shift += 7)
        {
            long part = reader.ReadByte();
            result |= (part & 0x7f) << shift;
            if ((part & 0x80) == 0)
                return result;
        }
    }

    internal static void Skip(BinaryReader reader)
    {
        var (type, shape) = ReadHeader(reader);
        reader.ReadBytes((int)(torch.Tensor.Count(shape) * torch.ElementSizeOf(type)));
    }

    private static (torch.ScalarType Type, long[] Shape) ReadHeader(BinaryReader reader)
    {
        var type = (torch.ScalarType)reader.Decode();
        var shape = new long[reader.Decode()];
        for (int axis = 0; axis < shape.Length; axis++)
            shape[axis] = reader.Decode();
        return (type, shape);
    }
}
