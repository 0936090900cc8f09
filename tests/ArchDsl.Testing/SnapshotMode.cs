namespace ArchDsl.Testing;

/// <summary>Whether mismatches are accepted: never on CI, whatever else the environment says.</summary>
internal readonly record struct SnapshotMode(bool Accept, bool Ci)
{
    public const string AcceptVariable = "ARCHDSL_ACCEPT";

    public static SnapshotMode Current { get; } = From(Environment.GetEnvironmentVariable);

    public static SnapshotMode From(Func<string, string?> variable)
    {
        bool ci = IsOn(variable("CI"));
        return new SnapshotMode(IsOn(variable(AcceptVariable)) && !ci, ci);
    }

    private static bool IsOn(string? value) =>
        value is not null && (value == "1" || value.Equals("true", StringComparison.OrdinalIgnoreCase));
}
