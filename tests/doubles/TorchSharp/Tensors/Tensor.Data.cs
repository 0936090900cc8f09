using System.Runtime.InteropServices;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        /// <summary>The storage itself: writing here writes the tensor.</summary>
        public Span<byte> bytes
        {
            get
            {
                if (!is_contiguous())
                    throw new InvalidOperationException("Reading raw data requires a contiguous tensor.");
                int size = (int)ElementSize;
                return Storage.AsSpan((int)_offset * size, (int)NumberOfElements * size);
            }
        }

        public TensorAccessor<T> data<T>()
            where T : unmanaged
        {
            RequireType<T>();
            return new TensorAccessor<T>(this);
        }

        public T item<T>()
            where T : unmanaged
        {
            if (NumberOfElements != 1)
                throw new ArgumentException($"Number of elements in the tensor must be 1, but got {NumberOfElements}");
            RequireType<T>();
            return ElementAt<T>(0);
        }

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            if (type == _dtype && !copy)
                return alias();
            Tensor result = FromDoubles(Read(), shape, type);
            if (disposeAfter)
                Dispose();
            return result;
        }

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            RequireCpu(device);
            return copy ? clone() : alias();
        }

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false)
        {
            RequireCpu(device);
            return to(type, copy, disposeAfter, non_blocking);
        }

        public Tensor cpu() => alias();

        public Tensor copy_(Tensor source, bool nonBlocking = false)
        {
            RequireInPlaceAllowed();
            if (!Broadcast(_shape, source._shape).AsSpan().SequenceEqual(_shape))
                throw new ExternalException($"The size of tensor a ([{string.Join(", ", _shape)}]) must match the size of tensor b ([{string.Join(", ", source._shape)}])");
            Write(source.Spread(_shape));
            return this;
        }

        public Tensor requires_grad_(bool requires_grad = true)
        {
            this.requires_grad = requires_grad;
            return this;
        }

        public Tensor with_requires_grad(bool requires_grad = true) => requires_grad_(requires_grad);

        /// <summary>The element at a position of the row-major order, by reference into the storage.</summary>
        internal ref T ElementAt<T>(long position)
            where T : unmanaged
        {
            long index = _offset;
            long[] dense = DenseStrides(_shape);
            for (int axis = 0; axis < _shape.Length; axis++)
                index += position / dense[axis] % _shape[axis] * _strides[axis];
            return ref MemoryMarshal.Cast<byte, T>(Storage.AsSpan())[(int)index];
        }

        private void RequireType<T>()
        {
            ScalarType wanted = default(T) switch
            {
                float => ScalarType.Float32,
                double => ScalarType.Float64,
                long => ScalarType.Int64,
                _ => throw new NotSupportedException($"the TorchSharp double has no tensors of {typeof(T).Name}"),
            };
            if (wanted != _dtype)
                throw new ArgumentException($"Accessing data of type {_dtype} as {typeof(T)}.");
        }
    }
}
