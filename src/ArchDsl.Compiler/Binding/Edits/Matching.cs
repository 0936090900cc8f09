using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;

namespace ArchDsl.Compiler.Binding;

/// <summary>Holds a statement against a pattern: its arguments, with the defaults that hold here, and its place.</summary>
internal sealed partial class Elaborator
{
    private readonly List<EditPlace> _places = [];
    private readonly List<string> _stagesSeen = [];

    // Runs something with a place around it, for `within` and `except`.
    private void InPlace(string? stage, string?[] names, Action run)
    {
        _places.Add(new EditPlace(stage, names.Where(n => n is not null).ToArray()!));
        run();
        _places.RemoveAt(_places.Count - 1);
    }

    /// <summary>The arguments with what <c>auto</c> means here in its place.</summary>
    private static IReadOnlyDictionary<string, Value> Effective(BoundArguments? bound, Frame frame)
    {
        var values = new Dictionary<string, Value>(StringComparer.Ordinal);
        foreach (KeyValuePair<string, Value> argument in bound?.All ?? [])
        {
            values[argument.Key] = (argument.Key, argument.Value) switch
            {
                ("out", AutoValue) when frame.Current is not null => new NumberValue(frame.Current.Shape.Channels),
                ("norm" or "kind", AutoValue) when bound!.Signature.Owner != "act" => (Value?)frame.Defaults.Norm ?? NoneValue.Instance,
                ("act" or "kind", AutoValue) => (Value?)frame.Defaults.Act ?? NoneValue.Instance,
                ("order", AutoValue) => frame.Defaults.Order ?? OrderValue.Default,
                ("stride", AutoValue) => bound!["kernel"],
                _ => argument.Value,
            };
        }

        if (values.TryGetValue("bias", out Value? bias) && bias is AutoValue)
        {
            values["bias"] = new BoolValue(values["norm"] is NoneValue);
        }

        if (values.TryGetValue("pad", out Value? pad) && pad is AutoValue && values["kernel"] is ListValue kernel && values["dilation"] is ListValue dilation)
        {
            values["pad"] = new ListValue(Text.EquatableArrayExtensions.ToEquatableArray(kernel.Items.Zip(dilation.Items, HalfOf)));
        }

        return values;
    }

    private static Value HalfOf(Value kernel, Value dilation) => kernel is NumberValue k && dilation is NumberValue d
        ? new NumberValue(Rational.Create(((((k.Number - 1) * d.Number) + 1) / 2).Floor(), 1))
        : AutoValue.Instance;

    // What keeps a statement of the right name from matching; null where it matches. The more of the pattern it meets, the nearer a miss it is.
    private NearMiss? Mismatch(Edit edit, string[] names, BoundArguments? bound, IReadOnlyDictionary<string, Value> arguments)
    {
        int position = 0;
        int met = 0;
        foreach ((ArgumentSyntax syntax, string? name) in edit.Pattern.Arguments)
        {
            Parameter? parameter = name is null ? bound?.Signature.Parameters.ElementAtOrDefault(position++) : bound?.Signature.Find(name);
            if (parameter is null)
            {
                return new NearMiss(met, $"which has no {(name is null ? "such argument" : $"`{name}`")}");
            }

            Value wanted = _evaluator.Evaluate(syntax.Value, edit.Origin, parameter.Type);
            if (wanted is not (NoneValue or AutoValue))
            {
                wanted = Coercion.To(parameter.Type, wanted, new ParameterName(parameter.Name, names[0]), edit.Origin.File.LocationOf(syntax.Value), _diagnostics);
            }

            if (!arguments[parameter.Name].Equals(wanted))
            {
                return new NearMiss(met, $"whose `{parameter.Name}` is {arguments[parameter.Name]}");
            }

            met++;
        }

        if (edit.Pattern.Within.Count > 0 && !edit.Pattern.Within.Any(StandsIn))
        {
            return new NearMiss(met, _places.Count == 0 ? "which stands in no other" : $"which stands in {string.Join(", ", _places.Select(p => $"`{p.Names[p.Names.Count - 1]}`"))}");
        }

        return edit.Pattern.Except.Any(e => StandsIn(e) || IsItself(e, names)) ? new NearMiss(met, "which is excepted") : null;
    }

    private bool StandsIn(PlaceRange range) => range.Last is null
        ? _places.Any(p => p.Names.Contains(range.First))
        : _places.Select(p => p.Stage).LastOrDefault(s => s is not null) is { } stage && IsBetween(stage, range);

    // Of stages a range names each one.
    private bool IsItself(PlaceRange range, string[] names) => range.Last is null
        ? names.Contains(range.First)
        : names[0] is "stage" or "head" && IsBetween(names[1], range);

    // Stages run in order: where the last one was not seen, it is still to come.
    private bool IsBetween(string stage, PlaceRange range)
    {
        (int first, int last, int at) = (_stagesSeen.IndexOf(range.First), _stagesSeen.IndexOf(range.Last!), _stagesSeen.IndexOf(stage));
        return first >= 0 && first <= at && (last < 0 || at <= last);
    }
}
