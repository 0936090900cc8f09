using System.Buffers.Binary;

namespace ArchDsl.Runtime.Weights;

/// <summary>A named tensor in memory, in the form it has in a file.</summary>
public sealed class WeightData
{
    /// <summary>Wraps bytes that are already encoded.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="shape">Its sizes, outermost first.</param>
    /// <param name="type">How the bytes encode the elements.</param>
    /// <param name="bytes">The elements, little-endian, row-major; not copied.</param>
    /// <exception cref="ArgumentException">The bytes are not the shape times the size of the type.</exception>
    public WeightData(string key, TensorShape shape, WeightType type, ReadOnlyMemory<byte> bytes)
    {
        ArgumentNullException.ThrowIfNull(key);
        Info = new WeightInfo(key, shape, type);
        Bytes = bytes;
        CheckCount(Info, shape.ElementCount * WeightTypes.SizeOf(type), bytes.Length, nameof(bytes));
    }

    /// <summary>The key, shape and type.</summary>
    public WeightInfo Info { get; }

    /// <summary>The elements, little-endian, row-major.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Encodes floats.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="shape">Its sizes, outermost first.</param>
    /// <param name="values">The elements, row-major.</param>
    /// <param name="type">A floating-point type; narrower ones round to nearest, ties to even.</param>
    /// <exception cref="ArgumentException">The values are not as many as the shape has elements, or the type is not
    /// a floating-point one.</exception>
    public static WeightData FromFloats(
        string key, TensorShape shape, ReadOnlySpan<float> values, WeightType type = WeightType.Float32)
    {
        CheckCount(new WeightInfo(key, shape, type), shape.ElementCount, values.Length, nameof(values));
        byte[] bytes = new byte[values.Length * WeightTypes.SizeOf(type)];
        FloatConversion.FromFloats(type, values, bytes);
        return new WeightData(key, shape, type, bytes);
    }

    /// <summary>Encodes whole numbers as I64, as <c>num_batches_tracked</c> is.</summary>
    /// <param name="key">The full key.</param>
    /// <param name="shape">Its sizes, outermost first.</param>
    /// <param name="values">The elements, row-major.</param>
    /// <exception cref="ArgumentException">The values are not as many as the shape has elements.</exception>
    public static WeightData FromInt64s(string key, TensorShape shape, params ReadOnlySpan<long> values)
    {
        CheckCount(new WeightInfo(key, shape, WeightType.Int64), shape.ElementCount, values.Length, nameof(values));
        byte[] bytes = new byte[values.Length * sizeof(long)];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteInt64LittleEndian(bytes.AsSpan(i * sizeof(long)), values[i]);
        }

        return new WeightData(key, shape, WeightType.Int64, bytes);
    }

    private static void CheckCount(WeightInfo info, long needed, int actual, string parameter)
    {
        if (needed != actual)
        {
            throw new ArgumentException($"'{info.Key}' of shape {info.Shape} needs {needed} of them, not {actual}", parameter);
        }
    }
}
