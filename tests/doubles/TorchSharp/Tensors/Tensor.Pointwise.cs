using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor add(Tensor target) => Combine(this, target, static (a, b) => a + b);

        public Tensor add(Scalar scalar) => Map(a => a + scalar.Value);

        public Tensor add_(Tensor target) => CombineInPlace(target, static (a, b) => a + b);

        public Tensor add_(Scalar scalar) => MapInPlace(a => a + scalar.Value);

        public Tensor sub(Tensor target) => Combine(this, target, static (a, b) => a - b);

        public Tensor sub(Scalar target) => Map(a => a - target.Value);

        public Tensor sub_(Tensor target) => CombineInPlace(target, static (a, b) => a - b);

        public Tensor mul(Tensor target) => Combine(this, target, static (a, b) => a * b);

        public Tensor mul(Scalar target) => Map(a => a * target.Value);

        public Tensor mul_(Tensor target) => CombineInPlace(target, static (a, b) => a * b);

        public Tensor mul_(Scalar target) => MapInPlace(a => a * target.Value);

        public Tensor div(Tensor target) => Combine(this, target, static (a, b) => a / b);

        public Tensor div(Scalar target) => Map(a => a / target.Value);

        public Tensor div_(Scalar target) => MapInPlace(a => a / target.Value);

        public Tensor maximum(Tensor other) => Combine(this, other, Math.Max);

        public Tensor abs() => Map(Math.Abs);

        public Tensor neg() => Map(static a => -a);

        public Tensor relu() => Map(Activations.Relu);

        public Tensor relu_() => MapInPlace(Activations.Relu);

        public Tensor relu6() => Map(Activations.Relu6);

        public Tensor relu6_() => MapInPlace(Activations.Relu6);

        public Tensor leaky_relu(Scalar negative_slope) => Map(a => Activations.Leaky(a, negative_slope.Value));

        public Tensor leaky_relu_(Scalar negative_slope) => MapInPlace(a => Activations.Leaky(a, negative_slope.Value));

        public Tensor elu(Scalar alpha) => Map(a => Activations.Elu(a, alpha.Value));

        public Tensor elu_(Scalar alpha) => MapInPlace(a => Activations.Elu(a, alpha.Value));

        public Tensor silu() => Map(Activations.Silu);

        public Tensor silu_() => MapInPlace(Activations.Silu);

        public Tensor hardswish() => Map(Activations.Hardswish);

        public Tensor hardswish_() => MapInPlace(Activations.Hardswish);

        public Tensor hardsigmoid() => Map(Activations.Hardsigmoid);

        public Tensor hardsigmoid_() => MapInPlace(Activations.Hardsigmoid);

        public Tensor sigmoid() => Map(Activations.Sigmoid);

        public Tensor sigmoid_() => MapInPlace(Activations.Sigmoid);

        public Tensor gelu() => Map(Activations.Gelu);

        /// <summary>Unlike the others it returns a second handle, as in the real library.</summary>
        public Tensor gelu_() => MapInPlace(Activations.Gelu).alias();

        public Tensor tanh() => Map(Math.Tanh);

        public Tensor tanh_() => MapInPlace(Math.Tanh);

        public Tensor fill_(Scalar value) => MapInPlace(_ => value.Value);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false)
        {
            double[] left = Read();
            double[] right = target.Read();
            if (!_shape.AsSpan().SequenceEqual(target._shape))
                throw new ExternalException($"The size of tensor a ([{string.Join(", ", _shape)}]) must match the size of tensor b ([{string.Join(", ", target._shape)}])");
            for (int i = 0; i < left.Length; i++)
            {
                bool close = Math.Abs(left[i] - right[i]) <= atol + (rtol * Math.Abs(right[i])) || left[i] == right[i];
                if (!close && !(equal_nan && double.IsNaN(left[i]) && double.IsNaN(right[i])))
                    return false;
            }

            return true;
        }

        internal Tensor Map(Func<double, double> f) => FromDoubles(Array.ConvertAll(Read(), a => f(a)), shape, _dtype);

        internal Tensor MapInPlace(Func<double, double> f)
        {
            RequireInPlaceAllowed();
            Write(Array.ConvertAll(Read(), a => f(a)));
            return this;
        }

        internal static long[] Broadcast(long[] a, long[] b)
        {
            var result = new long[Math.Max(a.Length, b.Length)];
            for (int i = 1; i <= result.Length; i++)
            {
                long x = i <= a.Length ? a[^i] : 1;
                long y = i <= b.Length ? b[^i] : 1;
                if (x != y && x != 1 && y != 1)
                    throw new ExternalException($"The size of tensor a ({x}) must match the size of tensor b ({y}) at non-singleton dimension {result.Length - i}");
                result[^i] = x == 1 ? y : x;
            }

            return result;
        }

        private static Tensor Combine(Tensor a, Tensor b, Func<double, double, double> f)
        {
            long[] target = Broadcast(a._shape, b._shape);
            ScalarType type = a._dtype > b._dtype ? a._dtype : b._dtype;
            return FromDoubles(Combined(a.Spread(target), b.Spread(target), f), target, type);
        }

        private Tensor CombineInPlace(Tensor other, Func<double, double, double> f)
        {
            RequireInPlaceAllowed();
            if (!Broadcast(_shape, other._shape).AsSpan().SequenceEqual(_shape))
                throw new ExternalException($"output with shape [{string.Join(", ", _shape)}] doesn't match the broadcast shape of [{string.Join(", ", other._shape)}]");
            Write(Combined(Read(), other.Spread(_shape), f));
            return this;
        }

        private static double[] Combined(double[] x, double[] y, Func<double, double, double> f)
        {
            var values = new double[x.Length];
            for (int i = 0; i < values.Length; i++)
                values[i] = f(x[i], y[i]);
            return values;
        }

        private double[] Spread(long[] target)
        {
            if (_shape.AsSpan().SequenceEqual(target))
                return Read();
            using Tensor wide = expand(target);
            return wide.Read();
        }
    }
}
