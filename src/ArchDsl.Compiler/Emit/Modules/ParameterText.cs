using ArchDsl.Compiler.Emit.Code;

namespace ArchDsl.Compiler.Emit.Modules;

/// <summary>What documentation says of a constructor parameter.</summary>
internal static class ParameterText
{
    public static string Describe(ModuleParameter parameter) => parameter.Name switch
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
        _ => Sentence(string.Join(" ", Identifiers.Words(parameter.Name).Select(w => w.ToLowerInvariant()))) + (parameter.Family == SlotFamily.Channels && !parameter.Name.EndsWith("channels", StringComparison.Ordinal) ? ", in channels." : "."),
    };

    private static string Sentence(string words) => char.ToUpperInvariant(words[0]) + words.Substring(1);
}
