namespace TorchSharp;

public static partial class torch
{
    [ThreadStatic]
    private static Random? _random;

    public class Generator : IDisposable
    {
        internal Generator(long seed) => initial_seed_value = seed;

        private readonly long initial_seed_value;

        public long initial_seed() => initial_seed_value;

        public void Dispose() => GC.SuppressFinalize(this);
    }

    /// <summary>Seeds this thread's generator. The numbers differ from libtorch's.</summary>
    public static Generator manual_seed(long seed)
    {
        _random = new Random(unchecked((int)seed));
        return new Generator(seed);
    }

    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn(size, dtype, device, requires_grad, NextNormal);

    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn([dim0, dim1, dim2, dim3], dtype, device, requires_grad, NextNormal);

    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Drawn(size, dtype, device, requires_grad, NextUniform);

    internal static double NextUniform() => (_random ??= new Random(0)).NextDouble();

    /// <summary>Box and Muller's transform.</summary>
    internal static double NextNormal() =>
        Math.Sqrt(-2 * Math.Log(1 - NextUniform())) * Math.Cos(2 * Math.PI * NextUniform());

    private static Tensor Drawn(long[] size, ScalarType? dtype, Device? device, bool requires_grad, Func<double> next)
    {
        RequireCpu(device);
        var values = new double[Tensor.Count(size)];
        for (int i = 0; i < values.Length; i++)
            values[i] = next();
        Tensor tensor = Tensor.FromDoubles(values, (long[])size.Clone(), dtype ?? ScalarType.Float32);
        tensor.requires_grad = requires_grad;
        return tensor;
    }
}
