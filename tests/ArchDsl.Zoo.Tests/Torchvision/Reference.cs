using ArchDsl.Runtime.Weights;
using ArchDsl.Testing;

namespace ArchDsl.Zoo.Tests.Torchvision;

/// <summary>torchvision's implementation of a network with weights drawn at random, saved as its users save it.</summary>
internal sealed class Reference : IDisposable
{
    // Norms with statistics of their own: with those of a fresh network a wrong order of channels would not show.
    private const string Save =
        """
        import sys, torch, torchvision.models as models
        folder, name, sizes = sys.argv[1], sys.argv[2], [tuple(map(int, s.split("x"))) for s in sys.argv[3:]]
        torch.manual_seed(len(name))
        net = getattr(models, name)(**({"init_weights": False} if name.startswith("vgg") else {})).eval()
        with torch.no_grad():
            for m in net.modules():
                if isinstance(m, torch.nn.BatchNorm2d):
                    m.weight.uniform_(0.5, 1.5)
                    m.bias.normal_(0, 0.3)
                    m.running_mean.normal_(0, 0.3)
                    m.running_var.uniform_(0.5, 1.5)
            torch.save(net.state_dict(), f"{folder}/weights.pth")
            runs = {}
            for h, w in sizes:
                runs[f"{h}x{w}.x"] = x = torch.randn(1, 3, h, w)
                runs[f"{h}x{w}.y"] = net(x)
            torch.save(runs, f"{folder}/runs.pth")
        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("archdsl");
    private readonly WeightsFile _runs;

    public Reference(string name, IEnumerable<string> sizes)
    {
        int code = PyTorch.Run(["-c", Save, _folder.FullName, name, .. sizes], out string errors);
        Assert.True(code == 0, errors);
        _runs = WeightsFile.Open(Path.Combine(_folder.FullName, "runs.pth"));
    }

    /// <summary>The file of weights.</summary>
    public string Weights => Path.Combine(_folder.FullName, "weights.pth");

    public float[] Input(string size) => _runs.ReadFloats(size + ".x");

    public float[] Output(string size) => _runs.ReadFloats(size + ".y");

    public void Dispose()
    {
        _runs.Dispose();
        _folder.Delete(recursive: true);
    }
}
