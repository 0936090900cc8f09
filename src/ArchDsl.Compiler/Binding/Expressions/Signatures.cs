using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Reads the parameter list of a declaration.</summary>
internal static class Signatures
{
    public static Signature Of(Declaration declaration, ParameterListSyntax? list, DiagnosticBag diagnostics) =>
        declaration.Signature ??= Read(declaration, list, diagnostics);

    private static Signature Read(Declaration declaration, ParameterListSyntax? list, DiagnosticBag diagnostics)
    {
        diagnostics = declaration.IsHeaderBroken ? new DiagnosticBag() : diagnostics;
        var parameters = new List<Parameter>();
        foreach (ParameterSyntax syntax in list?.Items ?? [])
        {
            if (syntax.Name.IsMissing)
            {
                continue;
            }

            string name = syntax.Name.Text;
            SourceLocation at = declaration.File.LocationOf(syntax.Name);
            if (Builtins.IsReserved(name))
            {
                diagnostics.Add(NameErrors.Reserved(at, name));
                continue;
            }

            if (parameters.Any(p => p.Name == name))
            {
                diagnostics.Add(NameErrors.ParameterTwice(at, name));
                continue;
            }

            if (syntax.Runtime is not null && declaration.Syntax is not ArchSyntax)
            {
                diagnostics.Add(NameErrors.WrongPlace(declaration.File.LocationOf(syntax.Runtime), "runtime", "before a parameter of an arch, not of a " + declaration.KindName));
            }

            ArchType type = syntax.Type is null ? ArchType.Any : TypeOf(syntax.Type, declaration.File, diagnostics);
            parameters.Add(new Parameter(name, type, null, syntax.Default, syntax.Type is not null, syntax.Runtime is not null));
        }

        return new Signature(declaration.Name, parameters);
    }

    private static ArchType TypeOf(TypeSyntax syntax, SourceFile file, DiagnosticBag diagnostics)
    {
        if (syntax.Name.IsMissing)
        {
            return ArchType.Any;
        }

        ArchType? type = ArchType.Named(syntax.Name.Text);
        if (type is null)
        {
            diagnostics.Add(NameErrors.UnknownType(file.LocationOf(syntax.Name), syntax.Name.Text, ArchType.Names));
            return ArchType.Unknown;
        }

        long total = 1;

        // int[4][2] is a list of four pairs: the first bracket is the outermost.
        foreach (TypeSuffixSyntax suffix in syntax.Suffixes.Reverse())
        {
            int? length = null;
            if (suffix.Length is { } token)
            {
                if (NumberLiteral.Parse(token.Text) is { Value: { IsInteger: true, Sign: > 0 } value } && value * total <= Coercion.MaxList)
                {
                    length = (int)value.Numerator;
                    total *= length.Value;
                }
                else
                {
                    diagnostics.Add(ValueErrors.OutOfRange(file.LocationOf(token), "the length of a list", token.Text, $"1 to {Coercion.MaxList}"));
                }
            }

            type = ArchType.List(type, length);
        }

        return type;
    }
}
