using System.Globalization;
using System.Text.RegularExpressions;
using ArchDsl.Testing;
using Quickstart;
using Quickstart.Classifying;
using Quickstart.Dataset;
using Quickstart.Display;
using Quickstart.Images;
using Xunit;

namespace ArchDsl.Examples.Tests;

public class QuickstartTests
{
    [Fact]
    public void TheTrainedNetworkClassifiesTheTestImages()
    {
        FashionImages images = FashionImages.Load(Files.Data, "t10k");
        using var classifier = new Classifier(Files.Weights, threads: 0);

        (Answer[] answers, _) = classifier.Classify(images, _ => { });

        var matrix = new ConfusionMatrix(images.Labels, answers);
        Assert.Equal(10_000, images.Count);
        Assert.InRange(matrix.Accuracy, 0.92, 1.0);
        Assert.All(Enumerable.Range(0, FashionClasses.Count), label => Assert.Equal(1000, matrix.Actual(label)));
    }

    [Fact]
    public void AnImageOfOnesOwnIsClassifiedFromAFile()
    {
        using var folder = new TemporaryFolder();
        FashionImages images = FashionImages.Load(Files.Data, "t10k");
        int trouser = images.Labels.IndexOf((byte)1);
        string path = folder.Write("trouser.png", PngBytes.Of(28, 28, colour: 0, channels: 1, filter: 4, images[trouser].Pixels));
        var writer = new StringWriter();

        OneImage.Run(new Terminal(writer, isRich: false, width: 80), path, invert: false);

        string[] lines = writer.ToString().ReplaceLineEndings("\n").TrimEnd('\n').Split('\n');
        Assert.Equal(14 + 4, lines.Length);
        Assert.StartsWith("Trouser", lines[^3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(28, 27)]
    [InlineData(32, 32)]
    public void AnImageOfAnotherSizeIsRefused(int width, int height)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("big.pgm", [.. System.Text.Encoding.ASCII.GetBytes($"P5 {width} {height} 255\n"), .. new byte[width * height]]);
        var error = Assert.Throws<InvalidDataException>(() => OneImage.Run(new Terminal(TextWriter.Null, false, 80), path, invert: false));
        Assert.Contains($"{width}x{height}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFileThatIsNoPictureIsNamed()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("notes.txt", "hello"u8.ToArray());
        Assert.Contains("notes.txt", Assert.Throws<InvalidDataException>(() => ImageFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void TrainingAndInferenceNormaliseAlike()
    {
        string script = File.ReadAllText(Path.Combine(Repository.Root, "examples/Quickstart/training/dataset.py"));
        Assert.Equal(Normalisation.Mean, Constant(script, "MEAN"));
        Assert.Equal(Normalisation.Deviation, Constant(script, "DEVIATION"));
        float[] values = new float[2];
        Normalisation.Apply([0, 255], values);
        Assert.Equal([-0.2860f / 0.3530f, (1 - 0.2860f) / 0.3530f], values);
    }

    [Fact]
    public void TheConfusionMatrixCounts()
    {
        Answer[] answers = [Sure(0), Sure(1), Sure(1), Sure(2)];
        var matrix = new ConfusionMatrix([0, 1, 2, 2], answers);
        Assert.Equal(0.75, matrix.Accuracy);
        Assert.Equal(1, matrix[2, 1]);
        Assert.Equal(0.5, matrix.Recall(2));
        Assert.Equal(0, matrix.Recall(9));
    }

    [Fact]
    public void ProbabilitiesAddUpHoweverLargeTheScores()
    {
        var answer = new Answer([1000, 1001, 999, 0, 0, 0, 0, 0, 0, 0]);
        Assert.Equal(1, answer.Best);
        Assert.Equal([1, 0, 2], answer.Ranked.Take(3));
        Assert.Equal(1, Enumerable.Range(0, 10).Sum(label => answer[label]), 1e-6f);
    }

    [Theory]
    [InlineData("--what", "'--what'")]
    [InlineData("a.png b.png", "one picture")]
    [InlineData("--invert", "goes with a picture")]
    public void WrongCommandLinesSayWhy(string line, string reason) =>
        Assert.Contains(reason, Assert.Throws<UsageException>(() => Arguments.Parse(line.Split(' '))).Message, StringComparison.Ordinal);

    [Fact]
    public void CommandLinesAreUnderstood()
    {
        Assert.Equal(new Arguments(null, false, false), Arguments.Parse([]));
        Assert.Equal(new Arguments("a.png", true, false), Arguments.Parse(["a.png", "--invert"]));
        Assert.True(Arguments.Parse(["-h"]).Help);
    }

    private static Answer Sure(int label)
    {
        float[] scores = new float[FashionClasses.Count];
        scores[label] = 5;
        return new Answer(scores);
    }

    private static float Constant(string script, string name) =>
        float.Parse(Regex.Match(script, $@"^{name} = ([\d.]+)$", RegexOptions.Multiline).Groups[1].Value, CultureInfo.InvariantCulture);
}
