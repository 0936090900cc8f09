using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary>An expression of a space with all that it needs to have a value at a point.</summary>
internal sealed class PointExpression
{
    private readonly ExpressionSyntax _syntax;
    private readonly SourceFile _file;
    private readonly PointName[] _names;

    private PointExpression(ExpressionSyntax syntax, SourceFile file, PointName[] names, int[] dimensions)
    {
        _syntax = syntax;
        _file = file;
        _names = names;
        Dimensions = dimensions;
    }

    /// <summary>The dimensions that its value depends on, ascending.</summary>
    public IReadOnlyList<int> Dimensions { get; }

    /// <summary>Whether its value depends on costs.</summary>
    public bool IsOnCosts => _names.Any(n => n is CostName);

    /// <summary>Whether it has one value for all points.</summary>
    public bool IsFixed => !_names.Any(n => n is CostName or VariedName);

    /// <summary>The first name in it that differs from point to point; null where <see cref="IsFixed"/>.</summary>
    public string? FirstVaried => _names.FirstOrDefault(n => n is CostName or VariedName)?.Name;

    /// <param name="syntax">The expression.</param>
    /// <param name="file">The file it stands in.</param>
    /// <param name="sight">The names it sees.</param>
    public static PointExpression Of(ExpressionSyntax syntax, SourceFile file, PointName sight)
    {
        var wanted = new NamesWanted();
        wanted.Visit(syntax, file, sight);
        var names = new List<PointName>();
        var dimensions = new SortedSet<int>();

        // Backwards: what a name follows from stands before it, and the nearest of several of one name is meant.
        for (PointName? name = sight; name is not null; name = name.Before)
        {
            if (wanted.Take(name.Name) is not { } elements)
            {
                continue;
            }

            names.Add(name);
            switch (name)
            {
                case DerivedName derived when derived.Before is not null:
                    wanted.Visit(derived.Syntax, derived.File, derived.Before);
                    break;
                case VariedName varied:
                    dimensions.UnionWith(elements.Count == 0 ? varied.Varied.Dimensions : elements.Select(i => varied.Varied.First + i));
                    break;
            }
        }

        names.Reverse();
        return new PointExpression(syntax, file, names.ToArray(), dimensions.ToArray());
    }

    /// <summary>Its value at a point.</summary>
    /// <param name="point">The place of each dimension's value in its domain; null where it <see cref="IsFixed"/>.</param>
    /// <param name="costs">The network's costs; null stands for 1 of each.</param>
    /// <param name="diagnostics">Why there is no value.</param>
    /// <param name="wanted">Where a block is wanted, names are those of blocks.</param>
    /// <exception cref="TooLargeException">It takes too many steps.</exception>
    public Value Evaluate(int[]? point, Costs? costs, DiagnosticBag diagnostics, ArchType? wanted = null)
    {
        var evaluator = new Evaluator(diagnostics, _ => false);
        var values = new Scoped();
        foreach (PointName name in _names)
        {
            values.Set(name.Name, name switch
            {
                FixedName fix => fix.Value,
                CostName => new NumberValue(costs is null ? 1 : costs.Value.Metric(name.Name) ?? 1),
                VariedName varied => point is null ? ErrorValue.Instance : varied.Varied.At(point),
                DerivedName derived => Derive(derived, values, evaluator, diagnostics),
                _ => ErrorValue.Instance,
            });
        }

        return evaluator.Evaluate(_syntax, FrameOf(_file, values), wanted);
    }

    private static Value Derive(DerivedName name, Scoped values, Evaluator evaluator, DiagnosticBag diagnostics)
    {
        Value value = evaluator.Evaluate(name.Syntax, FrameOf(name.File, values), name.Parameter?.Type);
        return name.Parameter is { IsTyped: true } parameter && value is not (AutoValue or NoneValue)
            ? Coercion.To(parameter.Type, value, new ParameterName(parameter.Name), name.File.LocationOf(name.Syntax), diagnostics)
            : value;
    }

    private static Frame FrameOf(SourceFile file, Scoped values) => new() { File = file, Values = values, Place = BodyPlace.Function };

    /// <summary>The names whose values are needed; of lists the elements, where the text says which.</summary>
    private sealed class NamesWanted
    {
        // No elements stand for all of them.
        private readonly Dictionary<string, HashSet<int>> _names = new(StringComparer.Ordinal);

        public HashSet<int>? Take(string name)
        {
            if (!_names.TryGetValue(name, out HashSet<int>? elements))
            {
                return null;
            }

            _names.Remove(name);
            return elements;
        }

        public void Visit(SyntaxNode node, SourceFile file, PointName sight)
        {
            System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
            switch (node)
            {
                case CallSyntax { HasParentheses: false } name:
                    Add(name.Name.Text, null);
                    break;
                case IndexSyntax { Target: CallSyntax { HasParentheses: false } target } index when Place(index, target.Name.Text, file, sight) is { } place:
                    Add(target.Name.Text, place);
                    Visit(index.Index, file, sight);
                    break;
                case TextSyntax text:
                    foreach (TextPart part in text.Parts.Where(p => p.Hole is not null))
                    {
                        Visit(part.Hole!, file, sight);
                    }

                    break;
                default:
                    foreach (SyntaxNode child in node.Children.OfType<SyntaxNode>())
                    {
                        Visit(child, file, sight);
                    }

                    break;
            }
        }

        // The element of a list that is meant at every point; null where points differ.
        private static int? Place(IndexSyntax index, string list, SourceFile file, PointName sight)
        {
            bool isFixed = sight.Find(list) is VariedName { Varied.Domain.Elements: not null } && Of(index.Index, file, sight) is { IsFixed: true };
            Value? value = isFixed ? Of(index.Index, file, sight).Evaluate(null, null, new DiagnosticBag()) : null;
            return value is NumberValue { Number: { IsInteger: true, Sign: >= 0 } place } && place < ((VariedName)sight.Find(list)!).Varied.Domain!.Elements!.Value ? (int)place.Numerator : null;
        }

        private void Add(string name, int? element)
        {
            bool isNew = !_names.TryGetValue(name, out HashSet<int>? elements);
            if (element is null || (!isNew && elements!.Count == 0))
            {
                _names[name] = [];
                return;
            }

            (_names[name] = elements ?? []).Add(element.Value);
        }
    }
}
