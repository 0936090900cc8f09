using BenchmarkDotNet.Running;

namespace ArchDsl.Benchmarks.Generator;

internal static class GeneratorCommand
{
    public static int Run(string[] arguments) =>
        BenchmarkRunner.Run<GeneratorBenchmarks>(BenchmarkSettings.Default, arguments).HasCriticalValidationErrors ? 1 : 0;
}
