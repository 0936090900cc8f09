namespace ArchDsl.Benchmarks.Compare.Preparation;

/// <summary>The programs in other languages, and the host of generated code, beside the benchmark's own assembly.</summary>
internal static class Drivers
{
    public static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "Compare", "Drivers", name);
}
