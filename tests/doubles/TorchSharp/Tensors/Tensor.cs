using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    /// <summary>A strided window on shared storage. Arithmetic runs in double precision and rounds to the element type,
    /// so one plain loop serves all three types.</summary>
    public partial class Tensor : IDisposable
    {
        private static long _totalCount;

        private byte[]? _storage;
        private long[] _shape;
        private long[] _strides;
        private long _offset;
        private ScalarType _dtype;

        internal Tensor(byte[] storage, ScalarType dtype, long[] shape, long[]? strides = null, long offset = 0)
        {
            _storage = storage;
            _dtype = dtype;
            _shape = shape;
            _strides = strides ?? DenseStrides(shape);
            _offset = offset;
            Interlocked.Increment(ref _totalCount);
            OwningDisposeScope = DisposeScopeManager.ThreadSingleton.RegisterOnCurrentDisposeScope(this);
        }

        /// <summary>Takes over the storage of <paramref name="data"/>, which is invalid afterwards.</summary>
        private protected Tensor(Tensor data)
        {
            _storage = data.Storage;
            _dtype = data._dtype;
            _shape = data._shape;
            _strides = data._strides;
            _offset = data._offset;
            data._storage = null;
            if (data.OwningDisposeScope is not null)
                DisposeScope.ReplaceWith(data, this);
        }

        /// <summary>Tensors alive in the process.</summary>
        public static long TotalCount => Interlocked.Read(ref _totalCount);

        public bool IsInvalid => _storage is null;

        public ScalarType dtype => _dtype;

        public Device device => CPU;

        public DeviceType device_type => DeviceType.CPU;

        /// <summary>The native tensor: there is none here, so that nothing may use it.</summary>
        public IntPtr Handle => throw new NotSupportedException("the double's tensors have no native handle");

        public bool requires_grad { get; set; }

        public bool is_leaf => true;

        public long[] shape
        {
            get
            {
                _ = Storage;
                return (long[])_shape.Clone();
            }
        }

        public long Dimensions => _shape.Length;

        public long ndim => _shape.Length;

        public long NumberOfElements => Count(_shape);

        public long ElementSize => ElementSizeOf(_dtype);

        internal DisposeScope? OwningDisposeScope { get; set; }

        private byte[] Storage => _storage ?? throw new InvalidOperationException("Tensor invalid -- empty handle.");

        public long dim() => _shape.Length;

        public long numel() => NumberOfElements;

        public long[] size() => shape;

        public long size(int dim) => _shape[Axis(dim)];

        public long stride(int dim) => _strides[Axis(dim)];

        public bool is_contiguous() => _strides.AsSpan().SequenceEqual(DenseStrides(_shape)) || NumberOfElements <= 1;

        public Tensor MoveToOuterDisposeScope()
        {
            OwningDisposeScope?.MoveToOuter(this);
            return this;
        }

        public Tensor DetachFromDisposeScope()
        {
            OwningDisposeScope?.Detach(this);
            return this;
        }

        public Tensor MoveToOtherDisposeScope(DisposeScope? other)
        {
            OwningDisposeScope?.MoveToOther(other, this);
            return this;
        }

        public void Dispose()
        {
            if (_storage is null)
                return;
            DisposeScopeManager.ThreadSingleton.Disposing(this);
            OwningDisposeScope?.MarkAsDisposed(this);
            _storage = null;
            Interlocked.Decrement(ref _totalCount);
            GC.SuppressFinalize(this);
        }

        internal static long Count(ReadOnlySpan<long> shape)
        {
            long count = 1;
            foreach (long extent in shape)
                count *= extent;
            return count;
        }

        internal static long[] DenseStrides(ReadOnlySpan<long> shape)
        {
            var strides = new long[shape.Length];
            long stride = 1;
            for (int i = shape.Length - 1; i >= 0; i--)
            {
                strides[i] = stride;
                stride *= shape[i];
            }

            return strides;
        }

        internal static Tensor FromDoubles(double[] values, long[] shape, ScalarType dtype)
        {
            var tensor = new Tensor(new byte[values.Length * ElementSizeOf(dtype)], dtype, shape);
            tensor.Write(values);
            return tensor;
        }

        /// <summary>The elements in row-major order.</summary>
        internal double[] Read()
        {
            byte[] storage = Storage;
            var values = new double[NumberOfElements];
            ForEachElement((position, index) => values[position] = _dtype switch
            {
                ScalarType.Float32 => MemoryMarshal.Cast<byte, float>(storage)[index],
                ScalarType.Float64 => MemoryMarshal.Cast<byte, double>(storage)[index],
                _ => MemoryMarshal.Cast<byte, long>(storage)[index],
            });
            return values;
        }

        /// <summary>Stores elements given in row-major order.</summary>
        internal void Write(double[] values)
        {
            byte[] storage = Storage;
            ForEachElement((position, index) =>
            {
                switch (_dtype)
                {
                    case ScalarType.Float32:
                        MemoryMarshal.Cast<byte, float>(storage.AsSpan())[index] = (float)values[position];
                        break;
                    case ScalarType.Float64:
                        MemoryMarshal.Cast<byte, double>(storage.AsSpan())[index] = values[position];
                        break;
                    default:
                        MemoryMarshal.Cast<byte, long>(storage.AsSpan())[index] = (long)values[position];
                        break;
                }
            });
        }

        internal int Axis(long dim)
        {
            long axis = dim < 0 ? dim + _shape.Length : dim;
            if (axis < 0 || axis >= _shape.Length)
                throw new ExternalException($"Dimension out of range (expected to be in range of [{-_shape.Length}, {_shape.Length - 1}], but got {dim})");
            return (int)axis;
        }

        /// <summary>Refuses what autograd refuses: writing into a parameter outside <c>no_grad</c>.</summary>
        private void RequireInPlaceAllowed()
        {
            if (requires_grad && is_grad_enabled())
                throw new ExternalException("a leaf Variable that requires grad is being used in an in-place operation.");
        }

        private void ForEachElement(Action<int, int> visit)
        {
            long count = NumberOfElements;
            if (is_contiguous())
            {
                for (int i = 0; i < count; i++)
                    visit(i, (int)_offset + i);
                return;
            }

            var at = new long[_shape.Length];
            long index = _offset;
            for (int position = 0; position < count; position++)
            {
                visit(position, (int)index);
                for (int axis = at.Length - 1; axis >= 0; axis--)
                {
                    index += _strides[axis];
                    if (++at[axis] < _shape[axis])
                        break;
                    index -= at[axis] * _strides[axis];
                    at[axis] = 0;
                }
            }
        }
    }
}
