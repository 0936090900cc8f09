namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor mean() => mean([.. Enumerable.Range(0, _shape.Length).Select(i => (long)i)]);

        public Tensor mean(long[] dimensions, bool keepdim = false, ScalarType? type = null)
        {
            double count = 1;
            foreach (long dimension in dimensions)
                count *= _shape[Axis(dimension)];
            return Reduce(dimensions, keepdim, type ?? _dtype, 0, static (a, b) => a + b, total => total / count);
        }

        public Tensor sum() => sum([.. Enumerable.Range(0, _shape.Length).Select(i => (long)i)]);

        public Tensor sum(long[] dimensions, bool keepdim = false, ScalarType? type = null) =>
            Reduce(dimensions, keepdim, type ?? _dtype, 0, static (a, b) => a + b, static total => total);

        public Tensor amax(long[] dims, bool keepdim = false, Tensor? @out = null)
        {
            if (@out is not null)
                throw new NotSupportedException("the TorchSharp double has no 'out' arguments");
            return Reduce(dims, keepdim, _dtype, double.NegativeInfinity, Math.Max, static m => m);
        }

        public Tensor amax(params long[] dims) => amax(dims, false);

        public Tensor max() => amax([.. Enumerable.Range(0, _shape.Length).Select(i => (long)i)], false);

        public Tensor argmax(long dim, bool keepdim = false)
        {
            int axis = Axis(dim);
            using Tensor last = transpose(axis, -1);
            double[] values = last.Read();
            int length = (int)_shape[axis];
            var best = new double[values.Length / length];
            for (int row = 0; row < best.Length; row++)
            {
                ReadOnlySpan<double> span = values.AsSpan(row * length, length);
                for (int i = 1; i < length; i++)
                {
                    if (span[i] > span[(int)best[row]])
                        best[row] = i;
                }
            }

            long[] moved = last.shape;
            moved[^1] = 1;
            using Tensor found = FromDoubles(best, moved, ScalarType.Int64);
            using Tensor back = found.transpose(axis, -1);
            return keepdim ? back.clone() : back.squeeze(axis);
        }

        private Tensor Reduce(
            long[] dims, bool keepdim, ScalarType type, double seed, Func<double, double, double> fold, Func<double, double> finish)
        {
            var reduced = new HashSet<int>(dims.Select(Axis));
            long[] kept = [.. _shape.Select((extent, axis) => reduced.Contains(axis) ? 1 : extent)];
            long[] keptStrides = DenseStrides(kept);
            for (int axis = 0; axis < kept.Length; axis++)
            {
                if (reduced.Contains(axis))
                    keptStrides[axis] = 0;
            }

            double[] values = Read();
            long[] strides = DenseStrides(_shape);
            var result = new double[Count(kept)];
            Array.Fill(result, seed);
            for (int i = 0; i < values.Length; i++)
            {
                long target = 0;
                for (int axis = 0; axis < kept.Length; axis++)
                    target += i / strides[axis] % _shape[axis] * keptStrides[axis];
                result[target] = fold(result[target], values[i]);
            }

            long[] final = keepdim ? kept : [.. kept.Where((_, axis) => !reduced.Contains(axis))];
            return FromDoubles(Array.ConvertAll(result, a => finish(a)), final, type);
        }
    }
}
