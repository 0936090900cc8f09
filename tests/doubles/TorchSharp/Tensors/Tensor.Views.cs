using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor this[long i1] => select(0, i1);

        public Tensor this[long i1, long i2]
        {
            get
            {
                using Tensor first = select(0, i1);
                return first.select(0, i2);
            }
        }

        public Tensor alias() => View(_shape, _strides, _offset);

        public Tensor detach() => alias();

        public Tensor contiguous() => is_contiguous() ? alias() : clone();

        public Tensor clone() => FromDoubles(Read(), shape, _dtype);

        public Tensor view(params long[] shape)
        {
            if (!is_contiguous())
                throw new ExternalException("view size is not compatible with input tensor's size and stride (at least one dimension spans across two contiguous subspaces). Use .reshape(...) instead.");
            return View(Infer(shape), null, _offset);
        }

        public Tensor reshape(params long[] shape)
        {
            long[] target = Infer(shape);
            return is_contiguous() ? View(target, null, _offset) : FromDoubles(Read(), target, _dtype);
        }

        public Tensor flatten(long start_dim = 0, long end_dim = -1)
        {
            if (_shape.Length == 0)
                return reshape(1);
            int start = Axis(start_dim);
            int end = Axis(end_dim);
            long middle = Count(_shape.AsSpan(start, end - start + 1));
            return reshape([.. _shape[..start], middle, .. _shape[(end + 1)..]]);
        }

        public Tensor unsqueeze(long dim)
        {
            int at = (int)(dim < 0 ? dim + _shape.Length + 1 : dim);
            var newShape = new List<long>(_shape);
            var newStrides = new List<long>(_strides);
            newShape.Insert(at, 1);
            newStrides.Insert(at, at < _strides.Length ? _strides[at] * _shape[at] : 1);
            return View([.. newShape], [.. newStrides], _offset);
        }

        public Tensor squeeze(long? dim = null)
        {
            int only = dim is null ? -1 : Axis(dim.Value);
            var kept = Enumerable.Range(0, _shape.Length)
                .Where(axis => _shape[axis] != 1 || (only >= 0 && axis != only)).ToArray();
            return View([.. kept.Select(a => _shape[a])], [.. kept.Select(a => _strides[a])], _offset);
        }

        public Tensor transpose(long dim0, long dim1)
        {
            long[] newShape = (long[])_shape.Clone();
            long[] newStrides = (long[])_strides.Clone();
            int a = Axis(dim0);
            int b = Axis(dim1);
            (newShape[a], newShape[b]) = (newShape[b], newShape[a]);
            (newStrides[a], newStrides[b]) = (newStrides[b], newStrides[a]);
            return View(newShape, newStrides, _offset);
        }

        public Tensor permute(params long[] permutation) => View(
            [.. permutation.Select(p => _shape[Axis(p)])], [.. permutation.Select(p => _strides[Axis(p)])], _offset);

        public Tensor expand(params long[] sizes)
        {
            int lead = sizes.Length - _shape.Length;
            var newShape = new long[sizes.Length];
            var newStrides = new long[sizes.Length];
            for (int i = 0; i < sizes.Length; i++)
            {
                long have = i < lead ? 1 : _shape[i - lead];
                newShape[i] = sizes[i] == -1 ? have : sizes[i];
                if (have != newShape[i] && have != 1)
                    throw new ExternalException($"The expanded size of the tensor ({newShape[i]}) must match the existing size ({have}) at non-singleton dimension {i}.");
                newStrides[i] = have == newShape[i] && i >= lead ? _strides[i - lead] : 0;
            }

            return View(newShape, newStrides, _offset);
        }

        public Tensor narrow(long dim, long start, long length)
        {
            int axis = Axis(dim);
            long from = start < 0 ? start + _shape[axis] : start;
            if (from < 0 || length < 0 || from + length > _shape[axis])
                throw new ExternalException($"start ({start}) + length ({length}) exceeds dimension size ({_shape[axis]}).");
            long[] newShape = (long[])_shape.Clone();
            newShape[axis] = length;
            return View(newShape, _strides, _offset + (from * _strides[axis]));
        }

        public Tensor slice(long dim, long start, long finish, long step)
        {
            int axis = Axis(dim);
            long end = Math.Min(finish, _shape[axis]);
            long[] newShape = (long[])_shape.Clone();
            long[] newStrides = (long[])_strides.Clone();
            newShape[axis] = Math.Max(0, (end - start + step - 1) / step);
            newStrides[axis] *= step;
            return View(newShape, newStrides, _offset + (start * _strides[axis]));
        }

        public Tensor select(long dim, long index)
        {
            int axis = Axis(dim);
            long at = index < 0 ? index + _shape[axis] : index;
            if (at < 0 || at >= _shape[axis])
                throw new ExternalException($"select(): index {index} out of range for tensor of size {_shape[axis]} at dimension {axis}");
            return View(
                [.. _shape.Where((_, a) => a != axis)], [.. _strides.Where((_, a) => a != axis)],
                _offset + (at * _strides[axis]));
        }

        public Tensor[] split(long size, int dim = 0)
        {
            long extent = _shape[Axis(dim)];
            var sizes = new List<long>();
            for (long start = 0; start < extent; start += size)
                sizes.Add(Math.Min(size, extent - start));
            return split([.. sizes], (long)dim);
        }

        public Tensor[] split(long[] sizes, long dim = 0)
        {
            long extent = _shape[Axis(dim)];
            if (sizes.Sum() != extent)
                throw new ExternalException($"split_with_sizes expects split_sizes to sum exactly to {extent} (input tensor's size at dimension {dim}), but got split_sizes=[{string.Join(", ", sizes)}]");
            var parts = new Tensor[sizes.Length];
            long start = 0;
            for (int i = 0; i < sizes.Length; i++)
            {
                parts[i] = narrow(dim, start, sizes[i]);
                start += sizes[i];
            }

            return parts;
        }

        public Tensor[] chunk(long chunks, long dim = 0L)
        {
            long extent = _shape[Axis(dim)];
            return split((extent + chunks - 1) / chunks, (int)dim);
        }

        public Tensor channel_shuffle(long groups)
        {
            if (_shape.Length < 3)
                throw new ExternalException($"channel_shuffle expects input with > 2 dims, but got input with sizes [{string.Join(", ", _shape)}]");
            if (groups <= 0 || _shape[1] % groups != 0)
                throw new ExternalException($"Number of channels must be divisible by groups. Got {_shape[1]} channels and {groups} groups.");
            using DisposeScope scope = NewDisposeScope();
            long rest = Count(_shape.AsSpan(2));
            return reshape(_shape[0], groups, _shape[1] / groups, rest).transpose(1, 2).reshape(_shape)
                .clone().MoveToOuterDisposeScope();
        }

        private Tensor View(long[] newShape, long[]? newStrides, long offset) =>
            new(Storage, _dtype, newShape, newStrides, offset) { requires_grad = requires_grad };

        private long[] Infer(long[] target)
        {
            long[] result = (long[])target.Clone();
            int hole = Array.IndexOf(result, -1L);
            if (hole >= 0)
            {
                result[hole] = 1;
                long known = Count(result);
                result[hole] = known == 0 ? 0 : NumberOfElements / known;
            }

            if (Count(result) != NumberOfElements)
                throw new ExternalException($"shape '[{string.Join(", ", target)}]' is invalid for input of size {NumberOfElements}");
            return result;
        }
    }
}
