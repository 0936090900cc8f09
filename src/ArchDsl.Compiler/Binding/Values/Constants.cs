using System.Globalization;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>The names that mean a value wherever no parameter, <c>let</c> or loop variable has taken them.</summary>
internal static class Constants
{
    private static readonly Dictionary<string, Value> Table = Build();

    public static IEnumerable<string> Names => Table.Keys;

    public static Value? Find(string name) => Table.TryGetValue(name, out Value? value) ? value : null;

    /// <summary>The activation as the language writes it.</summary>
    public static string NameOf(Activation activation)
    {
        string name = activation.Kind switch
        {
            ActivationKind.HardSwish => "hard_swish",
            ActivationKind.HardSigmoid => "hard_sigmoid",
            var kind => kind.ToString().ToLowerInvariant(),
        };
        return activation.Kind is ActivationKind.Leaky or ActivationKind.Elu
            ? string.Format(CultureInfo.InvariantCulture, "{0}({1})", name, activation.Alpha)
            : name;
    }

    private static Dictionary<string, Value> Build()
    {
        var table = new Dictionary<string, Value>(StringComparer.Ordinal)
        {
            ["none"] = NoneValue.Instance,
            ["auto"] = AutoValue.Instance,
            ["linear"] = NoneValue.Instance,
            ["batch"] = new NormValue(NormKind.Batch),
            ["layer"] = new NormValue(NormKind.Group),
            ["average"] = new PoolValue(PoolKind.Average),
            ["avg"] = new PoolValue(PoolKind.Average),
        };
        foreach (ActivationKind kind in Enum.GetValues(typeof(ActivationKind)))
        {
            double alpha = kind switch { ActivationKind.Leaky => 0.01, ActivationKind.Elu => 1, _ => 0 };
            var activation = new Activation(kind, alpha);
            string name = NameOf(activation);
            int parameter = name.IndexOf('(');
            table[parameter < 0 ? name : name.Substring(0, parameter)] = new ActivationValue(activation);
        }

        // The spellings of the papers and frameworks beside our own.
        table["swish"] = table["silu"];
        table["hardswish"] = table["hard_swish"];
        table["hardsigmoid"] = table["hard_sigmoid"];

        foreach (JoinKind kind in Enum.GetValues(typeof(JoinKind)))
        {
            var join = new JoinValue(kind);
            table[join.ToText()] = join;
        }

        LayerPart[] parts = [LayerPart.Conv, LayerPart.Norm, LayerPart.Act];
        foreach (LayerPart first in parts)
        {
            foreach (LayerPart second in parts.Where(p => p != first))
            {
                var order = new OrderValue(EquatableArray<LayerPart>.Of(first, second, parts.Single(p => p != first && p != second)));
                table[order.ToText()] = order;
            }
        }

        return table;
    }
}
