using ArchDsl.Runtime;
using ArchDsl.Runtime.Weights;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Commands;

public sealed class WeightsCommandTests : IDisposable
{
    private const string Net = """
        arch Net(runtime classes = 3) {
            input image: 2x4x4
            stage stem { conv 1x1, 4, norm: batch }
            head { globalpool; linear classes as fc }
            weights torch { rename "stem.conv1.conv", "features.0"; rename "stem.conv1.norm", "features.1"; rename "head.fc", "fc" }
        }
        arch Wide = Net(classes: 5)

        """;

    private readonly ToolRun _tool = new ToolRun().With("net.arch", Net).With("broken.arch", Samples.Broken);

    [Theory]
    [InlineData("", "own")]
    [InlineData("torch", "torch")]
    public void AFileThatFitsIsSaidTo(string dialect, string names)
    {
        Write("in.safetensors", dialect);
        Assert.Equal((ExitCode.Ok, ""), (Weights("check", "in.safetensors"), _tool.Error));
        Assert.Equal($"in.safetensors: 7 tensors under the names of {names} fit Net\n", _tool.Out);
        Assert.Equal(ExitCode.Ok, Weights("check", "in.safetensors", "--from", names));
    }

    [Fact]
    public void WhatDoesNotFitIsListedInTheNamesOfTheFile()
    {
        SafetensorsWriter.Write(_tool.PathOf("in.safetensors"), Tensors("torch").Where(t => t.Info.Key != "features.1.bias").Select(t => t.Info.Key == "fc.weight" ? WeightData.FromFloats("fc.weight", new TensorShape(9, 4), new float[36]) : t)
            .Append(WeightData.FromFloats("aux.weight", new TensorShape(1), [1])));
        Assert.Equal(ExitCode.ErrorsFound, Weights("check", "in.safetensors"));
        Assert.Empty(_tool.Out);
        Assert.Equal(
            """
            in.safetensors does not fit Net under the names of torch: 3 problems
              'features.1.bias' of shape 4 is missing
              'fc.weight' has shape 9x4, but the network needs 3x4
              'aux.weight' of shape 1 is not part of the network

            """.ReplaceLineEndings("\n"), _tool.Error);
    }

    [Fact]
    public void ConvertingThereAndBackGivesTheSameFile()
    {
        Write("own.safetensors", "");
        Assert.Equal((ExitCode.Ok, ""), (Weights("convert", "own.safetensors", "--to", "torch", "-o", "torch.safetensors"), _tool.Error));
        Assert.Equal("torch.safetensors: 7 tensors of Net, from the names of own to those of torch\n", _tool.Out);
        using (WeightsFile file = WeightsFile.Open(_tool.PathOf("torch.safetensors")))
        {
            Assert.Equal(Tensors("torch").Select(t => t.Info.Key), file.Keys);
            Assert.Equal("pt", file.Metadata["format"]);
        }

        Assert.Equal(ExitCode.Ok, Weights("convert", "torch.safetensors", "--from", "torch", "-o", "back.safetensors"));
        Assert.Equal(ExitCode.Ok, Weights("convert", "own.safetensors", "-o", "own.safetensors"));
        Assert.Equal(File.ReadAllBytes(_tool.PathOf("own.safetensors")), File.ReadAllBytes(_tool.PathOf("back.safetensors")));
    }

    [Fact]
    public void NothingIsWrittenWhereTheFileDoesNotFit()
    {
        Write("in.safetensors", "torch");
        _tool.With("out.safetensors", "as it was");
        Assert.Equal(ExitCode.ErrorsFound, _tool.Run("weights", "convert", "net.arch", "in.safetensors", "--arch", "Wide", "-o", "out.safetensors"));
        Assert.Contains("'fc.weight' has shape 3x4, but the network needs 5x4", _tool.Error, StringComparison.Ordinal);
        Assert.Equal("as it was", _tool.Read("out.safetensors"));
        Assert.Equal(4, Directory.GetFiles(_tool.Directory).Length);
    }

    [Fact]
    public void FoldersAreMadeAndWhatCannotBeWrittenIsSaid()
    {
        Write("in.safetensors", "");
        Assert.Equal(ExitCode.Ok, Weights("convert", "in.safetensors", "-o", "new/folder/out.safetensors"));
        Assert.True(File.Exists(_tool.PathOf("new/folder/out.safetensors")));
        Assert.Equal(ExitCode.Usage, Weights("convert", "in.safetensors", "-o", "in.safetensors/out.safetensors"));
        Assert.StartsWith("archdsl: in.safetensors/out.safetensors cannot be written: ", _tool.Error, StringComparison.Ordinal);
    }

    [PyTorchTheory]
    [InlineData("import torch, sys; torch.save({'state_dict': {'module.' + k: v.half() for k, v in torch.nn.ModuleDict({'features': torch.nn.Sequential(torch.nn.Conv2d(2, 4, 1, bias=False), torch.nn.BatchNorm2d(4)), 'fc': torch.nn.Linear(4, 3)}).state_dict().items()}}, sys.argv[1])")]
    public void ACheckpointIsConvertedInItsOwnPrecision(string script)
    {
        Assert.True(PyTorch.Run(["-c", script, _tool.PathOf("in.pth")], out string errors) == 0, errors);
        Assert.Equal((ExitCode.Ok, ""), (Weights("convert", "in.pth", "--from", "torch", "-o", "out.safetensors"), _tool.Error));
        using WeightsFile file = WeightsFile.Open(_tool.PathOf("out.safetensors"));
        Assert.Equal(WeightType.Float16, file["stem.conv1.conv.weight"].Type);
        Assert.Equal(8, file.Count);
    }

    [Fact]
    public void KeysAreListed()
    {
        Assert.Equal((ExitCode.Ok, ""), (_tool.Run("weights", "keys", "net.arch", "--arch", "Net", "--dialect", "torch"), _tool.Error));
        Assert.StartsWith(
            """
            key                                  torch                           shape
            stem.conv1.conv.weight               features.0.weight               4x2x1x1
            stem.conv1.norm.weight               features.1.weight               4

            """.ReplaceLineEndings("\n"), _tool.Out, StringComparison.Ordinal);
        Assert.Equal(ExitCode.Ok, _tool.Run("weights", "keys", "net.arch", "--arch", "Net"));
        Assert.StartsWith("key                                  shape\n", _tool.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ExitCode.Usage, "there is no file missing.pth", "check", "net.arch", "missing.pth", "--arch", "Net")]
    [InlineData(ExitCode.Usage, "Net has no `weights torhc`\n  help: did you mean torch?", "check", "net.arch", "in.safetensors", "--arch", "Net", "--from", "torhc")]
    [InlineData(ExitCode.Usage, "Net has no `weights timm`\n  help: there are torch, own", "keys", "net.arch", "--arch", "Net", "--dialect", "timm")]
    [InlineData(ExitCode.Usage, "holds several networks", "check", "net.arch", "in.safetensors")]
    [InlineData(ExitCode.Usage, "see: archdsl weights convert --help", "convert", "net.arch", "in.safetensors", "--arch", "Net")]
    [InlineData(ExitCode.ErrorsFound, "archdsl: net.arch: neither safetensors nor saved by PyTorch or TorchSharp", "check", "net.arch", "net.arch", "--arch", "Net")]
    [InlineData(ExitCode.ErrorsFound, "broken.arch(3,", "check", "broken.arch", "in.safetensors")]
    public void WhatIsWrongIsSaid(int code, string message, params string[] arguments)
    {
        Write("in.safetensors", "");
        Assert.Equal(code, _tool.Run(["weights", .. arguments]));
        Assert.Contains(message, _tool.Error, StringComparison.Ordinal);
        Assert.Empty(_tool.Out);
    }

    public void Dispose() => _tool.Dispose();

    private int Weights(string command, string file, params string[] rest) => _tool.Run(["weights", command, "net.arch", file, "--arch", "Net", .. rest]);

    private void Write(string path, string dialect) => SafetensorsWriter.Write(_tool.PathOf(path), Tensors(dialect));

    private static IEnumerable<WeightData> Tensors(string dialect)
    {
        (string Own, string Torch, long[] Shape)[] all =
        [
            ("stem.conv1.conv.weight", "features.0.weight", [4, 2, 1, 1]),
            ("stem.conv1.norm.weight", "features.1.weight", [4]),
            ("stem.conv1.norm.bias", "features.1.bias", [4]),
            ("stem.conv1.norm.running_mean", "features.1.running_mean", [4]),
            ("stem.conv1.norm.running_var", "features.1.running_var", [4]),
            ("head.fc.weight", "fc.weight", [3, 4]),
            ("head.fc.bias", "fc.bias", [3]),
        ];
        return all.Select((t, i) => WeightData.FromFloats(
            dialect.Length == 0 ? t.Own : t.Torch, new TensorShape(t.Shape), Enumerable.Range(0, (int)t.Shape.Aggregate(1L, (a, b) => a * b)).Select(j => i + (j / 8f)).ToArray()));
    }
}
