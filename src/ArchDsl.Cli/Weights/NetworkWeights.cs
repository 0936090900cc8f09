using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Runtime;
using ArchDsl.Runtime.Weights;
using WeightDialect = ArchDsl.Runtime.Weights.WeightDialect;

namespace ArchDsl.Cli.Weights;

/// <summary>What a network asks of a file of weights, and what other projects call it.</summary>
internal sealed class NetworkWeights(Network network)
{
    /// <summary>The name that stands for the network's own keys on the command line.</summary>
    public const string Own = "own";

    private readonly WeightDialect[] _dialects =
        [.. network.Dialects.Select(d => new WeightDialect(d.Name, d.Keys.Select(k => (k.Own, k.Foreign))))];

    /// <summary>Every tensor under its own key, in the order of execution.</summary>
    public IReadOnlyList<WeightSpec> Specs { get; } =
    [
        .. network.Weights.Select(w => new WeightSpec(
            w.Key, new TensorShape([.. w.Tensor.Shape.Select(n => (long)n)]), w.Tensor.Role != WeightRole.BatchCount)),
    ];

    /// <summary>A dialect by the name the command line gives it.</summary>
    /// <exception cref="UsageException">The network has none of that name.</exception>
    public WeightDialect Named(string name)
    {
        if (name == Own)
        {
            return WeightDialect.Own;
        }

        string[] names = [.. _dialects.Select(d => d.Name), Own];
        return Array.Find(_dialects, d => d.Name == name) ?? throw new UsageException(
            $"{network.Name} has no `weights {name}`",
            Spelling.Nearest(name, names) is { } nearest ? $"did you mean {nearest}?" : $"there {(names.Length == 1 ? "is" : "are")} {string.Join(", ", names)}");
    }

    /// <summary>Checks a file.</summary>
    /// <param name="file">The file.</param>
    /// <param name="dialect">Its names; null for those that fit best.</param>
    /// <returns>The file's names.</returns>
    /// <exception cref="WeightsMismatchException">It does not fit.</exception>
    public WeightDialect Check(WeightsFile file, string? dialect) =>
        ModelWeights.Check(file, Specs, _dialects, dialect is null ? null : Named(dialect).Name);
}
