using BenchmarkDotNet.Running;

namespace ArchDsl.Benchmarks.Generator;

internal static class GeneratorCommand
{
    public static void Run(string[] arguments) =>
        BenchmarkRunner.Run<GeneratorBenchmarks>(BenchmarkSettings.Default, arguments);
}
