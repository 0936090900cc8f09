using System.Numerics;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Works out what the rules of a <c>weights</c> make of every key of a network.</summary>
internal sealed class DialectBinder
{
    /// <summary>Keys times rules of one dialect.</summary>
    public const int MaxComparisons = 5_000_000;

    private readonly DiagnosticBag _diagnostics;

    // What fails, fails at a key, which the message must name: it is caught here first.
    private readonly DiagnosticBag _atKey = new();
    private readonly Evaluator _evaluator;

    // What a rule makes of the segments that it fits depends on them alone, and the tensors of a layer share theirs.
    private readonly Dictionary<(int Rule, string Segments), string[]> _replacements = [];

    private DialectBinder(DiagnosticBag diagnostics)
    {
        _diagnostics = diagnostics;
        _evaluator = new Evaluator(_atKey, _ => false);
    }

    /// <summary>The dialect; null where its rules fail, which is reported.</summary>
    /// <exception cref="TooLargeException">There are too many rules for so many keys.</exception>
    public static WeightDialect? Bind(DeclaredDialect dialect, IReadOnlyList<string> keys, DiagnosticBag diagnostics)
    {
        if ((long)keys.Count * dialect.Rules.Count > MaxComparisons)
        {
            throw new TooLargeException(LimitErrors.TooManyRenames(dialect.Location, dialect.Name, MaxComparisons));
        }

        var binder = new DialectBinder(diagnostics);
        var renamed = new List<RenamedKey>();
        var taken = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string key in keys)
        {
            if (binder.Rename(key, dialect.Rules) is not { } foreign)
            {
                return null;
            }

            if (taken.TryGetValue(foreign, out string? other))
            {
                diagnostics.Add(WeightErrors.OneKeyForTwo(dialect.Location, dialect.Name, foreign, other, key));
                return null;
            }

            taken.Add(foreign, key);
            renamed.Add(new RenamedKey(key, foreign));
        }

        return new WeightDialect(dialect.Name, renamed.ToEquatableArray());
    }

    private string? Rename(string key, IReadOnlyList<RenameRule> rules)
    {
        string[] segments = key.Split('.');
        for (int i = 0; i < rules.Count; i++)
        {
            RenameRule rule = rules[i];
            int start = rule.From.Find(segments, out IReadOnlyDictionary<string, BigInteger> bindings);
            if (start < 0)
            {
                continue;
            }

            (int, string) known = (i, string.Join(".", segments, start, rule.From.Length));
            if (!_replacements.TryGetValue(known, out string[]? replacement))
            {
                replacement = Replacement(rule, bindings, key);
                if (replacement is null)
                {
                    return null;
                }

                _replacements.Add(known, replacement);
            }

            segments = [.. segments.Take(start), .. replacement, .. segments.Skip(start + rule.From.Length)];
            if (segments.Length == 0)
            {
                _diagnostics.Add(WeightErrors.BadRename(rule.Location, $"nothing is left of the key `{key}`"));
                return null;
            }
        }

        return string.Join(".", segments);
    }

    // An empty text leaves the segments out.
    private string[]? Replacement(RenameRule rule, IReadOnlyDictionary<string, BigInteger> bindings, string key)
    {
        var values = new Scoped(rule.Frame.Values);
        foreach (KeyValuePair<string, BigInteger> binding in bindings)
        {
            values.Set(binding.Key, new NumberValue(Rational.Create(binding.Value, 1)));
        }

        string? text = RenameText.Of(rule.To, rule.Frame.Inner(values), _evaluator, _atKey);
        foreach (Diagnostic diagnostic in _atKey.ToSorted())
        {
            _diagnostics.Add(diagnostic with { Message = $"{diagnostic.Message}, at the key `{key}`" });
        }

        if (text is null || text.Length == 0)
        {
            return text is null ? null : [];
        }

        string[] segments = text.Split('.');
        if (segments.All(s => s.Length > 0))
        {
            return segments;
        }

        _diagnostics.Add(WeightErrors.BadRename(rule.Location, $"a segment of `{text}` is empty"));
        return null;
    }
}
