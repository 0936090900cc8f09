using System.Globalization;
using System.Numerics;
using System.Text;
using ArchDsl.Cli.Summaries;
using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Cli.Spaces;

/// <summary>A space for a terminal: what varies, what is required, how many networks there are.</summary>
internal static class SpaceText
{
    public static string Render(IReadOnlyList<DesignSpace> spaces, Style style) => string.Join("\n", spaces.Select(s => Render(s, style)));

    private static string Render(DesignSpace space, Style style)
    {
        var text = new StringBuilder();
        text.Append(style.Bold(space.Name)).Append("  of ").Append(space.Origin).Append('\n');
        foreach (string line in (space.Documentation ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append(style.Dim(line)).Append('\n');
        }

        text.Append('\n');
        Parameters(space).WriteAligned(text, style);
        if (space.Constraints.Count > 0)
        {
            text.Append('\n');
            Constraints(space).WriteAligned(text, style);
        }

        text.Append('\n');
        Sizes(space.Size).WriteAligned(text, style);
        return text.ToString();
    }

    private static TextTable Parameters(DesignSpace space)
    {
        var table = new TextTable("varies", "type", "domain", ">values");
        foreach (SpaceParameter parameter in space.Parameters)
        {
            table.Add(parameter.Name, parameter.Type, parameter.DomainText, Invariant($"{parameter.Count}{(parameter.Elements is { } n ? $"^{n}" : "")}"));
        }

        return table;
    }

    private static TextTable Constraints(DesignSpace space)
    {
        var table = new TextTable("requires", "counted", "why");
        foreach (SpaceConstraint constraint in space.Constraints)
        {
            table.Add(constraint.Text, constraint.IsOnCosts ? "no: costs" : space.Size.Uncounted.Contains(constraint) ? "no: too many points" : "yes", constraint.Why ?? "");
        }

        return table;
    }

    private static TextTable Sizes(SpaceSize size)
    {
        var table = new TextTable("points", ">exact", "short");
        Add(size.IsExact ? "size" : "size, at most", size.Points);
        if (size.Unordered is { } unordered)
        {
            table.Add("as papers count", "", Invariant($"{Short(Approximation(size)!.Value)} = {Short((double)unordered)} / {size.Orders}, equal neighbours taken for different"));
        }

        if (size.Box != size.Points)
        {
            Add("without requirements", size.Box);
        }

        return table;

        void Add(string name, BigInteger points) => table.Add(name, Figures.Exact(points), Short((double)points));
    }

    /// <summary>What a paper that divides by the orders of a list gives for the size; null where nothing is ordered.</summary>
    public static double? Approximation(SpaceSize size) => size.Unordered is { } unordered ? Math.Exp(BigInteger.Log(unordered) - BigInteger.Log(size.Orders)) : null;

    private static string Short(double number) => number < 1000 ? number.ToString("0.##", CultureInfo.InvariantCulture) : number.ToString("0.00e0", CultureInfo.InvariantCulture);

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
