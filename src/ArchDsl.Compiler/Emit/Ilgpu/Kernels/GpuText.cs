using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Small things of kernels: numbers, sums, activations.</summary>
internal static class GpuText
{
    public static string N(long number) => Numbers.Whole(number);

    /// <summary>An activation of an expression of four channels; the expression itself where there is none.</summary>
    public static string Activate(Activation? activation, string value) => activation is null ? value
        : $"GpuActivations.{activation.Kind}({value}{Slope(activation)})";

    /// <summary>An activation of an expression of one number.</summary>
    public static string ActivateOne(Activation? activation, string value) => activation is null ? value
        : $"GpuFunctions.{activation.Kind}({value}{Slope(activation)})";

    /// <summary>A name's part for an activation.</summary>
    public static string NameOf(Activation? activation) => activation is null ? "" : activation.Kind.ToString();

    /// <summary><c>3x3</c> of a size, with text around it where it is not the usual.</summary>
    public static string Unless(Size2 size, Size2 usual, string before) => size == usual ? "" : before + size;

    /// <summary>A sum without the terms that are 0.</summary>
    public static string Sum(params string[] terms)
    {
        string[] left = terms.Where(t => t is not ("" or "0")).ToArray();
        return left.Length == 0 ? "0" : string.Join(" + ", left);
    }

    /// <summary>A product with a number, without it where it is 1.</summary>
    public static string Times(string value, long factor) => factor == 1 ? value : $"{value} * {N(factor)}";

    /// <summary>An addend behind a term; nothing where it is 0.</summary>
    public static string Plus(int number) => number == 0 ? "" : $" + {N(number)}";

    /// <summary>A subtrahend behind a term; nothing where it is 0.</summary>
    public static string Minus(int number) => number == 0 ? "" : $" - {N(number)}";

    private static string Slope(Activation activation) =>
        activation.Kind is ActivationKind.Leaky or ActivationKind.Elu ? $", {Numbers.Real(activation.Alpha)}f" : "";
}
