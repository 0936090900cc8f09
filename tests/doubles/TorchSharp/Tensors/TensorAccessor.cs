using System.Collections;

namespace TorchSharp.Utils;

/// <summary>Typed access to a tensor's storage, in row-major order.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T>
    where T : unmanaged
{
    private readonly torch.Tensor _tensor;

    internal TensorAccessor(torch.Tensor tensor) => _tensor = tensor;

    public long Count => _tensor.numel();

    public T this[params long[] indices]
    {
        get => _tensor.ElementAt<T>(Position(indices));
        set => _tensor.ElementAt<T>(Position(indices)) = value;
    }

    public T[] ToArray()
    {
        var values = new T[Count];
        CopyTo(values);
        return values;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        for (long i = tensorIndex; i < Count && arrayIndex < array.Length; i++, arrayIndex++)
            array[arrayIndex] = _tensor.ElementAt<T>(i);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) =>
        CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        for (long i = tensorIndex; i < Count && arrayIndex < array.Length; i++, arrayIndex++)
            _tensor.ElementAt<T>(i) = array[arrayIndex];
    }

    public IEnumerator<T> GetEnumerator()
    {
        for (long i = 0; i < Count; i++)
            yield return _tensor.ElementAt<T>(i);
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
    }

    private long Position(long[] indices)
    {
        long[] shape = _tensor.shape;
        long position = 0;
        if (indices.Length == 1)
            return indices[0];
        for (int axis = 0; axis < shape.Length; axis++)
            position = (position * shape[axis]) + indices[axis];
        return position;
    }
}
