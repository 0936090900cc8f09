using System.Runtime.CompilerServices;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Computes expressions. Wrong ones are reported once and become an <see cref="ErrorValue"/>.</summary>
internal sealed partial class Evaluator
{
    public const int MaxFunctionDepth = 200;

    private readonly DiagnosticBag _diagnostics;
    private readonly Func<Node, bool> _isTainted;
    private readonly Functions _functions;

    public Evaluator(DiagnosticBag diagnostics, Func<Node, bool> isTainted)
    {
        _diagnostics = diagnostics;
        _isTainted = isTainted;
        _functions = new Functions(this, diagnostics);
    }

    /// <param name="syntax">The expression.</param>
    /// <param name="frame">Where it stands.</param>
    /// <param name="wanted">Where a tensor or block is wanted, names are those of tensors or blocks.</param>
    public Value Evaluate(ExpressionSyntax syntax, Frame frame, ArchType? wanted = null)
    {
        if (syntax.ContainsErrors)
        {
            return ErrorValue.Instance;
        }

        RuntimeHelpers.EnsureSufficientExecutionStack();
        Charge(1, syntax, frame);
        return syntax switch
        {
            LiteralSyntax literal => Literal(literal, frame),
            TextSyntax text => Text(text, frame),
            ParenthesizedSyntax inner => Evaluate(inner.Inner, frame, wanted),
            ListSyntax list => List(list, frame, wanted),
            CallSyntax { HasParentheses: false } name => Name(name, frame, wanted),
            CallSyntax call => _functions.Call(call, frame),
            ConditionalSyntax conditional => Condition(conditional.Condition, frame) switch
            {
                true => Evaluate(conditional.WhenTrue, frame, wanted),
                false => Evaluate(conditional.WhenFalse, frame, wanted),
                null => ErrorValue.Instance,
            },
            RangeSyntax range => Range(range, frame),
            BinarySyntax binary => Operators.Binary(binary, frame, this, _diagnostics),
            UnarySyntax unary => Operators.Unary(unary, frame, this, _diagnostics),
            IndexSyntax index => Index(index, frame, wanted),
            MemberAccessSyntax member => Member(member, frame),
            _ => ErrorValue.Instance,
        };
    }

    /// <summary>A condition's value; null where it has none, which is reported.</summary>
    public bool? Condition(ExpressionSyntax syntax, Frame frame)
    {
        Value value = Evaluate(syntax, frame);
        if (value is BoolValue condition)
        {
            return condition.Bool;
        }

        if (value is not ErrorValue)
        {
            _diagnostics.Add(ValueErrors.WrongType(frame.File.LocationOf(syntax), "true or false", value.Describe()));
        }

        return null;
    }

    /// <summary>A list's elements; a number n stands for no list. Null where it is none, which is reported.</summary>
    public IReadOnlyList<Value>? Items(ExpressionSyntax syntax, Frame frame)
    {
        Value value = Evaluate(syntax, frame);
        if (value is ListValue list)
        {
            return list.Items;
        }

        if (value is not ErrorValue)
        {
            string got = value.Describe();
            _diagnostics.Add(ValueErrors.WrongType(frame.File.LocationOf(syntax), value is NumberValue ? $"a list (0..<{value} counts)" : "a list", got));
        }

        return null;
    }

    /// <summary>A text alias or name with its holes filled; null where a hole has no value.</summary>
    public string? FillText(TextSyntax text, Frame frame) => (Text(text, frame) as TextValue)?.Text;

    private Value Literal(LiteralSyntax literal, Frame frame)
    {
        if (frame.File.Literals.TryGetValue(literal, out Value? known))
        {
            return known;
        }

        SourceLocation at = frame.File.LocationOf(literal);
        switch (literal.Token.Kind)
        {
            case SyntaxKind.TrueKeyword:
                return new BoolValue(true);
            case SyntaxKind.FalseKeyword:
                return new BoolValue(false);
            case SyntaxKind.InKeyword:
                return Channels(frame.In, at, "in");
            case SyntaxKind.Size:
                string[] sides = literal.Token.Text.Split('x');
                if (sides.Any(s => s.Length > 9))
                {
                    _diagnostics.Add(LimitErrors.TooManyDigits(at));
                    return ErrorValue.Instance;
                }

                return frame.File.Literals[literal] = new ListValue(sides.Select(s => (Value)new NumberValue(NumberLiteral.Parse(s)!.Value)).ToEquatableArray());
            default:
                if (NumberLiteral.Parse(literal.Token.Text) is { } number)
                {
                    return frame.File.Literals[literal] = new NumberValue(number.Value);
                }

                _diagnostics.Add(LimitErrors.TooManyDigits(at));
                return ErrorValue.Instance;
        }
    }

    private Value Text(TextSyntax text, Frame frame)
    {
        string result = "";
        foreach (TextPart part in text.Parts)
        {
            if (part.Hole is null)
            {
                result += part.Literal;
                continue;
            }

            Value value = Evaluate(part.Hole, frame);
            switch (value)
            {
                case ErrorValue:
                    return value;
                case TextValue inner:
                    result += inner.Text;
                    break;
                case NumberValue { Width: { } width }:
                    _diagnostics.Add(ValueErrors.RuntimeValue(frame.File.LocationOf(part.Hole), width.ToText(n => n), "a name"));
                    return ErrorValue.Instance;
                default:
                    result += value.ToText();
                    break;
            }

            if (result.Length > Coercion.MaxList)
            {
                _diagnostics.Add(LimitErrors.TooLong(frame.File.LocationOf(text), "a text", "many characters", Coercion.MaxList));
                return ErrorValue.Instance;
            }
        }

        return new TextValue(result);
    }

    private Value List(ListSyntax list, Frame frame, ArchType? wanted)
    {
        ArchType? element = wanted?.Element ?? wanted;
        var items = new Value[list.Items.Count];
        bool isWrong = false;
        for (int i = 0; i < items.Length; i++)
        {
            items[i] = Evaluate(list.Items[i], frame, element);
            isWrong |= items[i] is ErrorValue;
        }

        return isWrong ? ErrorValue.Instance : Bounded(new ListValue(EquatableArray<Value>.Over(items)), frame.File.LocationOf(list));
    }

    private Value Range(RangeSyntax range, Frame frame)
    {
        Value from = Evaluate(range.From, frame);
        Value to = Evaluate(range.To, frame);
        Value step = range.Step is null ? new NumberValue(1) : Evaluate(range.Step, frame);
        SourceLocation at = frame.File.LocationOf(range);
        Value[] parts = [from, to, step];
        if (parts.Any(p => p is ErrorValue))
        {
            return ErrorValue.Instance;
        }

        if (parts.FirstOrDefault(p => p is not NumberValue) is { } wrong)
        {
            _diagnostics.Add(ValueErrors.WrongType(at, "numbers on both sides of a range", wrong.Describe()));
            return ErrorValue.Instance;
        }

        if (!NoRuntime(at, "a range", parts))
        {
            return ErrorValue.Instance;
        }

        Rational start = ((NumberValue)from).Number;
        Rational end = ((NumberValue)to).Number;
        Rational by = ((NumberValue)step).Number;
        if (by.Sign <= 0)
        {
            _diagnostics.Add(ValueErrors.OutOfRange(at, "the step of a range", by.ToString(), "above 0"));
            return ErrorValue.Instance;
        }

        Rational count = (end - start) / by;
        if (count > Coercion.MaxList)
        {
            _diagnostics.Add(LimitErrors.TooLong(at, "a range", count.ToString(), Coercion.MaxList));
            return ErrorValue.Instance;
        }

        Charge(count.Sign > 0 ? (long)count.Floor() : 0, range, frame);
        bool inclusive = range.Dots.Kind == SyntaxKind.DotDot;
        var items = new List<Value>();
        for (Rational value = start; inclusive ? value <= end : value < end; value += by)
        {
            items.Add(new NumberValue(value));
        }

        return new ListValue(items.ToEquatableArray());
    }

    private Value Name(CallSyntax call, Frame frame, ArchType? wanted)
    {
        string name = call.Name.Text;
        SourceLocation at = frame.File.LocationOf(call);
        if (name == "c")
        {
            return Channels(frame.Current, at, "c");
        }

        if (name == "this")
        {
            if (frame.Current is not null)
            {
                return Tensor(frame.Current);
            }

            _diagnostics.Add(ShapeErrors.NoTensor(at, "this"));
            return ErrorValue.Instance;
        }

        if (wanted is { IsTensor: true })
        {
            return FindTensor(name, frame, at);
        }

        if (wanted is { IsBlock: true })
        {
            return FindBlock(name, frame, at);
        }

        if (frame.Values.Find(name) is { } value)
        {
            return value;
        }

        if (frame.Tensors?.Find(name) is { } node)
        {
            return Tensor(node);
        }

        if (Constants.Find(name) is { } constant)
        {
            return constant;
        }

        IReadOnlyList<Declaration> declared = frame.File.Symbols.Find(name);
        if (declared.Count == 1 && declared[0].Syntax is BlockSyntax)
        {
            return new BlockValue(new DeclaredBlock(declared[0]));
        }

        IEnumerable<string> known = frame.Values.Names.Concat(Constants.Names).Concat(frame.Tensors?.Names ?? []).Concat(["c", "this"]);
        _diagnostics.AddUnknown(NameErrors.UnknownName(at, name, known), frame.File.LacksImports);
        return ErrorValue.Instance;
    }

    private Value FindTensor(string name, Frame frame, SourceLocation at)
    {
        if (frame.Tensors?.Find(name) is { } node)
        {
            return Tensor(node);
        }

        // A tensor parameter, a list of them, or a size where a tensor's size is meant.
        if (frame.Values.Find(name) is { } value)
        {
            return value;
        }

        if (name is "none" or "auto")
        {
            return Constants.Find(name)!;
        }

        IEnumerable<string> tensors = frame.Values.Names.Where(n => frame.Values.Find(n) is TensorValue);
        _diagnostics.Add(NameErrors.UnknownTensor(at, name, (frame.Tensors?.Names ?? []).Concat(tensors)));
        return ErrorValue.Instance;
    }

    private Value FindBlock(string name, Frame frame, SourceLocation at)
    {
        if (frame.Values.Find(name) is { } value)
        {
            return value;
        }

        IReadOnlyList<Declaration> declared = frame.File.Symbols.Find(name);
        if (declared.Count > 1)
        {
            _diagnostics.Add(NameErrors.Ambiguous(at, name, declared.Select(d => d.Location)));
            return ErrorValue.Instance;
        }

        if (declared.Count == 1 && declared[0].Syntax is BlockSyntax)
        {
            return new BlockValue(new DeclaredBlock(declared[0]));
        }

        if (Builtins.Find(name) is { Level: Level.Anywhere } builtin)
        {
            return new BlockValue(new BuiltinBlock(builtin));
        }

        if (Constants.Find(name) is null)
        {
            IEnumerable<string> known = frame.File.Symbols.All.Where(d => d.Syntax is BlockSyntax).Select(d => d.Name);
            _diagnostics.AddUnknown(NameErrors.UnknownStatement(at, name, known), frame.File.LacksImports);
        }

        return Constants.Find(name) ?? ErrorValue.Instance;
    }

    private static Value Tensor(Node node) => new TensorValue(node);
}
