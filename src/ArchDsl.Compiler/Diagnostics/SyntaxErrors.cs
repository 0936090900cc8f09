using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Diagnostics;

/// <summary>What can be wrong with the text of a file: ARCH0101 to ARCH0199.</summary>
internal static class SyntaxErrors
{
    private static readonly DiagnosticDescriptor UnexpectedCharactersRule = Error(
        "ARCH0101",
        "character that the language does not use",
        "A file is made of names, numbers, texts in double quotes, `//` comments and the signs of the grammar. Anything else is reported "
        + "once for a run of such characters. Blanks are the space and the tab; a no-break space pasted from a paper or a web page is not one.");

    private static readonly DiagnosticDescriptor UnterminatedTextRule = Error(
        "ARCH0102",
        "text without its closing quote",
        "A text starts and ends with a double quote on the same line. There are no escapes and no quotes inside.");

    private static readonly DiagnosticDescriptor MalformedNumberRule = Error(
        "ARCH0103",
        "malformed number",
        "Numbers are written `64`, `22_600_296`, `0.01`, `1e-3`, `360M`, `7.07G` (K, M, G and T are thousands, millions and so on); a size is "
        + "`3x3` or `3x224x224`, without blanks. An underscore stands between two digits. A name cannot start with a digit.");

    private static readonly DiagnosticDescriptor ExpectedTokenRule = Error(
        "ARCH0104",
        "something else was expected here",
        "The grammar allows only what the message names at this place. The rest of the statement is read as if it had been there.");

    private static readonly DiagnosticDescriptor ExpectedExpressionRule = Error(
        "ARCH0105",
        "a value was expected here",
        "Behind `=`, `:`, `,`, an operator or an opening bracket a value must follow: a number, a size, a text, a list, a name, a call, "
        + "`if … then … else …`. `not` and `if` inside a sum or comparison need parentheses.");

    private static readonly DiagnosticDescriptor ExpectedStatementRule = Error(
        "ARCH0106",
        "a statement was expected here",
        "Inside braces every line is `let`, `if`, `for`, or a name with its arguments, its bodies, `as` and `when`: `conv 3x3, 64, stride: 2`.");

    private static readonly DiagnosticDescriptor ExpectedDeclarationRule = Error(
        "ARCH0107",
        "a declaration was expected here",
        "A file consists of `import`, `block`, `arch`, `space` and `fn`. Statements stand inside the braces of a block or arch; "
        + "one `}` too many also ends up here.");

    private static readonly DiagnosticDescriptor KeywordAsNameRule = Error(
        "ARCH0108",
        "keyword used as a name",
        "The keywords import, block, arch, space, fn, runtime, let, if, then, else, for, in, as, when, step, and, or, not, true and false "
        + "are reserved: none of them can name anything.");

    private static readonly DiagnosticDescriptor MisspeltKeywordRule = Error(
        "ARCH0109",
        "misspelt keyword",
        "The word is no keyword, but one that differs by a letter or two would fit here. The text is read as if that had been written.");

    private static readonly DiagnosticDescriptor UnclosedRule = Error(
        "ARCH0110",
        "bracket that is never closed",
        "Every `(`, `[` and `{` has its closing partner. Parentheses and square brackets cannot reach across a brace.");

    private static readonly DiagnosticDescriptor UnopenedRule = Error(
        "ARCH0111",
        "closing bracket without an opening one",
        "The bracket closes nothing: either it is one too many, or its opening partner is missing further up.");

    private static readonly DiagnosticDescriptor TooDeepRule = Error(
        "ARCH0112",
        "nested too deeply",
        "Brackets, bodies, conditions and chains of operators nest up to a limit, so that no text can exhaust the compiler. "
        + "Name parts of the expression with `let`, or move inner bodies into a block of their own.");

    private static readonly DiagnosticDescriptor MalformedHoleRule = Error(
        "ARCH0113",
        "malformed hole in a text",
        "Braces in a text hold a value that is put in its place: `\"c{i + 2}\"`. Each `{` needs its `}` in the same text, a hole holds one value, "
        + "and braces themselves cannot be written in a text.");

    private static readonly DiagnosticDescriptor ChainedComparisonRule = Error(
        "ARCH0114",
        "comparisons do not chain",
        "A comparison gives true or false, which cannot be compared by size again. Write `a < b and b < c`.");

    private static readonly DiagnosticDescriptor ExpectedEndRule = Error(
        "ARCH0115",
        "the statement should have ended here",
        "A statement ends with a newline, `;` or `}`. Its arguments are separated by commas, named ones have a colon: `conv 3x3, 64, stride: 2`.");

    private static readonly DiagnosticDescriptor MissingCommaRule = Error(
        "ARCH0116",
        "missing comma",
        "Two values stand side by side. Arguments, parameters and the items of a list are separated by commas; "
        + "an argument's name and its value by a colon; statements on one line by `;`.");

    private static readonly DiagnosticDescriptor EqualsForColonRule = Error(
        "ARCH0117",
        "`=` where a colon belongs",
        "A named argument is written with a colon, `stride: 2`; `=` gives a parameter its default and a `let` its value.");

    private static readonly DiagnosticDescriptor TooManyRule = Error(
        "ARCH0118",
        "too many syntax errors",
        "The file has so many errors in its text that the rest are not listed. It is probably no .arch file.");

    private static readonly DiagnosticDescriptor TrailingCommaRule = Error(
        "ARCH0119",
        "comma with nothing behind it",
        "A comma announces another argument, on the same line or on the next. Only a list in square brackets may end with one.");

    /// <summary>Every code of this group, in order.</summary>
    public static IReadOnlyList<DiagnosticDescriptor> All { get; } =
    [
        UnexpectedCharactersRule, UnterminatedTextRule, MalformedNumberRule, ExpectedTokenRule, ExpectedExpressionRule,
        ExpectedStatementRule, ExpectedDeclarationRule, KeywordAsNameRule, MisspeltKeywordRule, UnclosedRule, UnopenedRule,
        TooDeepRule, MalformedHoleRule, ChainedComparisonRule, ExpectedEndRule, MissingCommaRule, EqualsForColonRule, TooManyRule,
        TrailingCommaRule,
    ];

    public static Diagnostic UnexpectedCharacters(SourceLocation at, string characters) => UnexpectedCharactersRule.At(
        at,
        characters.Length == 1 ? $"unexpected character {Visible(characters)}" : $"unexpected characters {Visible(characters)}",
        Instead(characters) is { } instead ? $"write {instead}" : null);

    public static Diagnostic UnterminatedText(SourceLocation at) =>
        UnterminatedTextRule.At(at, "the text has no closing `\"` on its line");

    public static Diagnostic MalformedNumber(SourceLocation at, string text) =>
        MalformedNumberRule.At(at, $"`{text}` is no number, size or name");

    public static Diagnostic Expected(SourceLocation at, string what, string found, string? help = null) =>
        ExpectedTokenRule.At(at, $"expected {what}, found {found}", help);

    public static Diagnostic ExpectedParameter(SourceLocation at, string found) =>
        ExpectedTokenRule.At(at, $"expected a parameter, found {found}");

    public static Diagnostic ExpectedExpression(SourceLocation at, string found, string? help = null) =>
        ExpectedExpressionRule.At(at, $"expected a value, found {found}", help);

    public static Diagnostic ExpectedStatement(SourceLocation at, string found) =>
        ExpectedStatementRule.At(at, $"expected a statement, found {found}");

    public static Diagnostic ExpectedDeclaration(SourceLocation at, string found, string? help = null) =>
        ExpectedDeclarationRule.At(at, $"expected `import`, `block`, `arch`, `space` or `fn`, found {found}", help);

    public static Diagnostic KeywordAsName(SourceLocation at, string keyword) =>
        KeywordAsNameRule.At(at, $"`{keyword}` is a keyword and cannot be a name");

    public static Diagnostic MisspeltKeyword(SourceLocation at, string word, string keyword) =>
        MisspeltKeywordRule.At(at, $"`{word}` is no keyword", $"did you mean `{keyword}`?");

    public static Diagnostic Unclosed(SourceLocation at, string open, string close, string found, SourceLocation opened) =>
        UnclosedRule.At(at, $"expected `{close}`, found {found}", null, new RelatedLocation(opened, $"`{open}` was opened here"));

    public static Diagnostic Unopened(SourceLocation at, string close) =>
        UnopenedRule.At(at, $"`{close}` closes nothing");

    public static Diagnostic TooDeep(SourceLocation at, int limit) =>
        TooDeepRule.At(at, $"nested more than {limit} deep");

    public static Diagnostic UnclosedHole(SourceLocation at) =>
        MalformedHoleRule.At(at, "the hole has no closing `}` in this text");

    public static Diagnostic LoneBraceInText(SourceLocation at) =>
        MalformedHoleRule.At(at, "`}` in a text without a `{` before it");

    public static Diagnostic HoleInImport(SourceLocation at) =>
        MalformedHoleRule.At(at, "the path of an import cannot have holes");

    public static Diagnostic ChainedComparison(SourceLocation at, string op) =>
        ChainedComparisonRule.At(at, $"a comparison cannot be compared again with `{op}`", "join two comparisons with `and`");

    public static Diagnostic ExpectedEnd(SourceLocation at, string found, string? help = null) =>
        ExpectedEndRule.At(at, $"expected the end of the statement, found {found}", help);

    public static Diagnostic MissingComma(SourceLocation at, string found, string? help = null) =>
        MissingCommaRule.At(at, $"expected `,` before {found}", help);

    public static Diagnostic TrailingComma(SourceLocation at) =>
        TrailingCommaRule.At(at, "nothing follows the comma");

    public static Diagnostic EqualsForColon(SourceLocation at, string name) =>
        EqualsForColonRule.At(at, $"expected `:` behind the argument's name `{name}`, found `=`", $"write `{name}: …`");

    public static Diagnostic TooMany(SourceLocation at, int limit) =>
        TooManyRule.At(at, $"more than {limit} syntax errors, the rest is not listed");

    private static DiagnosticDescriptor Error(string code, string title, string explanation) =>
        new(code, DiagnosticSeverity.Error, title, explanation);

    private static string Visible(string characters)
    {
        const int limit = 12;
        bool plain = characters.All(c => !char.IsControl(c) && !char.IsWhiteSpace(c) && !char.IsSurrogate(c) && c < '\u2000');
        return plain
            ? $"`{(characters.Length <= limit ? characters : characters.Substring(0, limit) + "...")}`"
            : string.Join(" ", characters.Take(limit / 3).Select(c => $"U+{(int)c:X4}")) + (characters.Length > limit / 3 ? "..." : "");
    }

    private static string? Instead(string characters) => characters[0] switch
    {
        '&' => "`and`",
        '|' => "`or`",
        '!' => "`not`",
        '#' => "`//` before a comment",
        '\'' or '`' or '\u2018' or '\u2019' or '\u201C' or '\u201D' or '\u201E' => "`\"` around a text",
        '\u00D7' => "`x` between the numbers of a size",
        '\u2212' or '\u2013' or '\u2014' => "`-`",
        '\u2026' => "`..` between the ends of a range",
        '\u00A0' or '\u2007' or '\u202F' or '\u3000' => "a plain blank",
        _ => null,
    };
}
