using System.Globalization;
using Quickstart.Classifying;
using Quickstart.Dataset;
using Quickstart.Display;

namespace Quickstart;

/// <summary>Classifies all test images of Fashion-MNIST and shows what came of it.</summary>
internal static class AllTestImages
{
    /// <exception cref="InvalidDataException">A file of the test images is damaged.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static void Run(Terminal terminal)
    {
        FashionImages images = FashionImages.Load(Files.Data, "t10k");
        int cores = Environment.ProcessorCount;
        (Answer[] answers, TimeSpan alone) = Classify(terminal, images, threads: 1);
        TimeSpan together = cores > 1 ? Classify(terminal, images, cores).Elapsed : alone;

        var matrix = new ConfusionMatrix(images.Labels, answers);
        terminal.Line(terminal.Bold(Text($"{matrix.Accuracy:P2} of {images.Count:N0} test images are classified right")));
        terminal.Line(Text($"{PerSecond(images, alone):N0} images a second on 1 thread")
            + (cores > 1 ? Text($", {PerSecond(images, together):N0} on {cores}") : ""));

        terminal.Heading("What they are (rows) and what they were taken for (columns)");
        ConfusionTable.Show(terminal, matrix);

        terminal.Heading("What the network costs for one image");
        CostTable.Show(terminal);

        terminal.Heading("The surest right answer, the least sure one, the surest mistake");
        Gallery.Show(terminal, [.. Highlights.Of(images, answers)]);
    }

    private static (Answer[] Answers, TimeSpan Elapsed) Classify(Terminal terminal, FashionImages images, int threads)
    {
        using var classifier = new Classifier(Files.Weights, threads);
        using var bar = new ProgressBar(terminal, threads == 1 ? "1 thread " : $"{threads} threads", images.Count);
        return classifier.Classify(images, done => bar.Report(done));
    }

    private static double PerSecond(FashionImages images, TimeSpan elapsed) => images.Count / elapsed.TotalSeconds;

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
