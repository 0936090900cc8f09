using ArchDsl.Runtime.Gpu;
using ArchDsl.Runtime.Weights;
using IlgpuInference;

const int Done = 0;
const int Failed = 1;
const int WrongUsage = 2;

try
{
    Options options = Options.Parse(args);
    if (options.Help)
    {
        Console.WriteLine(Options.HelpText);
    }
    else
    {
        InferenceRun.Run(Console.Out, options);
    }

    return Done;
}
catch (UsageException error)
{
    Console.Error.WriteLine($"error: {error.Message}; --help tells more");
    return WrongUsage;
}
catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidDataException or WeightsException or GpuException)
{
    Console.Error.WriteLine($"error: {error.Message}");
    return Failed;
}
