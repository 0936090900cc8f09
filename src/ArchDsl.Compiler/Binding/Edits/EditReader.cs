using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Reads a <c>replace</c> statement's pattern. Its names are those of the network it edits, not values.</summary>
internal static class EditReader
{
    public static Edit? Read(CallStatementSyntax syntax, Frame frame, DiagnosticBag diagnostics)
    {
        SourceLocation at = frame.File.LocationOf(syntax.Name);
        if (syntax.ContainsErrors)
        {
            return null;
        }

        if (syntax.Bodies.Count != 1)
        {
            diagnostics.Add(NameErrors.WrongBodies(at, "replace", "one body", syntax.Bodies.Count));
            return null;
        }

        ArgumentSyntax? pattern = syntax.Arguments.FirstOrDefault(a => a.Name is null);
        if (pattern?.Value is not CallSyntax call)
        {
            diagnostics.Add(NameErrors.MissingArgument(at, "replace", "PATTERN", "a statement, block, stage or `as` name, as in `replace conv(groups: 1) { … }`"));
            return null;
        }

        var within = new List<PlaceRange>();
        var except = new List<PlaceRange>();
        foreach (ArgumentSyntax argument in syntax.Arguments.Where(a => a != pattern))
        {
            SourceLocation place = frame.File.LocationOf(argument);
            List<PlaceRange>? list = argument.Name?.Text switch { "within" => within, "except" => except, _ => null };
            if (list is null)
            {
                diagnostics.Add(argument.Name is null
                    ? NameErrors.TooManyArguments(place, "replace", 1)
                    : NameErrors.UnknownArgument(frame.File.LocationOf(argument.Name), argument.Name.Text, "replace", ["within", "except"]));
            }
            else if (!Places(argument.Name!.Text, argument.Value, frame.File, list))
            {
                diagnostics.Add(ValueErrors.WrongType(place, "names, a range of stages s1..s3 or a list of them", frame.File.TextOf(argument.Value), $"`{argument.Name.Text}` of `replace`"));
            }
        }

        var arguments = call.Arguments.Select(a => (a, a.Name?.Text)).ToArray();
        return new Edit(new EditPattern(call.Name.Text, arguments, within, except), syntax.Bodies[0], frame, frame.File.LocationOf(call));
    }

    private static bool Places(string parameter, ExpressionSyntax syntax, SourceFile file, List<PlaceRange> places)
    {
        switch (syntax)
        {
            case CallSyntax { HasParentheses: false } name:
                places.Add(new PlaceRange(parameter, name.Name.Text, null, file.LocationOf(name)));
                return true;
            case RangeSyntax { From: CallSyntax { HasParentheses: false } from, To: CallSyntax { HasParentheses: false } to, Step: null }:
                places.Add(new PlaceRange(parameter, from.Name.Text, to.Name.Text, file.LocationOf(syntax)));
                return true;
            case ParenthesizedSyntax inner:
                return Places(parameter, inner.Inner, file, places);
            case ListSyntax list:
                return list.Items.All(item => Places(parameter, item, file, places));
            default:
                return false;
        }
    }
}
