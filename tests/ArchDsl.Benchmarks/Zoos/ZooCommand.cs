using System.Diagnostics;
using System.Globalization;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Text;
using ArchDsl.Zoo.Tests.Golden;
using Folder = ArchDsl.Zoo.Tests.Zoo;

namespace ArchDsl.Benchmarks.Zoos;

/// <summary>
/// Parses and binds every file of dsl/zoo once, all in this fresh process and each in a process of its own, then holds the networks
/// against the published figures.
/// </summary>
internal static class ZooCommand
{
    private const string Alone = "--alone";

    public static int Run(string[] arguments)
    {
        if (arguments is [Alone, string only])
        {
            Console.WriteLine(Cold(only).Milliseconds.ToString(CultureInfo.InvariantCulture));
            return 0;
        }

        (string File, int Networks, double Milliseconds)[] files = [.. Folder.Files.Select(Cold)];
        int[] rows = [.. files.Select(f => RowsOf(f.File).Count())];
        int[] equal = [.. files.Select(f => RowsOf(f.File).Count(row => Figures.Mismatches(row).Length == 0))];

        Console.WriteLine("| family | networks | published rows | equal to the digit | ms after the ones above | ms alone in a fresh process |");
        Console.WriteLine("|---|---:|---:|---:|---:|---:|");
        for (int i = 0; i < files.Length; i++)
        {
            PrintRow(Path.GetFileNameWithoutExtension(files[i].File), files[i].Networks, rows[i], equal[i], files[i].Milliseconds, InFreshProcess(files[i].File));
        }

        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"\n{files.Length} files, {files.Sum(f => f.Networks)} networks, parsed and bound in {files.Sum(f => f.Milliseconds):F0} ms from cold; {equal.Sum()} of {GoldenFile.Rows.Count} published rows equal, {GoldenFile.Rows.Count - rows.Sum()} without a network"));
        return 0;
    }

    private static IEnumerable<GoldenRow> RowsOf(string file) =>
        RowMap.Lines.Where(line => line.File == file).Select(line => GoldenFile.Rows[line.Row]);

    private static (string File, int Networks, double Milliseconds) Cold(string file)
    {
        SourceText text = Folder.Read(file);
        var watch = Stopwatch.StartNew();
        int networks = ArchCompiler.Compile(text).Networks.Count;
        return (file, networks, watch.Elapsed.TotalMilliseconds);
    }

    private static double InFreshProcess(string file)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!, [typeof(ZooCommand).Assembly.Location, "zoo", Alone, file]) { RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(Environment.ProcessPath) != "dotnet")
        {
            start.ArgumentList.RemoveAt(0);
        }

        using Process process = Process.Start(start)!;
        return double.Parse(process.StandardOutput.ReadToEnd(), CultureInfo.InvariantCulture);
    }

    private static void PrintRow(string family, int networks, int rows, int equal, double after, double alone) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {family} | {networks} | {rows} | {equal} | {after:F1} | {alone:F1} |"));
}
