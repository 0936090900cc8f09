using System.Runtime.CompilerServices;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>
/// Runs the statements of one arch and adds their operations to a network. The tensor flows from statement to statement in
/// a <see cref="Frame"/>; one that follows from an error is tainted, and nothing is reported about it again.
/// </summary>
internal sealed partial class Elaborator
{
    public const int MaxNodes = 10_000;
    public const int MaxSteps = 100_000;
    public const int MaxDepth = 64;
    public const int MaxRepeat = 1_000;

    private readonly DiagnosticBag _diagnostics;
    private readonly CompilerOptions _options;
    private readonly NetworkBuilder _builder;
    private readonly Evaluator _evaluator;
    private readonly ArgumentBinder _binder;
    private readonly ScopeNames _names;
    private readonly HashSet<Node> _tainted = [];
    private int _steps;

    public Elaborator(NetworkBuilder builder, DiagnosticBag diagnostics, CompilerOptions options, Measuring? measuring = null)
    {
        _measuring = measuring;
        _builder = builder;
        _diagnostics = diagnostics;
        _options = options;
        _evaluator = new Evaluator(diagnostics, IsTainted);
        _binder = new ArgumentBinder(_evaluator, diagnostics);
        _names = new ScopeNames(diagnostics);
    }

    public Evaluator Evaluator => _evaluator;

    public ArgumentBinder Binder => _binder;

    private bool IsTainted(Node node) => _tainted.Contains(node);

    /// <summary>Runs a body's lines in a frame; its lets and defaults end with it.</summary>
    private void RunLines(BodySyntax body, Frame frame)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        (Scoped values, Defaults defaults) = (frame.Values, frame.Defaults);
        frame.Values = new Scoped(values);
        Step(body, frame);
        for (int i = 0; i < body.Statements.Count; i++)
        {
            if (_measuring is { IsOver: true })
            {
                break;
            }

            Step(body.Statements[i], frame);
            if (frame.File.IsBroken(body, i))
            {
                RunBroken(body.Statements[i], frame);
            }
            else
            {
                Run(body.Statements[i], frame);
            }
        }

        // What the parser had to skip may have changed the tensor.
        int first = body.Statements.Count == 0 ? body.Span.End : body.Statements[0].Span.Start;
        if (frame.File.HasErrorWithin(body.Span.Start, first - 1))
        {
            Taint(frame, frame.File.LocationOf(body));
        }

        (frame.Values, frame.Defaults) = (values, defaults);
    }

    // An empty body takes a step too: a loop may run nothing but those.
    private void Step(SyntaxElement at, Frame frame)
    {
        if (++_steps > MaxSteps)
        {
            throw new TooLargeException(LimitErrors.TooManySteps(frame.File.LocationOf(at), MaxSteps));
        }
    }

    private void Run(StatementSyntax statement, Frame frame)
    {
        switch (statement)
        {
            case LetSyntax let:
                RunLet(let, frame);
                break;
            case IfSyntax conditional:
                RunIf(conditional, frame);
                break;
            case ForSyntax loop:
                RunFor(loop, frame);
                break;
            case CallStatementSyntax call:
                RunCall(call, frame);
                break;
        }
    }

    // What it would have done is unknown: a let keeps its name, any other statement may change the tensor.
    private void RunBroken(StatementSyntax statement, Frame frame)
    {
        if (statement is LetSyntax { Name.IsMissing: false } let)
        {
            frame.Values.Set(let.Name.Text, ErrorValue.Instance);
            return;
        }

        Taint(frame, frame.File.LocationOf(statement));
    }

    private void RunLet(LetSyntax let, Frame frame)
    {
        string name = let.Name.Text;
        if (Builtins.IsReserved(name))
        {
            _diagnostics.Add(NameErrors.Reserved(frame.File.LocationOf(let.Name), name));
            return;
        }

        frame.Values.Set(name, _evaluator.Evaluate(let.Value, frame));
    }

    private void RunIf(IfSyntax conditional, Frame frame)
    {
        switch (_evaluator.Condition(conditional.Condition, frame))
        {
            case true:
                RunLines(conditional.Then, frame);
                break;
            case false when conditional.Otherwise is BodySyntax otherwise:
                RunLines(otherwise, frame);
                break;
            case false when conditional.Otherwise is IfSyntax next:
                RuntimeHelpers.EnsureSufficientExecutionStack();
                Run(next, frame);
                break;
            case null:
                Taint(frame, frame.File.LocationOf(conditional.Condition));
                break;
        }
    }

    private void RunFor(ForSyntax loop, Frame frame, Action<Frame>? run = null)
    {
        if (_measuring is not null && run is null && _edits.Count == 0)
        {
            Measured(loop, frame, () => RunTurns(loop, frame, null));
        }
        else
        {
            RunTurns(loop, frame, run);
        }
    }

    private void RunTurns(ForSyntax loop, Frame frame, Action<Frame>? run)
    {
        if (_evaluator.Items(loop.Values, frame) is not { } items)
        {
            Taint(frame, frame.File.LocationOf(loop.Values));
            return;
        }

        Scoped outer = frame.Values;
        for (int i = 0; i < items.Count; i++)
        {
            frame.Values = new Scoped(outer);
            LoopItemSyntax element = loop.Second ?? loop.First;
            if (loop.Second is not null)
            {
                Take(loop.First, new NumberValue(i), frame);
            }

            Take(element, items[i], frame);
            if (run is null)
            {
                RunLines(loop.Body, frame);
            }
            else
            {
                run(frame);
            }
        }

        frame.Values = outer;
    }

    // Gives a loop variable its value, or takes a list apart.
    private void Take(LoopItemSyntax item, Value value, Frame frame)
    {
        foreach (SyntaxToken name in item.Names.Where(n => Builtins.IsReserved(n.Text)))
        {
            _diagnostics.Add(NameErrors.Reserved(frame.File.LocationOf(name), name.Text));
        }

        if (!item.IsTuple)
        {
            frame.Values.Set(item.Names[0].Text, value);
            return;
        }

        var list = value as ListValue;
        if (value is not ErrorValue && list?.Items.Count != item.Names.Count)
        {
            _diagnostics.Add(ValueErrors.Destructure(frame.File.LocationOf(item), item.Names.Count, value.Describe()));
            list = null;
        }

        for (int i = 0; i < item.Names.Count; i++)
        {
            frame.Values.Set(item.Names[i].Text, list is null ? ErrorValue.Instance : list.Items[i]);
        }
    }

    /// <summary>Adds an operation, or reports why its shapes do not fit and goes on with a guess.</summary>
    /// <param name="operation">What to compute.</param>
    /// <param name="inputs">From what.</param>
    /// <param name="localName">The module's name within the scope.</param>
    /// <param name="at">Where to report.</param>
    /// <param name="statement">What messages call it.</param>
    /// <param name="width">Where a runtime parameter decides the channels, how.</param>
    /// <param name="repaired">What was probably meant, where the operation fails.</param>
    private Node Add(Operation operation, IReadOnlyList<Node> inputs, string localName, SourceLocation at, string statement, WidthExpression? width = null, Operation? repaired = null)
    {
        if (_builder.Count + (_measuring?.ReusedNodes ?? 0) >= MaxNodes)
        {
            throw new TooLargeException(LimitErrors.TooManyNodes(at, MaxNodes));
        }

        bool tainted = inputs.Any(IsTainted);
        Shape[] shapes = inputs.Select(i => i.Shape).ToArray();
        ShapeResult result = operation.Infer(shapes);
        if (result.Problem is null && !tainted)
        {
            ReportRuntime(operation, inputs, at, statement);
            Node added = _builder.Add(operation, inputs, localName, at, width);
            _measuring?.Add(added);
            return added;
        }

        if (!tainted)
        {
            _diagnostics.Add(ShapeErrors.Mismatch(at, result, statement, inputs));
        }

        ShapeResult guess = result.Problem is null ? result : repaired?.Infer(shapes) ?? result;
        bool isGuessed = guess.Problem is not null;
        Node node = _builder.Add(new ErrorOperation(isGuessed ? shapes[0] : guess.Shape), [], localName, at);
        if (isGuessed || tainted)
        {
            _tainted.Add(node);
        }

        return node;
    }

    private void ReportRuntime(Operation operation, IReadOnlyList<Node> inputs, SourceLocation at, string statement)
    {
        if (inputs.FirstOrDefault(i => i.RuntimeWidth is not null) is not { } input)
        {
            return;
        }

        string width = input.RuntimeWidth!.ToText(name => name);
        if (operation.Weights.Count > 0)
        {
            _diagnostics.Add(ValueErrors.WeightsFollowRuntime(at, statement, width, input.Location));
        }
        else if (!operation.KeepsChannels && operation is not ConcatOperation)
        {
            _diagnostics.Add(ValueErrors.RuntimeValue(at, width, $"the channels of `{statement}`"));
        }
    }

    /// <summary>Goes on with a tensor about which nothing more is reported.</summary>
    private void Taint(Frame frame, SourceLocation at)
    {
        Node node = _builder.Add(new ErrorOperation(frame.Current?.Shape ?? new Shape(1, 1, 1)), [], "", at);
        _tainted.Add(node);
        frame.Current = node;
    }

    /// <summary>The current tensor; where none flows, that is reported once and a tainted one flows from here.</summary>
    private Node Flowing(Frame frame, SourceLocation at, string statement)
    {
        if (frame.Current is null)
        {
            _diagnostics.Add(ShapeErrors.NoTensor(at, statement));
            Taint(frame, at);
        }

        return frame.Current!;
    }
}

/// <summary>The text unrolls beyond a limit; nothing more of this arch is looked at.</summary>
internal sealed class TooLargeException(Diagnostic diagnostic) : Exception(diagnostic.Message)
{
    public Diagnostic Diagnostic { get; } = diagnostic;
}
