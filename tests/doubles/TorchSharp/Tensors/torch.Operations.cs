using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor cat(IList<Tensor> tensors, long dim = 0) => cat([.. tensors], dim);

    public static Tensor cat(Tensor[] tensors, long dim = 0)
    {
        if (tensors.Length == 0)
            throw new ExternalException("torch.cat(): expected a non-empty list of Tensors");
        int axis = tensors[0].Axis(dim);
        long[] shape = tensors[0].shape;
        foreach (Tensor tensor in tensors.Skip(1))
        {
            long[] other = tensor.shape;
            shape[axis] += other[axis];
            other[axis] = shape[axis];
            if (!other.AsSpan().SequenceEqual(shape))
                throw new ExternalException($"Sizes of tensors must match except in dimension {axis}. Expected [{string.Join(", ", tensors[0].shape)}] but got [{string.Join(", ", tensor.shape)}].");
        }

        int outer = (int)Tensor.Count(shape.AsSpan(0, axis));
        int total = (int)Tensor.Count(shape.AsSpan(axis));
        var result = new double[outer * total];
        int at = 0;
        foreach (Tensor tensor in tensors)
        {
            double[] values = tensor.Read();
            int inner = values.Length / outer;
            for (int row = 0; row < outer; row++)
                values.AsSpan(row * inner, inner).CopyTo(result.AsSpan((row * total) + at));
            at += inner;
        }

        return Tensor.FromDoubles(result, shape, tensors[0].dtype);
    }

    public static Tensor maximum(Tensor input, Tensor other) => input.maximum(other);

    public static Tensor amax(Tensor input, long[] dims, bool keepdim = false, Tensor? @out = null) => input.amax(dims, keepdim, @out);

    public static Tensor mean(Tensor input, long[] dimensions, bool keepdim = false, ScalarType? type = null) => input.mean(dimensions, keepdim, type);

    public static Tensor add(Tensor left, Tensor right) => left.add(right);

    public static Tensor mul(Tensor left, Tensor right) => left.mul(right);

    public static Tensor sigmoid(Tensor input) => input.sigmoid();

    public static Tensor flatten(Tensor input, long start_dim = 0, long end_dim = -1) => input.flatten(start_dim, end_dim);

    public static bool allclose(Tensor tensor, Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
        tensor.allclose(target, rtol, atol, equal_nan);

    public static Tensor bernoulli(Tensor input, Generator? generator = null) => input.Map(p => NextUniform() < p ? 1 : 0);
}
