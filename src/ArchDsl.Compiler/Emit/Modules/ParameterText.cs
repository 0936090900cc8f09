using ArchDsl.Compiler.Emit.Code;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>What documentation says of a constructor parameter.</summary>
internal static class ParameterText
{
    public static string Describe(string name) => name switch
    {
        "in_channels" => "Channels that go in.",
        "out_channels" => "Channels that come out.",
        "kernel" => "Height and width of the kernel.",
        "stride" => "Step in height and width.",
        "padding" => "Zeros on either side.",
        "dilation" => "Distance between taps.",
        "groups" => "Parts that see only their own channels.",
        "factor" => "How many pixels become one, in height and in width.",
        "probability" => "The share that is dropped while training.",
        _ => string.Join(" ", Identifiers.Words(name).Select((w, i) => i == 0 ? char.ToUpperInvariant(w[0]) + w.Substring(1) : w)) + ".",
    };
}
