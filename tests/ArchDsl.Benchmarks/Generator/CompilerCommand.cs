using BenchmarkDotNet.Running;

namespace ArchDsl.Benchmarks.Generator;

internal static class CompilerCommand
{
    public static void Run(string[] arguments) =>
        BenchmarkRunner.Run<CompilerBenchmarks>(BenchmarkSettings.Default, arguments);
}
