using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Layers of one operation; convolutions and attention stand in files of their own.</summary>
internal sealed partial class Elaborator
{
    private void RunLayer(Builtin builtin, Invocation call, Frame frame)
    {
        Node input = Flowing(frame, call.Location, call.Name);
        InLayer(call, () => frame.Current = Layer(builtin.Name, call, frame, input) ?? Unknown(frame, call));
    }

    private Node Unknown(Frame frame, Invocation call)
    {
        Taint(frame, call.Location);
        return frame.Current!;
    }

    // Null where an argument has no value, which is reported already.
    private Node? Layer(string name, Invocation call, Frame frame, Node input) => name switch
    {
        "conv" or "conv_depthwise" => Convolution(call, frame, input),
        "compconv" => CompConv(call, frame, input),
        "linear" => Linear(call, input),
        "norm" => NormLayer(call, frame, input),
        "act" => ActLayer(call, frame, input),
        "maxpool" => Pool(call, input, PoolKind.Max),
        "avgpool" => Pool(call, input, PoolKind.Average),
        "globalpool" => Single(call, input, new GlobalPoolOperation(((PoolValue)call.Arguments["kind"]).Kind)),
        "upsample" => Pair(call, "factor", 1) is { } factor ? Single(call, input, new UpsampleOperation(factor)) : null,
        "resize" => Resize(call, input),
        "shuffle" => Int(call, "groups", 1) is { } groups ? Single(call, input, new ShuffleOperation(groups)) : null,
        "slice" => Slice(call, input),
        "space_to_depth" => Int(call, "block", 1) is { } block ? Single(call, input, new SpaceToDepthOperation(block)) : null,
        "maxout" => Amount(call, "out", input) is { } channels ? Single(call, input, new MaxoutOperation(channels)) : null,
        "dropout" => Probability(call) is { } p ? Single(call, input, new DropoutOperation(p)) : null,
        "droppath" => Probability(call) is { } p ? Single(call, input, new DropPathOperation(p)) : null,
        "se" => SqueezeExcite(call, frame, input),
        "ese" => EffectiveSqueezeExcite(call, input),
        "eca" => EfficientChannelAttention(call, input),
        _ => SpatialAttention(call, frame, input),
    };

    private Node Single(Invocation call, Node input, Operation operation) => Add(operation, [input], "", call.Location, call.Name);

    private Node? Linear(Invocation call, Node input)
    {
        if (Width(call, input) is not { } width || input.Shape.Elements > int.MaxValue)
        {
            return null;
        }

        var operation = new LinearOperation((int)input.Shape.Elements, width.Channels, Flag(call, "bias"));
        Node output = Add(operation, [input], "", call.Location, call.Name, width.Runtime);
        return Act(call, "act", null) is { } act ? Add(new ActivationOperation(act), [output], "act", call.Location, call.Name) : output;
    }

    private Node? NormLayer(Invocation call, Frame frame, Node input)
    {
        if (call.Arguments["kind"] is NoneValue or ErrorValue)
        {
            return input;
        }

        if (Norm(call, "kind", frame) is { } norm)
        {
            return Single(call, input, norm.For(input.Shape.Channels));
        }

        ReportNoDefault(call, frame, "norm");
        return input;
    }

    private Node? ActLayer(Invocation call, Frame frame, Node input)
    {
        if (call.Arguments["kind"] is NoneValue or ErrorValue)
        {
            return input;
        }

        if (Act(call, "kind", frame.Defaults.Act?.Activation) is { } act)
        {
            return Single(call, input, new ActivationOperation(act));
        }

        ReportNoDefault(call, frame, "act");
        return input;
    }

    private void ReportNoDefault(Invocation call, Frame frame, string part)
    {
        if (!frame.Defaults.IsUncertain)
        {
            _diagnostics.Add(ValueErrors.NoDefault(call.Location, part));
        }
    }

    private Node? Pool(Invocation call, Node input, PoolKind kind)
    {
        if (Pair(call, "kernel", 1) is not { } kernel || Pair(call, "pad", 0) is not { } pad)
        {
            return null;
        }

        Size2? stride = call.Arguments["stride"] is AutoValue ? kernel : Pair(call, "stride", 1);
        return stride is null
            ? null
            : Single(call, input, new PoolOperation(kind, kernel, stride.Value, pad, Flag(call, "ceil"), kind == PoolKind.Max || Flag(call, "count_pad")));
    }

    private Node? Resize(Invocation call, Node input)
    {
        Size2? size = call.Arguments["to"] is TensorValue tensor
            ? IsTainted(tensor.Node) ? null : tensor.Node.Shape.Size
            : Pair(call, "to", 1);
        if (size is null)
        {
            return null;
        }

        return size == input.Shape.Size && !IsTainted(input) ? input : Single(call, input, new ResizeOperation(size.Value));
    }

    private Node? Slice(Invocation call, Node input) =>
        Amount(call, "start", input, least: 0) is { } start && Amount(call, "size", input) is { } size
            ? Single(call, input, new SliceOperation(start, size))
            : null;

    private double? Probability(Invocation call)
    {
        if (call.Arguments["probability"] is not NumberValue number || !_evaluator.NoRuntime(call.PlaceOf("probability"), "a probability", number))
        {
            return null;
        }

        if (number.Number.Sign >= 0 && number.Number < 1)
        {
            return number.Number.ToDouble();
        }

        _diagnostics.Add(ValueErrors.OutOfRange(call.PlaceOf("probability"), $"`probability` of `{call.Name}`", number.Number.ToString(), "at least 0 and below 1"));
        return null;
    }
}
