using ArchDsl.Runtime.Weights;
using Quickstart;
using Quickstart.Display;

const int Done = 0;
const int Failed = 1;
const int WrongUsage = 2;

try
{
    Arguments arguments = Arguments.Parse(args);
    Terminal terminal = Terminal.OfConsole();
    if (arguments.Help)
    {
        terminal.Line(Arguments.HelpText);
    }
    else if (arguments.Image is not null)
    {
        OneImage.Run(terminal, arguments.Image, arguments.Invert);
    }
    else
    {
        AllTestImages.Run(terminal);
    }

    return Done;
}
catch (UsageException error)
{
    Console.Error.WriteLine($"error: {error.Message}; --help tells more");
    return WrongUsage;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or WeightsException)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return Failed;
}
