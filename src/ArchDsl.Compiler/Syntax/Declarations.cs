namespace ArchDsl.Compiler.Syntax;

// file = { "import" TEXT | block | arch | space | fn | NEWLINE }
internal sealed class FileSyntax(IReadOnlyList<SyntaxElement> members, SyntaxToken endOfFile)
    : SyntaxNode([.. members, endOfFile])
{
    public IEnumerable<MemberSyntax> Members => Children.OfType<MemberSyntax>();

    public SyntaxToken EndOfFile { get; } = endOfFile;
}

internal abstract class MemberSyntax(SyntaxElement?[] children) : SyntaxNode(children);

internal sealed class ImportSyntax(SyntaxToken keyword, SyntaxToken path) : MemberSyntax([keyword, path])
{
    /// <summary>A Text token, quotes included.</summary>
    public SyntaxToken Path { get; } = path;
}

internal abstract class DeclarationSyntax(SyntaxToken name, SyntaxElement?[] children) : MemberSyntax(children)
{
    public SyntaxToken Name { get; } = name;
}

// block = "block" NAME [ params ] body
internal sealed class BlockSyntax(SyntaxToken keyword, SyntaxToken name, ParameterListSyntax? parameters, BodySyntax body)
    : DeclarationSyntax(name, [keyword, name, parameters, body])
{
    public SyntaxToken Keyword { get; } = keyword;

    public ParameterListSyntax? Parameters { get; } = parameters;

    public BodySyntax Body { get; } = body;
}

// arch = "arch" NAME ( [ params ] body | "=" call [ body ] )
internal sealed class ArchSyntax(
    SyntaxToken keyword,
    SyntaxToken name,
    ParameterListSyntax? parameters,
    SyntaxToken? equals,
    CallSyntax? original,
    BodySyntax? body)
    : DeclarationSyntax(name, [keyword, name, parameters, equals, original, body])
{
    public SyntaxToken Keyword { get; } = keyword;

    public ParameterListSyntax? Parameters { get; } = parameters;

    /// <summary>Of a copy, what it is a copy of.</summary>
    public CallSyntax? Original { get; } = original;

    public BodySyntax? Body { get; } = body;
}

// space = "space" NAME "=" call body
internal sealed class SpaceSyntax(SyntaxToken keyword, SyntaxToken name, SyntaxToken equals, CallSyntax original, BodySyntax body)
    : DeclarationSyntax(name, [keyword, name, equals, original, body])
{
    public CallSyntax Original { get; } = original;

    public BodySyntax Body { get; } = body;
}

// fn = "fn" NAME params "=" expr
internal sealed class FunctionSyntax(SyntaxToken keyword, SyntaxToken name, ParameterListSyntax parameters, SyntaxToken equals, ExpressionSyntax value)
    : DeclarationSyntax(name, [keyword, name, parameters, equals, value])
{
    public ParameterListSyntax Parameters { get; } = parameters;

    public ExpressionSyntax Value { get; } = value;
}

// params = "(" [ param { "," param } ] ")"
internal sealed class ParameterListSyntax(SyntaxToken open, SeparatedList<ParameterSyntax> parameters, SyntaxToken close)
    : SyntaxNode([open, .. Interleave(parameters), close])
{
    public IReadOnlyList<ParameterSyntax> Items { get; } = parameters.Items;
}

// param = [ "runtime" ] NAME [ ":" type ] [ "=" expr ]
internal sealed class ParameterSyntax(
    SyntaxToken? runtime,
    SyntaxToken name,
    SyntaxToken? colon,
    TypeSyntax? type,
    SyntaxToken? equals,
    ExpressionSyntax? defaultValue)
    : SyntaxNode([runtime, name, colon, type, equals, defaultValue])
{
    public SyntaxToken? Runtime { get; } = runtime;

    public SyntaxToken Name { get; } = name;

    public TypeSyntax? Type { get; } = type;

    public ExpressionSyntax? Default { get; } = defaultValue;
}

// type = ( NAME | "block" ) { "[" [ INT ] "]" }
internal sealed class TypeSyntax(SyntaxToken name, IReadOnlyList<TypeSuffixSyntax> suffixes)
    : SyntaxNode([name, .. suffixes])
{
    public SyntaxToken Name { get; } = name;

    public IReadOnlyList<TypeSuffixSyntax> Suffixes { get; } = suffixes;
}

internal sealed class TypeSuffixSyntax(SyntaxToken open, SyntaxToken? length, SyntaxToken close)
    : SyntaxNode([open, length, close])
{
    public SyntaxToken? Length { get; } = length;
}
