using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Zoo.Tests.Golden;

/// <summary>Holds one figure of a row against what the compiler counts, by the convention of who published it.</summary>
internal static partial class Figures
{
    private const int PyclsSide = 224;

    /// <summary>What is wrong with the figures of a row.</summary>
    public static string[] Mismatches(GoldenRow row)
    {
        RowLine line = RowMap.Of(row.Id);
        return [.. row.Figures.EnumerateObject().Select(figure => Mismatch(line, row, figure)).OfType<string>()];
    }

    private static string? Mismatch(RowLine line, GoldenRow row, JsonProperty figure)
    {
        Match sized = SizedFigure().Match(figure.Name);
        return sized.Success
            ? AtSize(sized.Groups["name"].Value, Zoo.Network(line.File, line.Arch, int.Parse(sized.Groups["side"].Value, CultureInfo.InvariantCulture)), figure)
            : OfNetwork(line, row, figure);
    }

    private static string? OfNetwork(RowLine line, GoldenRow row, JsonProperty figure)
    {
        Network network = Zoo.Network(line.File, line.Arch);
        Costs total = CostReport.Of(network).Total;
        return figure.Name switch
        {
            "params" => Exact(figure, total.Params),
            "params_excl_bn" => Exact(figure, total.ParamsExcludingNorm),
            "tensors_in_state_dict" => Exact(figure, network.Weights.Count()),
            "flops" => Exact(figure, PyclsFlops(Zoo.Network(line.File, line.Arch, PyclsSide))),
            "acts" => Exact(figure, CostReport.Of(Zoo.Network(line.File, line.Arch, PyclsSide)).Total.Acts),
            "depths" => Same(figure.Name, row, Stages(network, s => s.Scopes.Count())),
            "widths" => Same(figure.Name, row, Stages(network, s => Argument(s, "width"))),
            "groups_w" => Same(figure.Name, row, Stages(network, s => Argument(s, "group"))),

            // What the stages follow from: A_regnet_follows_from_its_six_numbers. An error rate says nothing of the structure.
            "w0" or "wa" or "wm" or "depth" or "group_w" or "widths_quantized" or "top1_err" => null,
            _ => $"{figure.Name} is a figure that nothing here counts",
        };
    }

    private static string? AtSize(string name, Network network, JsonProperty figure)
    {
        Costs total = CostReport.Of(network).Total;
        return name switch
        {
            "macs" => Exact(figure, total.Macs),
            "acts" => Exact(figure, total.Acts),
            "bflops" => Within(figure, DarknetFlops(network, total) / 1e9, 1e-9),
            "timm_csv_macts" => Within(figure, total.Acts / 1e6, 0.005),
            "timm_csv_gmacs" => Within(figure, TimmMacs(network, total) / 1e9, 0.005),
            _ => $"{figure.Name} is a figure that nothing here counts",
        };
    }

    // pycls adds the biases of linear and attention layers, each once.
    private static long PyclsFlops(Network network) =>
        CostReport.Of(network).Total.Macs + network.Weights.Where(w => w.Tensor.Role == WeightRole.Bias).Sum(w => w.Tensor.Elements);

    // Two a multiply-accumulate, one a number that a shortcut adds, the window a number that a max-pool gives.
    private static double DarknetFlops(Network network, Costs total) => (2.0 * total.Macs) + network.Nodes.Sum(node => node.Operation switch
    {
        ElementwiseOperation { Kind: JoinKind.Add } or PartialAddOperation => node.Shape.Elements,
        PoolOperation { Kind: PoolKind.Max } pool => pool.Kernel.Area * node.Shape.Elements,
        _ => 0L,
    });

    // Two for every number a norm gives, as the counter behind timm's tables has it.
    private static double TimmMacs(Network network, Costs total) =>
        total.Macs + (2.0 * network.Nodes.Where(n => n.Operation is BatchNormOperation).Sum(n => n.Shape.Elements));

    private static string Stages(Network network, Func<Scope, object> of) => string.Join(
        ",", network.Root.Scopes.Where(s => s.Kind == ScopeKind.Stage && s.Scopes.FirstOrDefault()?.Kind == ScopeKind.Block).Select(of));

    private static string Argument(Scope stage, string name) => stage.Scopes.First().Arguments.Single(a => a.Name == name).Text;

    private static string? Exact(JsonProperty figure, long counted) =>
        figure.Value.GetInt64() == counted ? null : string.Create(CultureInfo.InvariantCulture, $"{figure.Name} is {figure.Value.GetInt64():N0}, counted {counted:N0}");

    private static string? Within(JsonProperty figure, double counted, double tolerance) =>
        Math.Abs(figure.Value.GetDouble() - counted) <= tolerance + 1e-9
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"{figure.Name} is {figure.Value.GetDouble()}, counted {counted}");

    private static string? Same(string name, GoldenRow row, string counted) =>
        row.List(name) == counted ? null : $"{name} are {row.List(name)}, counted {counted}";

    [GeneratedRegex("^(?<name>[a-z_]+)_(?<side>[0-9]+)$")]
    private static partial Regex SizedFigure();
}
