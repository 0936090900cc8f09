using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Built-in statements: checks what they are given and hands them to their kind.</summary>
internal sealed partial class Elaborator
{
    private void RunBuiltin(Builtin builtin, CallStatementSyntax syntax, Frame frame, string? alias, string name)
    {
        SourceLocation at = frame.File.LocationOf(syntax.Name);
        if (!IsAllowed(builtin, frame, at))
        {
            return;
        }

        BodyCount bodies = builtin.Bodies;
        if (syntax.Bodies.Count < bodies.Least || syntax.Bodies.Count > bodies.Most)
        {
            SourceLocation place = syntax.Bodies.Count > bodies.Most ? frame.File.LocationOf(syntax.Bodies[bodies.Most].Open) : at;
            _diagnostics.Add(NameErrors.WrongBodies(place, builtin.Name, bodies.ToString(), syntax.Bodies.Count));
            Taint(frame, at);
            return;
        }

        if (builtin.Level == Level.Copy)
        {
            return;
        }

        if (builtin.Level == Level.Weights)
        {
            RunRename(syntax, frame, at);
            return;
        }

        if (builtin.Level != Level.Anywhere)
        {
            RunArchStatement(builtin, syntax, frame, alias, at);
            return;
        }

        if (builtin.Signature is null)
        {
            RunJoinStatement(builtin, syntax, frame, alias, at);
            return;
        }

        BoundArguments bound = _binder.Bind(builtin.Signature, syntax.Arguments, frame, at, inherited: Inherited(syntax, frame));
        if (bound.HasErrors)
        {
            Skip(builtin, frame, at);
            return;
        }

        if (bound.HasUnknownStyle)
        {
            _tainted.Add(_builder.Add(new ErrorOperation(new Shape(1, 1, 1)), [], "", at));
        }

        var invocation = new Invocation { Name = name, Syntax = syntax, Origin = frame, Arguments = bound, Bodies = syntax.Bodies, Alias = alias };
        string[] names = alias is null ? [name, builtin.Name] : [name, builtin.Name, alias];
        if (!Replaced(names, bound, syntax, frame, alias, builtin.IsLayer, Run))
        {
            Run();
        }

        void Run()
        {
            if (builtin.IsLayer)
            {
                RunLayer(builtin, invocation, frame);
            }
            else
            {
                InPlace(null, names, () => RunStructure(builtin, invocation, frame));
            }
        }
    }

    // What does not touch the tensor leaves it as it is; after wrong defaults no `act` misses them.
    private void Skip(Builtin builtin, Frame frame, SourceLocation at)
    {
        switch (builtin.Name)
        {
            case "defaults":
                frame.Defaults = frame.Defaults with { IsUncertain = true };
                break;
            case "require":
                break;
            default:
                Taint(frame, at);
                break;
        }
    }

    private bool IsAllowed(Builtin builtin, Frame frame, SourceLocation at)
    {
        switch (builtin.Level)
        {
            case Level.Weights when frame.Place != BodyPlace.Weights:
                _diagnostics.Add(NameErrors.WrongPlace(at, builtin.Name, "in weights: weights NAME { … }"));
                return false;
            case not Level.Weights when frame.Place == BodyPlace.Weights:
                _diagnostics.Add(NameErrors.WrongPlace(at, builtin.Name, "elsewhere: `weights` holds `rename`, `let`, `for` and `if` alone"));
                return false;
            case Level.Arch when frame.Place != BodyPlace.Arch && !(builtin.Name == "outputs" && frame.Place == BodyPlace.Stage):
                _diagnostics.Add(NameErrors.WrongPlace(at, builtin.Name, "at the level of an arch, not in a block, stage or other body"));
                return false;
            case Level.Copy when !_isCopyBody:
                _diagnostics.Add(NameErrors.WrongPlace(at, builtin.Name, "at the level of a copy: arch NAME = ORIGINAL { … }"));
                return false;
            case Level.Space:
                _diagnostics.Add(NameErrors.WrongPlace(at, builtin.Name, "in a space: space NAME = ORIGINAL { … }"));
                return false;
            default:
                return true;
        }
    }

    // Opens the scope a layer's weights live in, runs it and closes the scope.
    private void InLayer(Invocation call, Action body)
    {
        _builder.Open(ScopeKind.Layer, KeyOf(call.Syntax, call.Origin, call.Name, call.Alias), call.Arguments.Signature.Owner, call.Location);
        body();
        _builder.Close();
    }

    /// <summary>A whole number of at least <paramref name="least"/>; null where it is none, which is reported.</summary>
    private int? Int(Invocation call, string parameter, int least) => Int(call.Arguments[parameter], new ParameterName(parameter, call.Name), call.PlaceOf(parameter), least);

    private int? Int(Value value, ParameterName owner, SourceLocation at, int least)
    {
        if (value is not NumberValue number)
        {
            return null;
        }

        if (!_evaluator.NoRuntime(at, owner, number))
        {
            return null;
        }

        if (!number.Number.IsInteger)
        {
            _diagnostics.Add(ValueErrors.Fraction(at, number.Number.ToString(), owner.ToString()));
            return null;
        }

        if (number.Number < least || number.Number > int.MaxValue)
        {
            _diagnostics.Add(ValueErrors.OutOfRange(at, owner.ToString(), number.Number.ToString(), least == int.MinValue ? "smaller" : $"at least {least}"));
            return null;
        }

        return (int)number.Number.Numerator;
    }

    private Size2? Pair(Invocation call, string parameter, int least)
    {
        if (call.Arguments[parameter] is not ListValue { Items.Count: 2 } list)
        {
            return null;
        }

        var owner = new ParameterName(parameter, call.Name);
        int? height = Int(list.Items[0], owner, call.PlaceOf(parameter), least);
        int? width = height is null ? null : Int(list.Items[1], owner, call.PlaceOf(parameter), least);
        return height is { } h && width is { } w ? new Size2(h, w) : null;
    }

    /// <summary>A channel count: as it stands, or below 1 a share of the channels here; null where it is none, which is reported.</summary>
    private int? Amount(Value value, Node input, ParameterName owner, SourceLocation at, int least = 1)
    {
        if (value is not NumberValue number || number.Number.Sign <= 0 || number.Number >= 1)
        {
            return Int(value, owner, at, least);
        }

        if (IsTainted(input) || !_evaluator.NoRuntime(at, owner, new NumberValue(input.Shape.Channels, input.RuntimeWidth)))
        {
            return null;
        }

        Rational share = number.Number * input.Shape.Channels;
        if (share.IsInteger)
        {
            return (int)share.Numerator;
        }

        _diagnostics.Add(ValueErrors.FractionOfChannels(at, number.Number.ToString(), input.Shape.Channels, share.ToString()));
        return null;
    }

    private int? Amount(Invocation call, string parameter, Node input, int least = 1) =>
        Amount(call.Arguments[parameter], input, new ParameterName(parameter, call.Name), call.PlaceOf(parameter), least);

    /// <summary>The width of a conv or linear layer, the one place a runtime parameter can enter.</summary>
    private (int Channels, WidthExpression? Runtime)? Width(Invocation call, Node input)
    {
        switch (call.Arguments["out"])
        {
            case AutoValue:
                return (input.Shape.Channels, null);
            case NumberValue { Width: { } width } number when number.Number >= 1 && number.Number <= int.MaxValue:
                return ((int)number.Number.Numerator, width);
            default:
                return Amount(call, "out", input) is { } channels ? (channels, null) : null;
        }
    }

    private bool Flag(Invocation call, string parameter) => call.Arguments[parameter] is BoolValue { Bool: true };

    /// <summary>An activation argument: what is given, else the default; null is none.</summary>
    private static Activation? Act(Invocation call, string parameter, Activation? fallback) => call.Arguments[parameter] switch
    {
        ActivationValue act => act.Activation,
        NoneValue => null,
        _ => fallback,
    };

    private static NormValue? Norm(Invocation call, string parameter, Frame frame) => call.Arguments[parameter] switch
    {
        NormValue norm => norm,
        NoneValue => null,
        _ => frame.Defaults.Norm,
    };
}
