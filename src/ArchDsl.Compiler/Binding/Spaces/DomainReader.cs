using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Reads the domains that <c>vary</c> gives the parameters of one arch.</summary>
internal sealed class DomainReader(Signature signature, IReadOnlyDictionary<string, VariedParameter> varied, DiagnosticBag diagnostics)
{
    private readonly Dictionary<string, SourceLocation> _given = new(StringComparer.Ordinal);

    /// <summary>Whether some line that was run gave the parameter a domain, right or wrong.</summary>
    public bool IsGiven(string parameter) => _given.ContainsKey(parameter);

    /// <summary>Whether some line names a parameter that there is not.</summary>
    public bool IsMisread { get; private set; }

    public void Read(ArgumentSyntax argument, SourceFile file, PointName sight)
    {
        SourceLocation at = file.LocationOf(argument.Value);
        if (argument.Name is null)
        {
            IsMisread = true;
            diagnostics.Add(NameErrors.NamesOnly(file.LocationOf(argument), "vary"));
            return;
        }

        string name = argument.Name.Text;
        SourceLocation place = file.LocationOf(argument.Name);
        if (!varied.TryGetValue(name, out VariedParameter? parameter))
        {
            IsMisread = true;
            diagnostics.Add(NameErrors.UnknownArgument(place, name, signature.Owner, signature.Parameters.Select(p => p.Name).ToArray()));
            return;
        }

        if (_given.TryGetValue(name, out SourceLocation? earlier))
        {
            diagnostics.Add(SpaceErrors.VariedTwice(place, name, earlier));
            return;
        }

        _given.Add(name, place);
        PointExpression domain = PointExpression.Of(argument.Value, file, sight);
        if (domain.FirstVaried is { } other)
        {
            diagnostics.Add(SpaceErrors.DependsOnPoint(at, $"the domain of `{name}`", other));
            return;
        }

        Value value = domain.Evaluate(null, null, diagnostics, parameter.Type.IsBlock ? parameter.Type : null);
        if (value is ErrorValue || parameter.Type.Kind == TypeKind.Unknown)
        {
            return;
        }

        parameter.Domain = Domain(parameter, value is ListValue list ? list.Items : [value], file.TextOf(argument.Value), at);
    }

    private SpaceParameter? Domain(VariedParameter parameter, IReadOnlyList<Value> values, string text, SourceLocation at)
    {
        string name = parameter.Parameter.Name;
        ArchType type = parameter.Type;
        if (values.Count == 0)
        {
            diagnostics.Add(SpaceErrors.EmptyDomain(at, name));
            return null;
        }

        // A list varies by element, unless whole lists are listed.
        int? elements = null;
        if (type is { Kind: TypeKind.List, Element: { } element } && !(element.Kind != TypeKind.List && values.All(v => v is ListValue)))
        {
            elements = type.Length ?? (parameter.Fallback as ListValue)?.Items.Count;
            if (elements is null or 0)
            {
                diagnostics.Add(SpaceErrors.UnknownLength(at, name, type.ToString()));
                return null;
            }

            type = element;
        }

        Value[] domain = values.Select(v => To(type, v, parameter.Parameter, at)).Distinct().ToArray();
        return domain.Any(v => v is ErrorValue) ? null : new SpaceParameter(name, parameter.Type.ToString(), domain, text, elements);
    }

    private Value To(ArchType type, Value value, Parameter parameter, SourceLocation at)
    {
        bool isSwitchedOff = value is NoneValue && parameter.DefaultSyntax is CallSyntax { HasParentheses: false, Name.Text: "none" };
        return isSwitchedOff || value is AutoValue { Base: null }
            ? value
            : Coercion.To(type, value, new ParameterName(parameter.Name, signature.Owner), at, diagnostics);
    }
}
