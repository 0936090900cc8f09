using Sprache;
using static ArchDsl.Compiler.Syntax.ExpressionGrammar;
using static ArchDsl.Compiler.Syntax.Rules;
using static ArchDsl.Compiler.Syntax.StatementGrammar;
using static ArchDsl.Compiler.Syntax.SyntaxKind;

namespace ArchDsl.Compiler.Syntax;

/// <summary>The rules of the grammar for declarations, in its order.</summary>
internal static class DeclarationGrammar
{
    private static readonly ListPlace InParentheses = new() { Enclosed = true, OneErrorEach = true };

    // "[" [ INT ] "]"
    private static readonly Parser<TypeSuffixSyntax> TypeSuffix = Enclosed(
        OpenBracket,
        Optional(Int, Token(Int)),
        CloseBracket,
        null,
        (open, length, close) => new TypeSuffixSyntax(open, length, close));

    // type = ( NAME | "block" ) { "[" [ INT ] "]" }
    private static readonly Parser<TypeSyntax> Type = Sequence(
        Choose(Token(Name), (BlockKeyword, Token(BlockKeyword))),
        Many(OpenBracket, TypeSuffix),
        (name, suffixes) => new TypeSyntax(name, suffixes));

    // param = [ "runtime" ] NAME [ ":" type ] [ "=" expr ]
    private static readonly Parser<ParameterSyntax> Parameter = Sequence(
        Optional(RuntimeKeyword, Token(RuntimeKeyword)),
        Token(Name),
        Optional(Colon, Sequence(Token(Colon), Type)),
        Optional(SyntaxKind.Equals, Sequence(Token(SyntaxKind.Equals), Expression)),
        (runtime, name, type, value) =>
            new ParameterSyntax(runtime, name, type?.First, type?.Second, value?.First, value?.Second));

    // params = "(" [ param { "," param } ] ")"
    private static readonly Parser<ParameterListSyntax> Parameters = Enclosed(
        OpenParen,
        Separated(Parameter, StartsParameter, Diagnostics.SyntaxErrors.ExpectedParameter, InParentheses),
        CloseParen,
        SeparatedList<ParameterSyntax>.Empty,
        (open, parameters, close) => new ParameterListSyntax(open, parameters, close));

    // "import" TEXT
    private static readonly Parser<MemberSyntax> Import = Sequence(
        Token(ImportKeyword), ImportPath, MemberSyntax (keyword, path) => new ImportSyntax(keyword, path));

    // block = "block" NAME [ params ] body
    private static readonly Parser<MemberSyntax> Block = Sequence(
        Token(BlockKeyword),
        Token(Name),
        Optional(OpenParen, Parameters),
        Body,
        MemberSyntax (keyword, name, parameters, body) => new BlockSyntax(keyword, name, parameters, body));

    // [ params ] body
    private static readonly Parser<ArchRest> Original = Sequence(
        Optional(OpenParen, Parameters), Body, (parameters, body) => new ArchRest(parameters, null, null, body));

    // "=" call [ body ]
    private static readonly Parser<ArchRest> Copy = Sequence(
        Token(SyntaxKind.Equals),
        ExpressionGrammar.Call,
        Optional(OpenBrace, Body),
        (equals, original, body) => new ArchRest(null, equals, original, body));

    // arch = "arch" NAME ( [ params ] body | "=" call [ body ] )
    private static readonly Parser<MemberSyntax> Arch = Sequence(
        Token(ArchKeyword),
        Token(Name),
        Choose(Original, (SyntaxKind.Equals, Copy)),
        MemberSyntax (keyword, name, rest) =>
            new ArchSyntax(keyword, name, rest.Parameters, rest.EqualsSign, rest.Original, rest.Body));

    // space = "space" NAME "=" call body
    private static readonly Parser<MemberSyntax> Space = Sequence(
        Token(SpaceKeyword),
        Token(Name),
        Token(SyntaxKind.Equals),
        ExpressionGrammar.Call,
        Body,
        MemberSyntax (keyword, name, equals, original, body) => new SpaceSyntax(keyword, name, equals, original, body));

    // fn = "fn" NAME params "=" expr
    private static readonly Parser<MemberSyntax> Function = Sequence(
        Token(FnKeyword),
        Token(Name),
        Parameters,
        Token(SyntaxKind.Equals),
        Expression,
        MemberSyntax (keyword, name, parameters, equals, value) => new FunctionSyntax(keyword, name, parameters, equals, value));

    // file = { "import" TEXT | block | arch | space | fn | NEWLINE }
    public static readonly Parser<FileSyntax> File = Members.Of(
        (ImportKeyword, Import), (BlockKeyword, Block), (ArchKeyword, Arch), (SpaceKeyword, Space), (FnKeyword, Function));

    private static bool StartsParameter(TokenInput at) =>
        at.Kind is Name or RuntimeKeyword || (SyntaxFacts.IsKeyword(at.Kind) && at.Peek(1) is Colon or SyntaxKind.Equals or Comma or CloseParen);

    private static IResult<SyntaxToken> ImportPath(IInput input)
    {
        IResult<SyntaxToken> path = Token(SyntaxKind.Text)(input);
        int brace = path.Value.Text.IndexOfAny(['{', '}']);
        if (brace >= 0)
        {
            ((TokenInput)input).State.Report(
                new Text.TextSpan(path.Value.Position + brace, 1), Diagnostics.SyntaxErrors.HoleInImport);
        }

        return path;
    }

    /// <summary>What follows the name of an arch.</summary>
    private sealed record ArchRest(ParameterListSyntax? Parameters, SyntaxToken? EqualsSign, CallSyntax? Original, BodySyntax? Body);
}
