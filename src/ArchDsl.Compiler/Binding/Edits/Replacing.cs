using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>
/// Edits of a copy. They mean: the first runs over the whole network, the second over what came of it. Here all happens in
/// one go: what an edit puts in is held against the later ones alone, what it keeps with <c>old</c> against all others.
/// </summary>
internal sealed partial class Elaborator
{
    private readonly List<Edit> _edits = [];
    private readonly HashSet<string> _namesSeen = new(StringComparer.Ordinal);
    private bool[] _active = [];

    // The edits of a copy stand in its body, between lets, ifs and loops over its parameters.
    private void CollectEdits(BodySyntax body, Frame frame)
    {
        Scoped outer = frame.Values;
        frame.Values = new Scoped(outer);
        foreach (StatementSyntax statement in body.Statements)
        {
            switch (statement)
            {
                case LetSyntax { ContainsErrors: false } let:
                    RunLet(let, frame);
                    break;
                case IfSyntax { ContainsErrors: false } conditional:
                    SyntaxNode? branch = _evaluator.Condition(conditional.Condition, frame) switch
                    {
                        true => conditional.Then,
                        false => conditional.Otherwise,
                        null => null,
                    };
                    if (branch is BodySyntax lines)
                    {
                        CollectEdits(lines, frame);
                    }

                    break;
                case ForSyntax { ContainsErrors: false } loop:
                    RunFor(loop, frame, inner => CollectEdits(loop.Body, inner));
                    break;
                case CallStatementSyntax { Name.Text: "replace" } call when call.Condition is null || _evaluator.Condition(call.Condition, frame) == true:
                    Frame origin = frame.Inner(frame.Values);
                    if (EditReader.Read(call, origin, _diagnostics) is { } edit)
                    {
                        _edits.Add(edit);
                    }

                    break;
            }
        }

        frame.Values = outer;
    }

    /// <summary>Runs an edit in a statement's place, if one matches.</summary>
    /// <param name="names">All names it answers to; the first numbers its key.</param>
    /// <param name="bound">Its arguments; null where it takes none by name.</param>
    /// <param name="syntax">The statement.</param>
    /// <param name="frame">Where it runs.</param>
    /// <param name="alias">The name that <c>as</c> gives it.</param>
    /// <param name="hasKey">Whether it is a segment of the weight keys.</param>
    /// <param name="run">Runs the statement itself in its frame.</param>
    /// <param name="first">The edits before had their turn.</param>
    private bool Replaced(string[] names, BoundArguments? bound, CallStatementSyntax syntax, Frame frame, string? alias, bool hasKey, Action run, int first = 0)
    {
        if (_edits.Count == 0)
        {
            return false;
        }

        _namesSeen.UnionWith(names);
        for (int i = first; i < _edits.Count; i++)
        {
            Edit edit = _edits[i];
            if (!_active[i] || !names.Contains(edit.Pattern.Name))
            {
                continue;
            }

            IReadOnlyDictionary<string, Value> arguments = Effective(bound, frame);
            if (Mismatch(edit, names, bound, arguments) is { } mismatch)
            {
                edit.NearMisses.Add(mismatch with { Why = $"`{names[0]}` at {frame.File.LocationOf(syntax)}, {mismatch.Why}" });
                continue;
            }

            edit.Matches++;
            int matched = i;
            bool[] others = _active.Select((active, k) => active && k != matched).ToArray();
            var match = new MatchValue(names[0], arguments)
            {
                Bound = bound,
                Alias = alias,
                HasKey = hasKey || alias is not null,
                Single = edit.Single,
                Run = at => RunOld(frame, at, others, () =>
                {
                    if (!Replaced(names, bound, syntax, frame, alias, hasKey, run, matched + 1))
                    {
                        run();
                    }
                }),
            };
            RunEdit(edit, i, match, frame);
            return true;
        }

        return false;
    }

    // The statement runs where it was written, on the tensor that flows where `old` stands.
    private void RunOld(Frame frame, Frame at, bool[] active, Action run)
    {
        (Node? current, bool[] outer) = (frame.Current, _active);
        (frame.Current, _active) = (at.Current, active);
        run();
        at.Current = frame.Current;
        (frame.Current, _active) = (current, outer);
    }

    private void RunEdit(Edit edit, int index, MatchValue match, Frame frame)
    {
        var values = new Scoped(edit.Origin.Values);
        values.Set("old", match);
        var inner = new Frame
        {
            File = edit.Origin.File,
            Values = values,
            Tensors = frame.Tensors,
            Current = frame.Current,
            In = frame.Current,
            Defaults = frame.Defaults,
            Kept = frame.Kept,
            Place = frame.Place,
            Depth = frame.Depth + 1,
        };
        bool[] active = _active;
        _active = active.Select((isActive, k) => isActive && k > index).ToArray();
        RunLines(edit.Body, inner);
        _active = active;
        frame.Current = inner.Current;
    }

    // `old` as a statement runs what was matched.
    private void RunOld(CallStatementSyntax syntax, Frame frame)
    {
        SourceLocation at = frame.File.LocationOf(syntax.Name);
        if (frame.Values.Find("old") is not MatchValue match)
        {
            _diagnostics.Add(EditErrors.NoOld(at));
            Taint(frame, at);
            return;
        }

        if (syntax.Arguments.Count > 0 || syntax.Bodies.Count > 0)
        {
            _diagnostics.Add(NameErrors.TooManyArguments(at, "old", 0));
        }

        match.Run(frame);
    }

    /// <summary>Where a statement stands alone in an edit's body: what it replaces, whose arguments and key it takes over.</summary>
    private static MatchValue? TakesOver(CallStatementSyntax syntax, Frame frame) =>
        frame.Values.Find("old") is MatchValue match && ReferenceEquals(match.Single, syntax) ? match : null;

    private static Func<Parameter, Value?>? Inherited(CallStatementSyntax syntax, Frame frame) =>
        TakesOver(syntax, frame)?.Bound is { } bound ? p => bound.IsGiven(p.Name) ? bound[p.Name] : null : null;

    // The segment of the weight keys: what it replaces has it, an alias gives it, or its number among its like.
    private string KeyOf(CallStatementSyntax syntax, Frame frame, string name, string? alias)
    {
        SourceLocation at = frame.File.LocationOf((SyntaxElement?)syntax.Alias ?? syntax.Name);
        if (alias is null && TakesOver(syntax, frame) is { HasKey: true } match)
        {
            (name, alias) = (match.Name, match.Alias);
        }

        return alias is null ? _names.Number(_builder.Scope, name, syntax, at) : _names.Take(_builder.Scope, alias, syntax, at);
    }
}
