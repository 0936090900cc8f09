namespace ArchDsl.Runtime.Weights;

/// <summary>The values of a tensor in row-major order, wherever they still are; safe to read from several threads at once.</summary>
internal abstract class TensorValues
{
    /// <summary>How many there are.</summary>
    public abstract int Length { get; }

    /// <summary>Reads the values from number <paramref name="first"/> on.</summary>
    public abstract void Read(int first, Span<float> destination);

    /// <summary>All values at once.</summary>
    public virtual float[] ToArray()
    {
        float[] values = GC.AllocateUninitializedArray<float>(Length);
        Read(0, values);
        return values;
    }
}

/// <summary>Values in memory.</summary>
internal sealed class LoadedValues(float[] values) : TensorValues
{
    public override int Length => values.Length;

    public override void Read(int first, Span<float> destination) => values.AsSpan(first, destination.Length).CopyTo(destination);

    public override float[] ToArray() => values;
}

/// <summary>Values in a file, which stays open while they are read.</summary>
internal sealed class StoredValues(WeightsFile file, string key) : TensorValues
{
    public override int Length { get; } = checked((int)file[key].Shape.ElementCount);

    public override void Read(int first, Span<float> destination) => file.ReadFloats(key, first, destination);
}
