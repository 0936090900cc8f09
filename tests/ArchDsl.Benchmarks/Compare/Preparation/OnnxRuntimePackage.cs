namespace ArchDsl.Benchmarks.Compare.Preparation;

/// <summary>ONNX Runtime's CPU build as npm has it, in a folder of the user's own.</summary>
internal static class OnnxRuntimePackage
{
    public const string Version = "1.30.0";

    /// <summary>The folder with the package, installed the first time.</summary>
    /// <exception cref="CompareException">There is no npm, or it could not install the package.</exception>
    public static string Install()
    {
        string cache = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        string folder = Path.Combine(cache.Length > 0 ? cache : Path.GetTempPath(), "archdsl-benchmarks", $"onnxruntime-node-{Version}");
        if (!Directory.Exists(Path.Combine(folder, "node_modules", "onnxruntime-node")))
        {
            Directory.CreateDirectory(folder);
            string npm = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

            // The install script would fetch GPU libraries; the CPU library is in the package.
            Command.Run(folder, npm, "install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", $"onnxruntime-node@{Version}");
        }

        return folder;
    }
}
