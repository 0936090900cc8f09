using System.Text;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Writes programs that are right by construction: every statement keeps the height and width and knows its channels.</summary>
internal sealed class ProgramGenerator(Random random)
{
    private static readonly string[] Acts = ["relu", "relu6", "leaky(0.1)", "silu", "mish", "hard_swish", "sigmoid", "gelu", "tanh", "elu", "none"];

    private readonly StringBuilder _text = new();
    private int _names;
    private int _budget = 40;

    public string Program()
    {
        _text.Append("block twice(body: block) { body; body }\n");
        _text.Append("block unit(width: int, groups = 1, f: act = relu) { conv 3x3, width, groups: groups, act: f; from this as done }\n");
        _text.Append("block deep(n: int) { conv 1x1; deep n - 1 when n > 0 }\n");
        _text.Append("fn half(x) = floor(x / 2)\n");
        _text.Append($"arch Generated(scale = 2, runtime classes = 10) {{\n    input image: {4 * random.Next(1, 4)}x8x8\n    defaults norm: {Pick("batch", "none", "group(1)")}, act: relu{Pick("", ", order: norm_act_conv")}\n");
        for (int i = random.Next(1, 4); i > 0; i--)
        {
            if (random.Next(2) == 0)
            {
                _text.Append($"    stage {Name()} {{ {Lines(3)} }}\n");
            }
            else
            {
                _text.Append($"    {Lines(3)}\n");
            }
        }

        _text.Append("    head { globalpool; linear classes }\n}\n");
        return _text.ToString();
    }

    private string Lines(int depth) => string.Join("; ", Enumerable.Range(0, random.Next(1, 4)).Select(_ => Statement(depth)));

    // Channels stay a multiple of 4, so that halves, quarters and two groups divide them.
    private string Statement(int depth)
    {
        if (--_budget < 0 || depth == 0)
        {
            return Pick("pass", "act " + Acts[random.Next(Acts.Length)], "conv 1x1", "conv_depthwise 3x3");
        }

        string statement = random.Next(20) switch
        {
            0 => $"conv {Pick("1x1", "3x3", "5x1", "3")}, {Width()}, act: {Acts[random.Next(Acts.Length)]}",
            1 => $"conv 3x3, groups: {Pick("1", "2", "c")}, dilation: {random.Next(1, 3)}",
            2 => $"conv 1x1, {Pick("c / 2 * 2", "2 * in", "4 * half(c)", "4 * scale")}",
            3 => $"residual {{ {Same(depth)} }}",
            4 => $"residual {{ conv 3x3, 8 }} {{ conv 1x1, 8, act: none }}",
            5 => $"residual partial: true {{ conv 1x1, {Width()} }}",
            6 => $"residual shortcut: false {{ {Lines(depth - 1)} }}",
            7 => $"split {Pick("1", "1/4", "[1/4, 1/2]")} {{ conv 1x1, 8 }} {{ conv 1x1, 4 }} {{ conv 3x3, 4 }}",
            8 => $"branch {{ {Lines(depth - 1)} }} {{ pass }}",
            9 => $"branch join: {Pick("add", "multiply", "max")} {{ conv 3x3, 8 }} {{ conv 1x1, 8 }} {{ {Lines(depth - 1)}; conv 1x1, 8 }}",
            10 => $"aggregate {{ keep; repeat {random.Next(1, 4)} {{ conv 3x3, 4; keep }} }}",
            11 => $"dense {{ keep; repeat {random.Next(1, 4)} {{ conv 1x1, 8; conv 3x3, 4; keep }} }}",
            12 => $"for i, n in [4, 8] {{ conv 1x1, n * (i + 1); {Same(depth)} }}",
            13 => $"if c > 16 {{ conv 1x1, 1/2; conv 1x1, 8 }} else {{ {Lines(depth - 1)} }}",
            14 => $"twice {{ {Lines(depth - 1)} }}",
            15 => $"unit {Width()}, groups: 2, f: {Acts[random.Next(Acts.Length)]}; deep {random.Next(4)}",
            16 => $"from this as {Name()}; {Same(depth)}; concat this, n{_names}",
            17 => Pick("se 1/4", "ese", "eca", "sam", "shuffle 2", "maxout 1/2; conv 1x1, 8", "slice 0, 4", "norm batch"),
            18 => $"compconv 3x3, {Pick("28", "56", "12")}, depth: {random.Next(0, 3)}",
            _ => $"upsample 2; {Pick("maxpool 2", "avgpool 2x2", "space_to_depth; conv 1x1, 8")}",
        };
        return statement;
    }

    private string Same(int depth) => depth > 1 && random.Next(2) == 0 ? $"residual {{ conv 3x3; {Pick("se 1/4", "pass", "eca")} }}" : "conv 3x3";

    private string Width() => (4 * random.Next(1, 9)).ToString(System.Globalization.CultureInfo.InvariantCulture);

    private string Name() => $"n{++_names}";

    private string Pick(params string[] choices) => choices[random.Next(choices.Length)];
}
