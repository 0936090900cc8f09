using ArchDsl.Cli.Files;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli.Commands;

/// <summary>What <c>diff</c> compares: the operands that are files, then those that are names.</summary>
internal sealed record DiffOperands(string LeftFile, string RightFile, string? LeftArch, string? RightArch)
{
    private const string Usage = "archdsl diff A.arch B.arch [NAME [NAME]], or archdsl diff FILE.arch LEFT RIGHT";

    /// <summary>Tells files from names.</summary>
    /// <exception cref="UsageException">There are too few or too many of them.</exception>
    public static DiffOperands Of(IReadOnlyList<string> operands)
    {
        string[] files = [.. operands.TakeWhile(IsFile)];
        string[] names = [.. operands.Skip(files.Length)];
        return (files, names) switch
        {
            ([string file], []) => new DiffOperands(file, file, null, null),
            ([string file], [string left, string right]) => new DiffOperands(file, file, left, right),
            ([string a, string b], []) => new DiffOperands(a, b, null, null),
            ([string a, string b], [string name]) => new DiffOperands(a, b, name, name),
            ([string a, string b], [string left, string right]) => new DiffOperands(a, b, left, right),
            _ => throw new UsageException("there is nothing to compare: name two files, or one file and two archs", Usage),
        };
    }

    /// <summary>The two networks, or null and the errors on the error stream.</summary>
    /// <exception cref="UsageException">A file cannot be read, or does not say which network is meant.</exception>
    public (Network Left, Network Right)? Read(Session session, Shape? input)
    {
        if (LeftFile == RightFile && LeftArch is null)
        {
            return session.Networks(LeftFile, null, input) switch
            {
                null => null,
                [Network first, Network second] => (first, second),
                IReadOnlyList<Network> all => throw new UsageException($"{LeftFile} does not hold two networks", $"name two of {string.Join(", ", all.Select(n => n.Name))}"),
            };
        }

        return session.OneNetwork(LeftFile, LeftArch, input) is { } left && session.OneNetwork(RightFile, RightArch, input) is { } right ? (left, right) : null;
    }

    private static bool IsFile(string operand) => operand == Workspace.StandardInput || operand.EndsWith(".arch", StringComparison.Ordinal);
}
