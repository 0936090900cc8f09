using System.Globalization;
using Quickstart.Classifying;
using Quickstart.Dataset;
using Quickstart.Display;
using Quickstart.Images;

namespace Quickstart;

/// <summary>Classifies a picture of the user's own.</summary>
internal static class OneImage
{
    private const int Shown = 3;

    /// <exception cref="InvalidDataException">The file is no picture of 28x28 pixels that can be read.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static void Run(Terminal terminal, string path, bool invert)
    {
        GreyImage image = ImageFile.Read(path);
        if (image.Width != FashionImages.Side || image.Height != FashionImages.Side)
        {
            throw new InvalidDataException(
                $"'{path}' is {image.Width}x{image.Height} pixels; the network takes {FashionImages.Side}x{FashionImages.Side}");
        }

        image = invert ? image.Inverted() : image;
        using var classifier = new Classifier(Files.Weights, threads: 1);
        Answer answer = classifier.Classify(image);
        IEnumerable<string> captions = answer.Ranked.Take(Shown)
            .Select(label => string.Create(CultureInfo.InvariantCulture, $"{FashionClasses.Names[label],-12} {answer[label],7:P1}"));
        Gallery.Show(terminal, [new Exhibit(image, ["", .. captions])]);
    }
}
