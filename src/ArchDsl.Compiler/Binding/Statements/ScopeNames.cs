using System.Globalization;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Gives each statement its segment of the weight key: its alias, or its name with its number among its like.</summary>
internal sealed class ScopeNames(DiagnosticBag diagnostics)
{
    private readonly Dictionary<Scope, Dictionary<string, (object Statement, SourceLocation At, int Turns)>> _taken = [];
    private readonly Dictionary<(Scope, string), (int Last, int Calls)> _counts = [];

    /// <summary>How often a name was numbered.</summary>
    public int Calls(Scope scope, string name) => _counts.TryGetValue((scope, name), out (int, int Calls) count) ? count.Calls : 0;

    /// <summary>The next number of a name that no <c>as</c> gave: <c>conv1</c>, <c>conv2</c>…</summary>
    public string Number(Scope scope, string name, object statement, SourceLocation at)
    {
        _counts.TryGetValue((scope, name), out (int Last, int Calls) count);
        string numbered;
        do
        {
            numbered = name + (++count.Last).ToString(CultureInfo.InvariantCulture);
        }
        while (_taken.TryGetValue(scope, out var names) && names.ContainsKey(numbered));
        _counts[(scope, name)] = (count.Last, count.Calls + 1);
        return Take(scope, numbered, statement, at);
    }

    /// <summary>A name that the text gives. In a loop the second turn is called <c>name2</c>, since no two layers share weights.</summary>
    public string Take(Scope scope, string name, object statement, SourceLocation at)
    {
        if (!_taken.TryGetValue(scope, out var names))
        {
            _taken.Add(scope, names = new(StringComparer.Ordinal));
        }

        if (!names.TryGetValue(name, out var entry))
        {
            names.Add(name, (statement, at, 1));
            return name;
        }

        if (!ReferenceEquals(entry.Statement, statement))
        {
            diagnostics.Add(NameErrors.NamedTwice(at, name, entry.At));
            return Free(names, name, entry.Turns + 1, statement, at);
        }

        names[name] = entry with { Turns = entry.Turns + 1 };
        return Free(names, name, entry.Turns + 1, statement, at);
    }

    private static string Free(Dictionary<string, (object Statement, SourceLocation At, int Turns)> names, string name, int from, object statement, SourceLocation at)
    {
        string candidate;
        do
        {
            candidate = name + from++.ToString(CultureInfo.InvariantCulture);
        }
        while (names.ContainsKey(candidate));
        names.Add(candidate, (statement, at, 1));
        return candidate;
    }
}
