using System.Globalization;
using Quickstart.Classifying;
using Quickstart.Dataset;
using Quickstart.Display;

namespace Quickstart;

/// <summary>Picks the images that say most about the network.</summary>
internal static class Highlights
{
    /// <summary>The surest right answer, the least sure right one and the surest mistake; fewer where there are none.</summary>
    public static IEnumerable<Exhibit> Of(FashionImages images, Answer[] answers)
    {
        float Sureness(int i) => answers[i][answers[i].Best];
        int[] right = [.. Enumerable.Range(0, images.Count).Where(i => answers[i].Best == images.Labels[i])];
        int[] wrong = [.. Enumerable.Range(0, images.Count).Where(i => answers[i].Best != images.Labels[i])];
        int[] chosen =
        [
            .. right.OrderByDescending(Sureness).Take(1),
            .. right.OrderBy(Sureness).Take(1),
            .. wrong.OrderByDescending(Sureness).Take(1),
        ];
        return chosen.Select(i => new Exhibit(images[i], Captions(images.Labels[i], answers[i])));
    }

    private static IReadOnlyList<string> Captions(int label, Answer answer) =>
    [
        string.Create(CultureInfo.InvariantCulture, $"{FashionClasses.Names[answer.Best]}, {answer[answer.Best]:P1}"),
        answer.Best == label ? "right" : $"wrong: {FashionClasses.Names[label]}, {answer[label].ToString("P1", CultureInfo.InvariantCulture)}",
    ];
}
