using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>One <c>replace PATTERN { … }</c> of a copy.</summary>
internal sealed class Edit(EditPattern pattern, BodySyntax body, Frame origin, SourceLocation location)
{
    public EditPattern Pattern { get; } = pattern;

    public BodySyntax Body { get; } = body;

    /// <summary>Where it is written: its file and the values of the copy's parameters.</summary>
    public Frame Origin { get; } = origin;

    /// <summary>The pattern's place, reported where nothing matches.</summary>
    public SourceLocation Location { get; } = location;

    public int Matches { get; set; }

    /// <summary>Statements of the right name that failed on an argument or a place, for the message.</summary>
    public List<NearMiss> NearMisses { get; } = [];

    /// <summary>The body's only statement, which takes over arguments and key; null where there are several.</summary>
    public CallStatementSyntax? Single => Body.Statements.Count == 1 ? Body.Statements[0] as CallStatementSyntax : null;
}

/// <summary>A statement of the right name that a pattern does not match.</summary>
/// <param name="Met">How many of the pattern's arguments it has.</param>
/// <param name="Why">What it lacks.</param>
internal sealed record NearMiss(int Met, string Why);

/// <summary>What a replace looks for.</summary>
/// <param name="Name">A statement, block, stage or <c>as</c> name.</param>
/// <param name="Arguments">Arguments it must have.</param>
/// <param name="Within">Places it must stand in; empty for anywhere.</param>
/// <param name="Except">Places and names it must not have.</param>
internal sealed record EditPattern(string Name, IReadOnlyList<(ArgumentSyntax Syntax, string? Name)> Arguments, IReadOnlyList<PlaceRange> Within, IReadOnlyList<PlaceRange> Except);

/// <summary>A place, or all stages from one to another.</summary>
/// <param name="Parameter">Whose it is: <c>within</c> or <c>except</c>.</param>
/// <param name="First">The place, or the first stage.</param>
/// <param name="Last">The last stage; null for a single place.</param>
/// <param name="Location">Where it is written.</param>
internal sealed record PlaceRange(string Parameter, string First, string? Last, SourceLocation Location);

/// <summary>Something a statement stands in, under all its names: statement, block, stage, alias.</summary>
internal sealed record EditPlace(string? Stage, IReadOnlyList<string> Names);
