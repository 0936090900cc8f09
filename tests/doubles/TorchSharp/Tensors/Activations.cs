namespace TorchSharp;

/// <summary>The scalar functions behind the activations.</summary>
internal static class Activations
{
    public static double Relu(double x) => x > 0 || double.IsNaN(x) ? x : 0;

    public static double Relu6(double x) => Math.Min(Relu(x), 6);

    public static double Leaky(double x, double slope) => x > 0 ? x : x * slope;

    public static double Elu(double x, double alpha) => x > 0 ? x : alpha * (Math.Exp(x) - 1);

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Silu(double x) => x * Sigmoid(x);

    public static double Mish(double x) => x * Math.Tanh(x > 20 ? x : Math.Log(1 + Math.Exp(x)));

    public static double Hardsigmoid(double x) => Math.Clamp((x / 6) + 0.5, 0, 1);

    public static double Hardswish(double x) => x * Hardsigmoid(x);

    public static double Gelu(double x) => 0.5 * x * (1 + Erf(x / Math.Sqrt(2)));

    /// <summary>The power series in e^(-x²), which loses no digits as all its terms have one sign.</summary>
    public static double Erf(double x)
    {
        if (Math.Abs(x) > 6)
            return Math.Sign(x);
        double term = x;
        double sum = x;
        for (int n = 1; Math.Abs(term) > 1e-17 * Math.Abs(sum); n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }
}
