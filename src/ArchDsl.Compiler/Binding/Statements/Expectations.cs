using System.Globalization;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Compares a network with the figures its text declares.</summary>
internal sealed partial class Elaborator
{
    /// <param name="network">The network at its declared input.</param>
    /// <param name="at">Gives the network at another input, or null and what is wrong there.</param>
    private void CheckExpectations(Network network, Func<Shape, ((Network Network, TensorNames Names)? Subject, Diagnostic? Error)> at)
    {
        foreach ((CallStatementSyntax syntax, Frame frame, Scoped values) in _expectations)
        {
            frame.Values = values;
            (Network Network, TensorNames Names)? subject = (network, frame.Tensors!);
            ArgumentSyntax? place = syntax.Arguments.FirstOrDefault(a => a.Name?.Text == "at");
            if (place is not null)
            {
                SourceLocation location = frame.File.LocationOf(place.Value);
                if (ShapeOf(_evaluator.Evaluate(place.Value, frame), location) is not { } shape)
                {
                    continue;
                }

                (subject, Diagnostic? error) = at(shape);
                if (error is not null)
                {
                    _diagnostics.Add(ExpectErrors.NoNetwork(location, shape, error));
                }
            }
            else if (_options.Input is not null)
            {
                // The figures hold at the declared input, and the host asked for another.
                continue;
            }

            if (subject is null)
            {
                continue;
            }

            Costs costs = Costs.Of(subject.Value.Network.Nodes);
            foreach (ArgumentSyntax argument in syntax.Arguments.Where(a => a != place))
            {
                CheckOne(argument, frame, subject.Value, costs);
            }
        }
    }

    private void CheckOne(ArgumentSyntax argument, Frame frame, (Network Network, TensorNames Names) subject, Costs costs)
    {
        SourceLocation at = frame.File.LocationOf(argument);
        if (argument.Name is null)
        {
            _diagnostics.Add(NameErrors.NamesOnly(at, "expect"));
            return;
        }

        string name = argument.Name.Text;
        Value value = _evaluator.Evaluate(argument.Value, frame);
        if (value is ErrorValue)
        {
            return;
        }

        SourceLocation place = frame.File.LocationOf(argument.Value);
        if (costs.Metric(name) is { } actual)
        {
            if (value is not NumberValue number)
            {
                _diagnostics.Add(ValueErrors.WrongType(place, "a number", value.Describe(), $"`{name}` of `expect`"));
                return;
            }

            NumberLiteral literal = Bare(argument.Value) is LiteralSyntax { Token: { Kind: SyntaxKind.Int or SyntaxKind.Real } token } && NumberLiteral.Parse(token.Text) is { } parsed
                ? parsed
                : new NumberLiteral(number.Number, 1, IsRounded: false);
            if (!literal.Matches(actual))
            {
                _diagnostics.Add(ExpectErrors.WrongFigure(place, name, frame.File.TextOf(argument.Value), actual, CostReport.Of(subject.Network)));
            }
        }
        else if (subject.Names.Find(name) is { } node)
        {
            if (ShapeOf(value, place) is { } shape && node.Shape != shape)
            {
                _diagnostics.Add(ExpectErrors.WrongShape(place, name, shape.ToString(), node));
            }
        }
        else
        {
            _diagnostics.Add(ExpectErrors.Unknown(frame.File.LocationOf(argument.Name), name, Costs.MetricNames.Concat(subject.Names.Names)));
        }
    }

    private static ExpressionSyntax Bare(ExpressionSyntax syntax) => syntax is ParenthesizedSyntax inner ? Bare(inner.Inner) : syntax;
}
