using ArchDsl.Benchmarks.Compare;
using ArchDsl.Benchmarks.Generator;
using ArchDsl.Benchmarks.Zoos;

namespace ArchDsl.Benchmarks;

internal static class Program
{
    private static readonly (string Name, string Summary, Func<string[], int> Run)[] Commands =
    [
        ("generator", "the source generator: 1, 20 and 200 files, cold and after edits", GeneratorCommand.Run),
        ("kernels", "single convolutions: GFLOP/s and share of the measured peak", Kernels.KernelsCommand.Run),
        ("compiler", "the compiler without a host: parse and bind, emit by target", CompilerCommand.Run),
        ("zoo", "the zoo cold: every file once in a fresh process, and its rows of published figures", ZooCommand.Run),
        ("compare", "generated CPU classes against ONNX Runtime and PyTorch; has options of its own: --help", CompareCommand.Run),
        ("gpu", "generated kernels against PyTorch on a CUDA GPU; without one, what their PTX says", Gpu.GpuCommand.Run),
    ];

    private static int Main(string[] arguments)
    {
        (string Name, string Summary, Func<string[], int> Run) command =
            Commands.FirstOrDefault(c => arguments.Length > 0 && c.Name == arguments[0]);
        if (command.Run is null)
        {
            Console.Error.WriteLine("usage: dotnet run -c Release --project tests/ArchDsl.Benchmarks -- COMMAND [options]");
            foreach ((string name, string summary, _) in Commands)
            {
                Console.Error.WriteLine($"  {name,-10} {summary}");
            }

            return 2;
        }

        return command.Run(arguments[1..]);
    }
}
