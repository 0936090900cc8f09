using ArchDsl.Compiler.Graph;

namespace ArchDsl.Benchmarks.Compare.Preparation;

/// <summary>Python with PyTorch: writes ONNX and TorchScript models, and runs the module in double precision.</summary>
internal sealed class PyTorchExporter
{
    private PyTorchExporter(string python)
    {
        Python = python;
        Version = Command.Run(null, python, "-c", "import torch; print(torch.__version__)").Trim();
    }

    /// <summary>The interpreter.</summary>
    public string Python { get; }

    public string Version { get; }

    /// <summary>Finds an interpreter that has PyTorch: ARCHDSL_PYTHON or one of the usual names; null where there is none.</summary>
    public static PyTorchExporter? Find() =>
        (Environment.GetEnvironmentVariable("ARCHDSL_PYTHON") is { } named ? [named] : new[] { "/usr/bin/python3", "python3", "python" })
            .FirstOrDefault(p => Command.Exists(p, "-c", "import torch, numpy")) is { } python
            ? new PyTorchExporter(python)
            : null;

    /// <summary>Exports a network whose module, weights and inputs are written.</summary>
    public void Export(NetworkFiles files, IReadOnlyList<int> batches) => Command.Run(
        null, Python, Drivers.Path("export.py"), files.Folder, files.Compared.Network.Name, string.Join(',', batches), Dimensions(files.Compared.Input));

    /// <summary>A shape as the drivers read it.</summary>
    public static string Dimensions(Shape shape) => FormattableString.Invariant($"{shape.Channels},{shape.Height},{shape.Width}");
}
