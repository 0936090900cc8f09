using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>
/// Reads the lines of a space: <c>let</c>, <c>if</c> and <c>for</c> are run once for all points where they are the same at
/// each; what depends on the point stays a condition of the requirements within.
/// </summary>
internal sealed class SpaceReader(SourceFile file, DomainReader domains, DiagnosticBag diagnostics)
{
    private int _steps;

    /// <summary>What every point must meet, in the order of the text.</summary>
    public List<Requirement> Requirements { get; } = [];

    /// <summary>Whether some line is no line of a space: what it was meant to do is unknown.</summary>
    public bool IsMisread { get; private set; }

    /// <summary>Lets that differ from point to point: what is wrong with them is wrong whether they are used or not.</summary>
    public List<(PointName Sight, LetSyntax Syntax)> Lets { get; } = [];

    /// <param name="body">The lines.</param>
    /// <param name="sight">The names they see.</param>
    /// <param name="guards">The conditions around them that differ from point to point.</param>
    /// <exception cref="TooLargeException">Loops run too many lines.</exception>
    public void Read(BodySyntax body, PointName sight, IReadOnlyList<Guard>? guards = null)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        guards ??= [];
        for (int i = 0; i < body.Statements.Count; i++)
        {
            StatementSyntax statement = body.Statements[i];
            if (++_steps > Elaborator.MaxSteps)
            {
                throw new TooLargeException(LimitErrors.TooManySteps(file.LocationOf(statement), Elaborator.MaxSteps));
            }

            if (file.IsBroken(body, i))
            {
                sight = statement is LetSyntax { Name.IsMissing: false } broken ? new FixedName(broken.Name.Text, sight, ErrorValue.Instance) : sight;
                continue;
            }

            switch (statement)
            {
                case LetSyntax let:
                    sight = ReadLet(let, sight);
                    break;
                case IfSyntax conditional:
                    ReadIf(conditional, sight, guards);
                    break;
                case ForSyntax loop:
                    ReadFor(loop, sight, guards);
                    break;
                case CallStatementSyntax call:
                    ReadCall(call, sight, guards);
                    break;
            }
        }
    }

    private PointName ReadLet(LetSyntax let, PointName sight)
    {
        string name = let.Name.Text;
        if (Builtins.IsReserved(name))
        {
            diagnostics.Add(NameErrors.Reserved(file.LocationOf(let.Name), name));
            return sight;
        }

        PointExpression value = PointExpression.Of(let.Value, file, sight);
        if (value.IsFixed)
        {
            return new FixedName(name, sight, value.Evaluate(null, null, diagnostics));
        }

        Lets.Add((sight, let));
        return new DerivedName(name, sight, let.Value, file, null);
    }

    private void ReadIf(IfSyntax conditional, PointName sight, IReadOnlyList<Guard> guards)
    {
        PointExpression condition = PointExpression.Of(conditional.Condition, file, sight);
        if (condition.IsFixed)
        {
            ReadBranch(IsTrue(condition, conditional.Condition) switch { true => conditional.Then, false => conditional.Otherwise, null => null }, sight, guards);
            return;
        }

        ReadBranch(conditional.Then, sight, [.. guards, new Guard(conditional.Condition, sight, true)]);
        ReadBranch(conditional.Otherwise, sight, [.. guards, new Guard(conditional.Condition, sight, false)]);
    }

    private void ReadBranch(SyntaxNode? branch, PointName sight, IReadOnlyList<Guard> guards)
    {
        switch (branch)
        {
            case BodySyntax body:
                Read(body, sight, guards);
                break;
            case IfSyntax next:
                System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
                ReadIf(next, sight, guards);
                break;
        }
    }

    private bool? IsTrue(PointExpression condition, ExpressionSyntax syntax)
    {
        Value value = condition.Evaluate(null, null, diagnostics);
        if (value is not (BoolValue or ErrorValue))
        {
            diagnostics.Add(ValueErrors.WrongType(file.LocationOf(syntax), "true or false", value.Describe()));
        }

        return (value as BoolValue)?.Bool;
    }

    private void ReadFor(ForSyntax loop, PointName sight, IReadOnlyList<Guard> guards)
    {
        PointExpression values = PointExpression.Of(loop.Values, file, sight);
        SourceLocation at = file.LocationOf(loop.Values);
        if (values.FirstVaried is { } varied)
        {
            diagnostics.Add(SpaceErrors.DependsOnPoint(at, "what a loop of a space runs over", varied));
            return;
        }

        Value value = values.Evaluate(null, null, diagnostics);
        if (value is not ListValue list)
        {
            if (value is not ErrorValue)
            {
                diagnostics.Add(ValueErrors.WrongType(at, value is NumberValue ? $"a list (0..<{value} counts)" : "a list", value.Describe()));
            }

            return;
        }

        for (int i = 0; i < list.Items.Count; i++)
        {
            PointName inner = loop.Second is null ? sight : Take(loop.First, new NumberValue(i), sight);
            Read(loop.Body, Take(loop.Second ?? loop.First, list.Items[i], inner), guards);
        }
    }

    // Gives a loop variable its value, or takes a list apart.
    private PointName Take(LoopItemSyntax item, Value value, PointName sight)
    {
        foreach (SyntaxToken name in item.Names.Where(n => Builtins.IsReserved(n.Text)))
        {
            diagnostics.Add(NameErrors.Reserved(file.LocationOf(name), name.Text));
        }

        if (!item.IsTuple)
        {
            return new FixedName(item.Names[0].Text, sight, value);
        }

        var list = value as ListValue;
        if (list?.Items.Count != item.Names.Count)
        {
            diagnostics.Add(ValueErrors.Destructure(file.LocationOf(item), item.Names.Count, value.Describe()));
            list = null;
        }

        for (int i = 0; i < item.Names.Count; i++)
        {
            sight = new FixedName(item.Names[i].Text, sight, list is null ? ErrorValue.Instance : list.Items[i]);
        }

        return sight;
    }

    private void ReadCall(CallStatementSyntax call, PointName sight, IReadOnlyList<Guard> guards)
    {
        string name = call.Name.Text;
        if (name is not ("vary" or "require"))
        {
            IsMisread = true;

            // One that nobody knows is reported where names are checked.
            if (Builtins.Find(name) is not null || file.Symbols.Find(name).Count > 0)
            {
                diagnostics.Add(NameErrors.WrongPlace(file.LocationOf(call.Name), name, "in an arch; a space has `vary`, `require`, `let`, `if` and `for`"));
            }

            return;
        }

        if (call.Bodies.Count > 0)
        {
            diagnostics.Add(NameErrors.WrongBodies(file.LocationOf(call.Bodies[0].Open), name, "no body", call.Bodies.Count));
        }

        if (call.Alias is { } alias)
        {
            diagnostics.Add(NameErrors.WrongPlace(file.LocationOf(alias), "as", $"behind a statement that leaves a tensor, not behind `{name}`"));
        }

        if (call.Condition is { } condition)
        {
            PointExpression value = PointExpression.Of(condition, file, sight);
            if (value.IsFixed && IsTrue(value, condition) != true)
            {
                return;
            }

            guards = value.IsFixed ? guards : [.. guards, new Guard(condition, sight, true)];
        }

        if (name == "vary")
        {
            ReadVary(call, sight, guards);
        }
        else
        {
            ReadRequire(call, sight, guards);
        }
    }

    private void ReadVary(CallStatementSyntax call, PointName sight, IReadOnlyList<Guard> guards)
    {
        SourceLocation at = file.LocationOf(call.Name);
        if (guards.Count > 0)
        {
            PointExpression guard = PointExpression.Of(guards[0].Condition, file, guards[0].Sight);
            diagnostics.Add(SpaceErrors.DependsOnPoint(file.LocationOf(guards[0].Condition), "a condition around `vary`", guard.FirstVaried!));
        }

        if (call.Arguments.Count == 0)
        {
            diagnostics.Add(NameErrors.MissingArgument(at, "vary", "NAME", "a domain, as in `vary width: 64..512 step 64`"));
        }

        foreach (ArgumentSyntax argument in call.Arguments)
        {
            domains.Read(argument, file, sight);
        }
    }

    private void ReadRequire(CallStatementSyntax call, PointName sight, IReadOnlyList<Guard> guards)
    {
        string? why = null;
        ExpressionSyntax? condition = null;
        for (int i = 0; i < call.Arguments.Count; i++)
        {
            ArgumentSyntax argument = call.Arguments[i];
            string? name = argument.Name?.Text ?? (i == 0 ? "condition" : i == 1 ? "why" : null);
            switch (name)
            {
                case "condition":
                    condition = argument.Value;
                    break;
                case "why":
                    why = (PointExpression.Of(argument.Value, file, sight) is { IsFixed: true } text ? text.Evaluate(null, null, diagnostics) as TextValue : null)?.Text ?? file.TextOf(argument.Value);
                    break;
                case null:
                    diagnostics.Add(NameErrors.TooManyArguments(file.LocationOf(argument), "require", 2));
                    break;
            }
        }

        if (condition is null)
        {
            diagnostics.Add(NameErrors.MissingArgument(file.LocationOf(call.Name), "require", "condition", "bool"));
            return;
        }

        Requirements.AddRange(Conjuncts(condition).Select(part => new Requirement(part, call, file, sight, guards, why)));
    }

    // What `and` joins stands apart: each part may be counted in its own way.
    private static IEnumerable<ExpressionSyntax> Conjuncts(ExpressionSyntax syntax)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return syntax switch
        {
            ParenthesizedSyntax inner => Conjuncts(inner.Inner),
            BinarySyntax { Operator.Kind: SyntaxKind.AndKeyword } both => Conjuncts(both.Left).Concat(Conjuncts(both.Right)),
            _ => [syntax],
        };
    }
}
