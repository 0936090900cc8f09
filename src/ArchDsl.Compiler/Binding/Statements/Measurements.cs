using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Runs an arch for its costs alone. All checks are those of a network; what is known of a block is not run again.</summary>
internal sealed partial class Elaborator
{
    private readonly Measuring? _measuring;

    /// <param name="chain">The space, what it is made of, and so on to the arch with the layers.</param>
    /// <param name="options">What the host decides.</param>
    /// <param name="measuring">The values of the parameters and what to count with.</param>
    public static Measurement Measure(IReadOnlyList<Declaration> chain, CompilerOptions options, Measuring measuring)
    {
        var diagnostics = new DiagnosticBag();
        measuring.HasErrors = () => diagnostics.HasErrors;
        var elaborator = new Elaborator(new NetworkBuilder(chain[0].Name), diagnostics, options, measuring);
        try
        {
            elaborator.Run(chain);
        }
        catch (InsufficientExecutionStackException)
        {
            diagnostics.Add(LimitErrors.NestedTooDeep(chain[0].Location));
        }
        catch (TooLargeException e)
        {
            diagnostics.Add(e.Diagnostic);
        }

        // What is left half built because it costs too much has errors that mean nothing.
        return measuring.IsTooMuch ? default
            : diagnostics.HasErrors ? new Measurement(null, diagnostics.FirstError)
            : new Measurement(measuring.Costs, null);
    }

    // Edits look into blocks, and what they match decides what runs there.
    private void Measured(Declaration block, BoundArguments bound, Frame inner, SourceLocation at, Action run) =>
        Measured(_edits.Count == 0 ? KnownCall.Of(block, bound, inner, _isCopyBody) : null, inner, at, run, null);

    private void Measured(ForSyntax loop, Frame frame, Action run)
    {
        LoopReads reads = _measuring!.Known.ReadsOf(loop);
        Measured(reads.IsClosed ? KnownCall.Of(loop, reads, frame, _isCopyBody) : null, frame, frame.File.LocationOf(loop), run, reads);
    }

    private void Measured(KnownCall? call, Frame frame, SourceLocation at, Action run, LoopReads? loop)
    {
        if (call is null)
        {
            run();
            return;
        }

        if (_measuring!.Known.TryGet(call, out KnownCost known) && _builder.Count + _measuring.ReusedNodes + known.Nodes < MaxNodes && _steps + known.Steps <= MaxSteps && _evaluator.CanDo(known.Work))
        {
            _steps += known.Steps;
            _evaluator.Charge(known.Work);
            _measuring.Add(known.Costs, known.Nodes);
            TakeNames(loop, known.Names, at);
            frame.Current = _builder.Add(new KnownOperation(known.Output), [], "", at);
            return;
        }

        if (_measuring.Known.LeastOf(call) is { } least && _measuring.IsTooMuchWith(least))
        {
            _measuring.Add(least, 0);
            return;
        }

        (Costs costs, int nodes, int steps, long work) = (_measuring.Costs, _builder.Count + _measuring.ReusedNodes, _steps, _evaluator.Work);
        int[] names = NamesTaken(loop);
        run();
        if (_measuring.IsTooMuch)
        {
            _measuring.Known.AddLeast(call, _measuring.Costs - costs);
        }
        else if (!_measuring.IsOver && frame.Current is { RuntimeWidth: null } output)
        {
            int[] taken = NamesTaken(loop).Zip(names, (after, before) => after - before).ToArray();
            _measuring.Known.Add(call, new KnownCost(output.Shape, _measuring.Costs - costs, _builder.Count + _measuring.ReusedNodes - nodes, _steps - steps, _evaluator.Work - work, taken));
        }
    }

    private int[] NamesTaken(LoopReads? loop) => loop?.Statements.Select(s => _names.Calls(_builder.Scope, s.Name.Text)).ToArray() ?? [];

    // Two layers of one name are an error, so that a loop that is not run takes its names all the same.
    private void TakeNames(LoopReads? loop, int[] names, SourceLocation at)
    {
        for (int i = 0; i < names.Length; i++)
        {
            for (int taken = 0; taken < names[i]; taken++)
            {
                _names.Number(_builder.Scope, loop!.Statements[i].Name.Text, loop.Statements[i], at);
            }
        }
    }
}

/// <summary>Stands for a block or loop whose costs are known, with the shape that comes out.</summary>
internal sealed record KnownOperation(Shape Shape) : Operation
{
    public override string Name => "known";

    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => Shape;
}
