using System.Globalization;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Binding;
using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Cli.Spaces;

/// <summary>Writes sampled networks, one a line: the arguments of the arch, then every cost.</summary>
internal sealed class SampleRows(DesignSpace space, SpaceSampler sampler, bool isCsv)
{
    /// <summary>The names of the columns; empty where each row has them.</summary>
    public string Header => isCsv
        ? string.Join(',', space.Parameters.SelectMany(Columns).Concat(Costs.MetricNames).Select(Quoted)) + "\n"
        : "";

    public string Row(SampledNetwork network)
    {
        var row = new StringBuilder(256);
        if (isCsv)
        {
            AppendCsv(row, network);
        }
        else
        {
            AppendJson(row, network);
        }

        return row.Append('\n').ToString();
    }

    private static IEnumerable<string> Columns(SpaceParameter parameter) => parameter.Elements is { } count
        ? Enumerable.Range(0, count).Select(i => string.Create(CultureInfo.InvariantCulture, $"{parameter.Name}[{i}]"))
        : [parameter.Name];

    private void AppendCsv(StringBuilder row, SampledNetwork network)
    {
        foreach ((SpaceParameter parameter, Value value) in sampler.ValuesAt(network.Point))
        {
            foreach (Value item in parameter.Elements is null ? new[] { value } : ((ListValue)value).Items.AsEnumerable())
            {
                row.Append(Quoted(item is TextValue text ? text.Text : item is NumberValue number ? Number(number.Number) ?? item.ToText() : item.ToText())).Append(',');
            }
        }

        foreach (string metric in Costs.MetricNames)
        {
            row.Append(CultureInfo.InvariantCulture, $"{network.Costs.Metric(metric)}").Append(',');
        }

        row.Length--;
    }

    private void AppendJson(StringBuilder row, SampledNetwork network)
    {
        row.Append("{\"arguments\":{");
        foreach ((SpaceParameter parameter, Value value) in sampler.ValuesAt(network.Point))
        {
            row.Append('"').Append(parameter.Name).Append("\":");
            AppendJson(row, value);
            row.Append(',');
        }

        row.Length -= space.Parameters.Count > 0 ? 1 : 0;
        row.Append('}');
        foreach (string metric in Costs.MetricNames)
        {
            row.Append(CultureInfo.InvariantCulture, $",\"{metric}\":{network.Costs.Metric(metric)}");
        }

        row.Append('}');
    }

    // What JSON has no form for is a text as the language writes it.
    private static void AppendJson(StringBuilder row, Value value)
    {
        switch (value)
        {
            case NumberValue number when Number(number.Number) is { } digits:
                row.Append(digits);
                break;
            case BoolValue:
                row.Append(value.ToText());
                break;
            case ListValue list:
                row.Append('[');
                for (int i = 0; i < list.Items.Count; i++)
                {
                    row.Append(i > 0 ? "," : "");
                    AppendJson(row, list.Items[i]);
                }

                row.Append(']');
                break;
            default:
                row.Append('"').Append(JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(value is TextValue text ? text.Text : value.ToText())).Append('"');
                break;
        }
    }

    // All digits of a number; null where they have no end.
    private static string? Number(Rational number)
    {
        if (number.IsInteger)
        {
            return number.Numerator.ToString(CultureInfo.InvariantCulture);
        }

        BigInteger scale = 1;
        for (int places = 1; places <= 60; places++)
        {
            scale *= 10;
            if ((scale % number.Denominator).IsZero)
            {
                string digits = BigInteger.Abs(number.Numerator * (scale / number.Denominator)).ToString(CultureInfo.InvariantCulture).PadLeft(places + 1, '0');
                return $"{(number.Sign < 0 ? "-" : "")}{digits[..^places]}.{digits[^places..]}";
            }
        }

        return null;
    }

    private static string Quoted(string cell) =>
        cell.AsSpan().ContainsAny(",\"\r\n") ? $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"" : cell;
}
