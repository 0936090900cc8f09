using ArchDsl.Benchmarks.Generator;
using ArchDsl.Benchmarks.Zoos;

namespace ArchDsl.Benchmarks;

internal static class Program
{
    private static readonly (string Name, string Summary, Action<string[]> Run)[] Commands =
    [
        ("generator", "the source generator: 1, 20 and 200 files, cold and after edits", GeneratorCommand.Run),
        ("compiler", "the compiler without a host: parse and bind, emit by target", CompilerCommand.Run),
        ("zoo", "the zoo cold: every file once in a fresh process, and its rows of published figures", ZooCommand.Run),
    ];

    private static int Main(string[] arguments)
    {
        (string Name, string Summary, Action<string[]> Run) command =
            Commands.FirstOrDefault(c => arguments.Length > 0 && c.Name == arguments[0]);
        if (command.Run is null)
        {
            Console.Error.WriteLine("usage: dotnet run -c Release --project tests/ArchDsl.Benchmarks -- COMMAND [options of BenchmarkDotNet]");
            foreach ((string name, string summary, _) in Commands)
            {
                Console.Error.WriteLine($"  {name,-10} {summary}");
            }

            return 2;
        }

        command.Run(arguments[1..]);
        return 0;
    }
}
