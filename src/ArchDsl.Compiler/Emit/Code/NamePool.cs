using System.Globalization;

namespace ArchDsl.Compiler.Emit.Code;

/// <summary>Names that are taken in one place of the generated text.</summary>
internal sealed class NamePool
{
    private readonly HashSet<string> _taken;

    public NamePool(IEnumerable<string> taken) => _taken = new HashSet<string>(taken, StringComparer.Ordinal);

    /// <summary>Takes a name, or the name with the first number from 2 that is free.</summary>
    public string Take(string name)
    {
        string candidate = name;
        for (int i = 2; !_taken.Add(candidate); i++)
        {
            candidate = name + i.ToString(CultureInfo.InvariantCulture);
        }

        return candidate;
    }
}
