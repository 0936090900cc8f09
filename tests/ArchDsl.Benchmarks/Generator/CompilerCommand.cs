using BenchmarkDotNet.Running;

namespace ArchDsl.Benchmarks.Generator;

internal static class CompilerCommand
{
    public static int Run(string[] arguments) =>
        BenchmarkRunner.Run<CompilerBenchmarks>(BenchmarkSettings.Default, arguments).HasCriticalValidationErrors ? 1 : 0;
}
