namespace Quickstart;

/// <summary>The files that lie beside the program, wherever it is started from.</summary>
internal static class Files
{
    /// <summary>The folder of the test images and their labels.</summary>
    public static string Data => Path.Combine(AppContext.BaseDirectory, "data");

    /// <summary>The trained weights.</summary>
    public static string Weights => Path.Combine(AppContext.BaseDirectory, "fashion.safetensors");
}
