namespace ArchDsl.Cli.Pictures;

/// <summary>The drawing's own style sheet. A page around it may override any of it by a longer selector.</summary>
internal static class PictureStyle
{
    public static string Sheet { get; } = "\n"
        + "    .picture text { font-family: \"Helvetica Neue\", Helvetica, Arial, \"Liberation Sans\", sans-serif; font-size: 11px; fill: #1f2328 }\n"
        + "    .picture .name { font-size: 19px; font-weight: bold }\n"
        + "    .picture .title { font-size: 12px; font-weight: bold }\n"
        + "    .picture .halo { paint-order: stroke; stroke: #ffffff; stroke-width: 4px; stroke-linejoin: round }\n"
        + "    .picture .stage-halo { stroke: #f4f6f8 }\n"
        + "    .picture .strong { font-weight: bold }\n"
        + "    .picture .faint { fill: #59636e; font-size: 10px }\n"
        + "    .picture .end { text-anchor: end }\n"
        + "    .picture .middle { text-anchor: middle }\n"
        + "    .page { fill: #ffffff }\n"
        + "    .frame { fill: #ffffff; stroke: #c2c8d0 }\n"
        + "    .frame.stage { fill: #f4f6f8; stroke: #aab2bd }\n"
        + "    .box { stroke: #3d4650; stroke-width: 0.7 }\n"
        + "    .joint { fill: #ffffff; stroke: #3d4650 }\n"
        + "    .line { fill: none; stroke: #57606a; stroke-width: 1.2 }\n"
        + "    .way { fill: none; stroke: #8250a8; stroke-width: 1.4 }\n"
        + "    .tip { fill: #57606a }\n"
        + "    .way.tip { fill: #8250a8; stroke: none }\n"
        + "    .q0 { fill: #e7eaee }\n"
        + string.Concat(Ramp.OnLight.Select((colour, i) => FormattableString.Invariant($"    .q{i + 1} {{ fill: {colour} }}\n")))
        + "  ";
}
