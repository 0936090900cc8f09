using System.Text;

namespace ArchDsl.Cli;

internal static class Program
{
    private static int Main(string[] arguments)
    {
        Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        return Tool.Run(arguments, Terminal.OfProcess());
    }
}
