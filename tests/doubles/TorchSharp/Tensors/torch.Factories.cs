using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(size, 0, dtype, device, requires_grad, names);

    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([size], 0, dtype, device, requires_grad, names);

    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(size, 0, dtype, device, requires_grad, names);

    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([size], 0, dtype, device, requires_grad, names);

    public static Tensor zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([dim0, dim1, dim2, dim3], 0, dtype, device, requires_grad, names);

    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full(size, 1, dtype, device, requires_grad, names);

    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([size], 1, dtype, device, requires_grad, names);

    public static Tensor ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        full([dim0, dim1, dim2, dim3], 1, dtype, device, requires_grad, names);

    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        RequireCpu(device);
        var values = new double[Tensor.Count(size)];
        Array.Fill(values, value.Value);
        Tensor tensor = Tensor.FromDoubles(values, (long[])size.Clone(), dtype ?? ScalarType.Float32);
        tensor.requires_grad = requires_grad;
        return tensor;
    }

    public static Tensor zeros_like(Tensor input) => zeros(input.shape, input.dtype);

    public static Tensor ones_like(Tensor input) => ones(input.shape, input.dtype);

    public static Tensor tensor(float scalar, Device? device = null, bool requires_grad = false) =>
        full([], scalar, ScalarType.Float32, device, requires_grad);

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([], scalar, dtype ?? ScalarType.Float64, device, requires_grad);

    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([], scalar, dtype ?? ScalarType.Int64, device, requires_grad);

    public static Tensor tensor(float[] rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<float>(rawArray, [rawArray.LongLength], ScalarType.Float32, dtype, device, requires_grad);

    public static Tensor tensor(float[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<float>(rawArray, dimensions, ScalarType.Float32, dtype, device, requires_grad);

    public static Tensor tensor(double[] rawArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<double>(rawArray, dimensions, ScalarType.Float64, dtype, device, requires_grad);

    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<long>(dataArray, [dataArray.LongLength], ScalarType.Int64, dtype, device, requires_grad);

    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Copied<long>(dataArray, dimensions, ScalarType.Int64, dtype, device, requires_grad);

    public static Tensor from_array(Array rawArray, Device? device = null)
    {
        long[] dimensions = [.. Enumerable.Range(0, rawArray.Rank).Select(i => (long)rawArray.GetLength(i))];
        return rawArray switch
        {
            _ when rawArray.GetType().GetElementType() == typeof(float) => tensor(rawArray.Cast<float>().ToArray(), dimensions, device: device),
            _ when rawArray.GetType().GetElementType() == typeof(double) => tensor(rawArray.Cast<double>().ToArray(), dimensions, device: device),
            _ when rawArray.GetType().GetElementType() == typeof(long) => tensor(rawArray.Cast<long>().ToArray(), dimensions, device: device),
            _ => throw new NotSupportedException($"the TorchSharp double has no tensors of {rawArray.GetType().GetElementType()?.Name}"),
        };
    }

    private static Tensor Copied<T>(
        T[] values, ReadOnlySpan<long> dimensions, ScalarType own, ScalarType? dtype, Device? device, bool requires_grad)
        where T : unmanaged
    {
        RequireCpu(device);
        if (Tensor.Count(dimensions) != values.LongLength)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: expected {Tensor.Count(dimensions)}, but got {values.LongLength}");
        var tensor = new Tensor(MemoryMarshal.AsBytes(values.AsSpan()).ToArray(), own, dimensions.ToArray());
        if (dtype is not null && dtype != own)
            tensor = tensor.to(dtype.Value, disposeAfter: true);
        tensor.requires_grad = requires_grad;
        return tensor;
    }
}
