using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>One <c>rename FROM, TO</c>.</summary>
/// <param name="From">The segments it looks for.</param>
/// <param name="To">What comes in their place; computed for each key, since it speaks of what the holes matched.</param>
/// <param name="Frame">What its names mean, as it was where the statement ran.</param>
internal sealed record RenameRule(KeyPattern From, ExpressionSyntax To, Frame Frame)
{
    /// <summary>The place of the TO.</summary>
    public SourceLocation Location => Frame.File.LocationOf(To);
}

/// <summary>The rules that the body of a <c>weights</c> collects.</summary>
/// <param name="outer">The values around the statement.</param>
internal sealed class RenameRules(Scoped outer)
{
    public Scoped Outer { get; } = outer;

    public List<RenameRule> Items { get; } = [];
}

/// <summary>A <c>weights</c> statement that ran.</summary>
/// <param name="Name">The dialect's name.</param>
/// <param name="Level">How many copies away its text is: the nearest one of a name counts.</param>
/// <param name="Rules">Its rules, in order.</param>
/// <param name="Location">The place of the name.</param>
internal sealed record DeclaredDialect(string Name, int Level, IReadOnlyList<RenameRule> Rules, SourceLocation Location);
