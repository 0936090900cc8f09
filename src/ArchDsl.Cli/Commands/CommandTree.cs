using System.CommandLine;

namespace ArchDsl.Cli.Commands;

/// <summary>All commands of the tool.</summary>
internal static class CommandTree
{
    public static RootCommand Create(Terminal terminal) => new("Checks, formats, summarises, compares, draws, translates and profiles neural networks written in .arch files.")
    {
        CheckCommand.Create(terminal),
        FormatCommand.Create(terminal),
        SummaryCommand.Create(terminal),
        GraphCommand.Create(terminal),
        DiffCommand.Create(terminal),
        ReportCommand.Create(terminal),
        EmitCommand.Create(terminal),
        ExportCommand.Create(terminal),
        WeightsCommand.Create(terminal),
        SpaceCommand.Create(terminal),
        SampleCommand.Create(terminal),
        ProfileCommand.Create(terminal),
        ExplainCommand.Create(terminal),
    };
}
