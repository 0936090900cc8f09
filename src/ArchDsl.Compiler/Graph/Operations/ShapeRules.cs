namespace ArchDsl.Compiler.Graph;

/// <summary>What several operations' shapes have in common.</summary>
internal static class ShapeRules
{
    /// <summary>Larger maps are a slip of the pen: 2³¹ floats are 8 GiB.</summary>
    public const long MaxElements = int.MaxValue;

    public static ShapeResult Check(Shape shape)
    {
        if (shape.Channels < 1 || shape.Height < 1 || shape.Width < 1)
        {
            return ShapeResult.Fail(ShapeRule.InRange, $"the shape {shape} is empty");
        }

        return (double)shape.Channels * shape.Height * shape.Width > MaxElements
            ? ShapeResult.Fail(ShapeRule.InRange, $"the shape {shape} has more than {MaxElements} elements")
            : shape;
    }

    /// <summary>How far a window slides over a padded side; PyTorch's rule, ceil mode included.</summary>
    /// <returns>The number of steps, or 0 where the window does not fit.</returns>
    public static int Slide(int length, int kernel, int stride, int padding, int dilation, bool ceil)
    {
        long span = ((long)dilation * (kernel - 1)) + 1;
        long room = length + (2L * padding) - span + (ceil ? stride - 1 : 0);
        if (room < 0)
        {
            return 0;
        }

        long steps = (room / stride) + 1;

        // A last window that would start in the padding on the far side is dropped.
        if (ceil && (steps - 1) * stride >= (long)length + padding)
        {
            steps--;
        }

        return (int)steps;
    }

    /// <summary>Slides a window over a map.</summary>
    public static ShapeResult Window(Shape input, int channels, Size2 kernel, Size2 stride, Size2 padding, Size2 dilation, bool ceil)
    {
        if (kernel.Height < 1 || kernel.Width < 1 || stride.Height < 1 || stride.Width < 1 || dilation.Height < 1 || dilation.Width < 1 || padding.Height < 0 || padding.Width < 0)
        {
            return ShapeResult.Fail(ShapeRule.InRange, $"kernel {kernel}, stride {stride} and dilation {dilation} are at least 1 and padding {padding} at least 0");
        }

        int height = Slide(input.Height, kernel.Height, stride.Height, padding.Height, dilation.Height, ceil);
        int width = Slide(input.Width, kernel.Width, stride.Width, padding.Width, dilation.Width, ceil);
        if (height < 1 || width < 1)
        {
            string dilated = dilation == Size2.Square(1) ? "" : $" with dilation {dilation}";
            return ShapeResult.Fail(
                ShapeRule.WindowFits,
                $"a {kernel} window{dilated} does not fit into {input} with padding {padding}");
        }

        return Check(new Shape(channels, height, width));
    }
}
