extern alias inference;

using System.Globalization;
using System.Text.RegularExpressions;
using ArchDsl.Runtime.Gpu;
using inference::IlgpuInference;
using Xunit;
using InferenceOptions = inference::IlgpuInference.Options;

namespace ArchDsl.Examples.Tests;

public class InferenceTests
{
    [Fact]
    public void TheKernelsGiveWhatTheCpuNetworkGives()
    {
        var output = new StringWriter();
        InferenceRun.Run(output, new InferenceOptions { Images = 2, Batch = 2, OnCpu = true });
        string text = output.ToString();
        Assert.StartsWith("accelerator: CPUAccelerator", text, StringComparison.Ordinal);
        Assert.Contains("2 images in batches of 2: ", text, StringComparison.Ordinal);
        Assert.Contains("2 of 2 classified rightly", text, StringComparison.Ordinal);
        Match difference = Regex.Match(text, @"CPU network: (\S+), at scores up to (\S+)");
        Assert.InRange(Number(difference, 1), 0, 1e-4 * Number(difference, 2));
    }

    [Theory]
    [InlineData("--batch", "needs a value")]
    [InlineData("--batch 0", "from 1 to 10000")]
    [InlineData("--images 10001", "from 1 to 10000")]
    [InlineData("--slow", "'--slow'")]
    public void WrongCommandLinesSayWhy(string line, string reason) =>
        Assert.Contains(reason, Assert.Throws<inference::IlgpuInference.UsageException>(() => InferenceOptions.Parse(line.Split(' '))).Message, StringComparison.Ordinal);

    [Fact]
    public void CommandLinesAreUnderstood()
    {
        Assert.Equal(new InferenceOptions(), InferenceOptions.Parse([]));
        Assert.Equal(new InferenceOptions(20, 5, Precision.Fast, OnCpu: true), InferenceOptions.Parse(["--images", "20", "--batch", "5", "--fast", "--cpu"]));
        Assert.True(InferenceOptions.Parse(["-h"]).Help);
    }

    private static double Number(Match match, int group) => double.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);
}
