using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;
using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Simd;
using Microsoft.Win32.SafeHandles;

namespace Networks;

internal delegate void Forward(ReadOnlySpan<float> input, Span<float> output);

internal sealed record Loaded(CpuProgram Program, Forward Run, int InputFloats, int OutputFloats);

/// <summary>
/// Answers "run N" on standard input with the milliseconds of N runs of one network.
/// Arguments: network weights input output batch threads width.
/// </summary>
internal static class Host
{
    // On Unix without System.Console, which takes two milliseconds to load.
    private static readonly Stream Output = OperatingSystem.IsWindows()
        ? Console.OpenStandardOutput() : new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, bufferSize: 0);

    private static int Main(string[] arguments)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        int batch = int.Parse(arguments[4]);
        var options = new CpuOptions(int.Parse(arguments[5]), (SimdWidth)int.Parse(arguments[6]));
        double baseline = ResidentBytes() / (1024.0 * 1024);
        long start = Stopwatch.GetTimestamp();
        Loaded network = Catalog.Load(arguments[0], arguments[1], options);
        double loaded = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        var input = new float[batch * network.InputFloats];
        var output = new float[batch * network.OutputFloats];
        using (FileStream file = File.OpenRead(arguments[2]))
        {
            file.ReadExactly(MemoryMarshal.AsBytes(input.AsSpan()));
        }

        double first = Time(network, input, output);
        File.WriteAllBytes(arguments[3], MemoryMarshal.AsBytes(output.AsSpan()));
        int bits = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;
        Say($"{{\"load_ms\":{loaded:F3},\"first_ms\":{first:F3},\"base_mb\":{baseline:F2},\"arena_bytes\":{network.Program.ArenaBytes},\"machine_bits\":{bits}}}");
        while (Console.ReadLine() is { } line && line.StartsWith("run ", StringComparison.Ordinal))
        {
            var times = new double[int.Parse(line.AsSpan(4))];
            long before = GC.GetTotalAllocatedBytes(precise: true);
            for (int i = 0; i < times.Length; i++)
            {
                times[i] = Time(network, input, output);
            }

            long allocated = GC.GetTotalAllocatedBytes(precise: true) - before;
            Say($"{{\"ms\":[{Listed(times)}],\"allocated\":{allocated}}}");
        }

        network.Program.Dispose();
        return 0;
    }

    // Apart from what runs before the first result, so that this need not wait for LINQ.
    private static string Listed(double[] times) => string.Join(',', times.Select(t => t.ToString("F4", CultureInfo.InvariantCulture)));

    private static double Time(Loaded network, float[] input, float[] output)
    {
        long start = Stopwatch.GetTimestamp();
        network.Run(input, output);
        return Stopwatch.GetElapsedTime(start).TotalMilliseconds;
    }

    // Environment.WorkingSet and Console.Out would each have the JIT compile a dozen methods before the first result.
    private static long ResidentBytes()
    {
        const string Statistics = "/proc/self/statm";
        if (!File.Exists(Statistics))
        {
            return Environment.WorkingSet;
        }

        string[] pages = File.ReadAllText(Statistics).Split(' ');
        return long.Parse(pages[1]) * Environment.SystemPageSize;
    }

    private static void Say(string answer) => Output.Write(Encoding.UTF8.GetBytes(answer + "\n"));
}
