using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>A compile-time value.</summary>
internal abstract record Value
{
    /// <summary>What messages call it: <c>the number 3</c>, <c>a list of 4</c>.</summary>
    public abstract string Describe();

    /// <summary>How the language writes it.</summary>
    public abstract string ToText();

    public sealed override string ToString() => ToText();
}

/// <summary>Stands for a value that was already reported to be wrong; whatever touches it stays silent.</summary>
internal sealed record ErrorValue : Value
{
    public static ErrorValue Instance { get; } = new();

    public override string Describe() => "an unknown value";

    public override string ToText() => "?";
}

/// <summary>A number; with a width where a <c>runtime</c> parameter is in it.</summary>
internal sealed record NumberValue(Rational Number, WidthExpression? Width = null) : Value
{
    public override string Describe() => Width is null ? $"the number {Number}" : $"the runtime width {ToText()}";

    public override string ToText() => Width?.ToText(name => name) ?? Number.ToString();
}

internal sealed record BoolValue(bool Bool) : Value
{
    public override string Describe() => ToText();

    public override string ToText() => Bool ? "true" : "false";
}

internal sealed record TextValue(string Text) : Value
{
    public override string Describe() => $"the text \"{Text}\"";

    public override string ToText() => $"\"{Text}\"";
}

internal sealed record ListValue(EquatableArray<Value> Items) : Value
{
    /// <summary>How many values it holds, those of the lists within it included.</summary>
    public long Size { get; } = SizeOf(Items);

    public override string Describe() => $"a list of {Items.Count}";

    public override string ToText() => $"[{string.Join(", ", Items.Select(i => i.ToText()))}]";

    private static long SizeOf(EquatableArray<Value> items)
    {
        long size = items.Count;
        for (int i = 0; i < items.Count; i++)
        {
            size += (items[i] as ListValue)?.Size ?? 0;
        }

        return size;
    }
}

/// <summary><c>none</c>: the part is switched off.</summary>
internal sealed record NoneValue : Value
{
    public static NoneValue Instance { get; } = new();

    public override string Describe() => "none";

    public override string ToText() => "none";
}

/// <summary><c>auto</c>: as if left out. <c>auto(128)</c> gives CompConv's C₀.</summary>
internal sealed record AutoValue(int? Base = null) : Value
{
    public static AutoValue Instance { get; } = new();

    public override string Describe() => ToText();

    public override string ToText() => Base is null ? "auto" : $"auto({Base})";
}

internal sealed record ActivationValue(Activation Activation) : Value
{
    public override string Describe() => $"the activation {ToText()}";

    public override string ToText() => Constants.NameOf(Activation);
}

/// <summary>A kind of norm, not yet bound to a channel count.</summary>
internal sealed record NormValue(NormKind Kind, double Epsilon = 1e-5, double Momentum = 0.1, int Groups = 1, bool ZeroInit = false) : Value
{
    public override string Describe() => $"the norm {ToText()}";

    public override string ToText() => Kind == NormKind.Batch ? "batch" : Groups == 1 ? "layer" : FormattableString.Invariant($"group({Groups})");

    public Operation For(int channels) => Kind == NormKind.Batch
        ? new BatchNormOperation(channels, Epsilon, Momentum, ZeroInit)
        : new GroupNormOperation(channels, Groups, Epsilon, ZeroInit);
}

internal enum NormKind
{
    Batch,
    Group,
}

internal sealed record JoinValue(JoinKind Kind) : Value
{
    public override string Describe() => $"the join {ToText()}";

    public override string ToText() => Kind.ToString().ToLowerInvariant();
}

internal sealed record PoolValue(PoolKind Kind) : Value
{
    public override string Describe() => $"the pool {ToText()}";

    public override string ToText() => Kind == PoolKind.Max ? "max" : "average";
}

/// <summary>The order of convolution, norm and activation in one layer.</summary>
internal sealed record OrderValue(EquatableArray<LayerPart> Parts) : Value
{
    public static OrderValue Default { get; } = new(EquatableArray<LayerPart>.Of(LayerPart.Conv, LayerPart.Norm, LayerPart.Act));

    public override string Describe() => $"the order {ToText()}";

    public override string ToText() => string.Join("_", Parts.Select(p => p.ToString().ToLowerInvariant()));
}

internal enum LayerPart
{
    Conv,
    Norm,
    Act,
}

/// <summary>A tensor of the network being built.</summary>
internal sealed record TensorValue(Node Node) : Value
{
    public override string Describe() => $"a tensor of {Node.Shape}";

    public override string ToText() => Node.Shape.ToString();
}

/// <summary>A block by name, or a trailing body with the place it was written in.</summary>
internal sealed record BlockValue(BlockTarget Target) : Value
{
    public override string Describe() => $"the block {ToText()}";

    public override string ToText() => Target.Name;
}
