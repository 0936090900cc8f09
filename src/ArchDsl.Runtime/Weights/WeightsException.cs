using System.Text;

namespace ArchDsl.Runtime.Weights;

/// <summary>
/// Weights cannot be used. Each cause has a class of its own below this one; a file that cannot be opened at all
/// gives the framework's <see cref="IOException"/> or <see cref="UnauthorizedAccessException"/>.
/// </summary>
public abstract class WeightsException : Exception
{
    private protected WeightsException(string message, string? key = null, Exception? inner = null)
        : base(message, inner) => Key = key;

    /// <summary>The key of the tensor at fault, or null where none can be named.</summary>
    public string? Key { get; }

    /// <summary>Text from a file, in quotes, made safe to print.</summary>
    internal static string Quote(string text)
    {
        const int Longest = 120;
        var quoted = new StringBuilder("'");
        foreach (char c in text.AsSpan(0, Math.Min(text.Length, Longest)))
        {
            quoted.Append(char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c);
        }

        return quoted.Append(text.Length > Longest ? "…'" : "'").ToString();
    }
}
