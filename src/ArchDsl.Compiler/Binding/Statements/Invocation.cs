using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>A statement about to run: what it calls, with its arguments evaluated.</summary>
internal sealed record Invocation
{
    /// <summary>The name the statement starts with; its number in the weight keys goes by it.</summary>
    public required string Name { get; init; }

    public required CallStatementSyntax Syntax { get; init; }

    /// <summary>Where the statement and its bodies are written.</summary>
    public required Frame Origin { get; init; }

    public required BoundArguments Arguments { get; init; }

    public IReadOnlyList<BodySyntax> Bodies { get; init; } = [];

    /// <summary>The name that <c>as</c> gives.</summary>
    public string? Alias { get; init; }

    /// <summary>The statement's name: where its errors are reported.</summary>
    public SourceLocation Location => Origin.File.LocationOf(Syntax.Name);

    /// <summary>The place of the name it has: the alias, or the statement itself.</summary>
    public SourceLocation NamePlace => Syntax.Alias is null ? Location : Origin.File.LocationOf(Syntax.Alias);

    /// <summary>The place of an argument, or of the statement where the default is used.</summary>
    public SourceLocation PlaceOf(string parameter) => Arguments.PlaceOf(parameter) ?? Location;
}
