using ArchDsl.Compiler.Binding;
using ArchDsl.Compiler.Diagnostics;

namespace ArchDsl.Compiler.Tests.Documentation;

/// <summary>The tables of the reference list what the compiler knows, no more and no less.</summary>
public class ReferenceTableTests
{
    private static readonly LanguageReference Reference = LanguageReference.Read();

    [Fact]
    public void Every_diagnostic_is_listed_as_the_catalog_words_it()
    {
        string expected = string.Join("\n", DiagnosticCatalog.All.Select(Row));
        string actual = string.Join("\n", Reference.Rows("code").Select(cells => $"| {string.Join(" | ", cells)} |"));
        Assert.True(expected == actual, $"the table of diagnostics in {LanguageReference.FileName} is to be:\n\n{expected}\n");
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

    private static string Row(DiagnosticDescriptor descriptor) =>
        $"| {descriptor.Code} | {descriptor.Severity.ToString().ToLowerInvariant()} | {descriptor.Title} | {descriptor.Explanation.Replace("|", "\\|", StringComparison.Ordinal)} |";

    private static string Line(string name, Signature signature) => Line(name, signature.Parameters.Select(p => p.Name));

    private static string Line(string name, IEnumerable<string> parameters) => $"{name} {string.Join(", ", parameters)}";

    private static string[] Sorted(IEnumerable<string> names) => [.. names.Order(StringComparer.Ordinal)];
}
