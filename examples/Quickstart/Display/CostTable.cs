namespace Quickstart.Display;

internal static class CostTable
{
    public static void Show(Terminal terminal) => terminal.Line();
}
