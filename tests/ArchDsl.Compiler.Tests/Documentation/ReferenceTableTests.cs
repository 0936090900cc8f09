using System.Globalization;
using ArchDsl.Compiler.Binding;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Tests.Documentation;

/// <summary>The tables of the reference list what the compiler knows, no more and no less.</summary>
public class ReferenceTableTests
{
    private static readonly LanguageReference Reference = LanguageReference.Read();

    [Fact]
    public void Every_diagnostic_is_listed_as_the_catalog_words_it()
    {
        string[] expected = DiagnosticCatalog.All.Select(Row).ToArray();
        string[] actual = Reference.Rows("code").Select(cells => $"| {string.Join(" | ", cells)} |").ToArray();
        string difference = string.Join("\n", actual.Except(expected).Select(row => "- " + row).Concat(expected.Except(actual).Select(row => "+ " + row)));
        Assert.True(difference.Length == 0, $"the table of diagnostics in {LanguageReference.FileName} differs:\n{difference}");
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Every_statement_is_listed_once() =>
        Assert.Equal(Sorted(Builtins.Names), Sorted(Reference.Rows("statement").SelectMany(row => LanguageReference.Code(row[0]))));

    [Fact]
    public void Every_statement_has_its_parameters_in_order()
    {
        Dictionary<string, string[]> rows = Reference.Rows("statement").ToDictionary(row => row[0].Trim('`'), StringComparer.Ordinal);
        foreach (Builtin builtin in Builtins.Names.Select(name => Builtins.Find(name)!).Where(b => b.Signature is not null))
        {
            Assert.Equal(Line(builtin.Name, builtin.Signature!), Line(builtin.Name, LanguageReference.Bold(rows[builtin.Name][1])));
        }
    }

    [Fact]
    public void Every_function_is_listed_once() =>
        Assert.Equal(Sorted(BuiltinFunctions.Names), Sorted(Reference.Rows("function").SelectMany(row => LanguageReference.Code(row[0]))));

    [Fact]
    public void Every_function_has_its_parameters_in_order()
    {
        Dictionary<string, string[]> rows = Reference.Rows("function").ToDictionary(row => row[0].Trim('`'), StringComparer.Ordinal);
        foreach (string name in BuiltinFunctions.Names)
        {
            Assert.Equal(Line(name, BuiltinFunctions.Find(name)!.Signature), Line(name, LanguageReference.Bold(rows[name][1])));
        }
    }

    // `max` is a join in one row; the constants of other rows stand in their first cell alone.
    [Fact]
    public void Every_constant_is_listed_once() =>
        Assert.Equal(Sorted(Constants.Names), Sorted(Reference.Rows("constants").SelectMany(row => LanguageReference.Code(row[0]))));

    [Theory]
    [InlineData("operations of a network", Elaborator.MaxNodes)]
    [InlineData("statements run for a network", Elaborator.MaxSteps)]
    [InlineData("steps of computing the values", Evaluator.MaxWork)]
    [InlineData("block calls inside one another", Elaborator.MaxDepth)]
    [InlineData("calls of `fn` inside one another", Evaluator.MaxFunctionDepth)]
    [InlineData("turns of a `repeat`", Elaborator.MaxRepeat)]
    [InlineData("elements of a list", Coercion.MaxList)]
    [InlineData("brackets, bodies and conditions", ParseState.MaxDepth)]
    [InlineData("operators in one chain", ParseState.MaxChain)]
    [InlineData("syntax errors listed", Parser.MaxErrors)]
    [InlineData("rules of one `weights`", DialectBinder.MaxComparisons)]
    [InlineData("dimensions of a space", SpaceBinder.MaxDimensions)]
    [InlineData("points that one requirement of a space", Factor.MaxTable)]
    public void Every_limit_is_the_one_that_holds(string what, int limit)
    {
        string[] row = Assert.Single(Reference.Rows("what"), cells => cells[0].StartsWith(what, StringComparison.Ordinal));
        Assert.Equal(limit.ToString("#,0", CultureInfo.InvariantCulture), row[1]);
    }

    private static string Row(DiagnosticDescriptor descriptor) =>
        $"| {descriptor.Code} | {descriptor.Severity.ToString().ToLowerInvariant()} | {descriptor.Title} | {descriptor.Explanation.Replace("|", "\\|", StringComparison.Ordinal)} |";

    private static string Line(string name, Signature signature) => Line(name, signature.Parameters.Select(p => p.Name));

    private static string Line(string name, IEnumerable<string> parameters) => $"{name} {string.Join(", ", parameters)}";

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
