using System.Numerics;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>RegNet's quantised linear widths, arXiv 2003.13678 §3.3 and its published code. Rounding is half to even throughout.</summary>
internal static class RegNet
{
    /// <summary>One list [depth, width, group width] a stage; how many stages there are is a result.</summary>
    /// <param name="w0">Width of the first block.</param>
    /// <param name="wa">Slope of the widths.</param>
    /// <param name="wm">Width multiplier between stages.</param>
    /// <param name="depth">Blocks.</param>
    /// <param name="group">Group width.</param>
    /// <param name="bottleneck">The paper's b: the width inside a block is its width over b.</param>
    /// <param name="minRatio">0 rounds widths to a multiple of the group half to even; 0.9 rounds as torchvision does.</param>
    public static Value Stages(Rational w0, Rational wa, Rational wm, Rational depth, Rational group, Rational bottleneck, Rational minRatio)
    {
        if (wa.Sign < 0 || w0.Sign <= 0 || wm <= 1 || w0.Numerator % 8 != 0)
        {
            throw new UndefinedException($"w0 is a multiple of 8, wa at least 0 and wm above 1, got {w0}, {wa}, {wm}");
        }

        if (depth < 1 || depth > 1000 || group < 1 || group > 1_000_000 || bottleneck.Sign <= 0)
        {
            throw new UndefinedException($"depth is 1 to 1000, the group width at least 1 and the bottleneck above 0, got {depth}, {group}, {bottleneck}");
        }

        var stages = new List<(Rational Width, int Depth)>();
        double logMultiplier = Math.Log(wm.ToDouble());
        Rational power = w0;
        int powers = 0;
        for (int j = 0; j < (int)depth.Numerator; j++)
        {
            Rational u = w0 + (wa * j);
            double exponent = Math.Round(Math.Log((u / w0).ToDouble()) / logMultiplier);
            if (exponent > 200)
            {
                throw new UndefinedException($"the widths grow without bound: wm {wm} is too close to 1");
            }

            // The exponents only grow.
            for (; powers < (int)exponent; powers++)
            {
                power *= wm;
            }

            Rational width = Rational.Create((power / 8).RoundHalfEven() * 8, 1);
            if (width > 1_000_000)
            {
                throw new UndefinedException($"a stage is {width} channels wide");
            }

            if (stages.Count > 0 && stages[stages.Count - 1].Width == width)
            {
                stages[stages.Count - 1] = (width, stages[stages.Count - 1].Depth + 1);
            }
            else
            {
                stages.Add((width, 1));
            }
        }

        return new ListValue(stages.Select(s => FitGroups(s.Width, s.Depth, group, 1 / bottleneck, minRatio)).ToEquatableArray());
    }

    /// <summary>The nearest multiple of the divisor, no more than the limit's share below the value; MobileNet's rule.</summary>
    public static Rational MakeDivisible(Rational value, Rational divisor, Rational least, Rational limit)
    {
        if (divisor < 1)
        {
            throw new UndefinedException($"the divisor is at least 1, got {divisor}");
        }

        Rational rounded = divisor * Rational.Create(((value + (divisor / 2)) / divisor).Floor(), 1);
        rounded = rounded < least ? least : rounded;
        return rounded < limit * value ? rounded + divisor : rounded;
    }

    // A stage's width and group width, made to divide each other: pycls' adjust_block_compatibility.
    private static Value FitGroups(Rational width, int depth, Rational group, Rational multiplier, Rational minRatio)
    {
        Rational inner = width * multiplier;
        inner = Rational.Create(inner < 1 ? BigInteger.One : inner.Floor(), 1);
        Rational fitted = group < inner ? group : inner;
        Rational multiple = fitted;
        if (multiplier > 1)
        {
            BigInteger m = multiplier.Floor();
            multiple = Rational.Create(fitted.Numerator / BigInteger.GreatestCommonDivisor(fitted.Numerator, m) * m, 1);
        }

        Rational adjusted = minRatio.Sign > 0
            ? MakeDivisible(inner, multiple, multiple, minRatio)
            : multiple * Rational.Create((inner / multiple).RoundHalfEven(), 1);
        adjusted = adjusted < multiple ? multiple : adjusted;
        Rational outer = Rational.Create((adjusted / multiplier).Floor(), 1);
        return new ListValue(EquatableArray<Value>.Of(new NumberValue(depth), new NumberValue(outer), new NumberValue(fitted)));
    }
}
