using Quickstart.Images;

namespace Quickstart.Dataset;

/// <summary>Images of Fashion-MNIST with the class of each.</summary>
internal sealed class FashionImages
{
    /// <summary>Rows and columns of an image.</summary>
    public const int Side = 28;

    /// <summary>Pixels of an image.</summary>
    public const int Pixels = Side * Side;

    private readonly byte[] _pixels;
    private readonly byte[] _labels;

    private FashionImages(byte[] pixels, byte[] labels)
    {
        _pixels = pixels;
        _labels = labels;
    }

    /// <summary>How many there are.</summary>
    public int Count => _labels.Length;

    /// <summary>The class of each image, an index of <see cref="FashionClasses.Names"/>.</summary>
    public ReadOnlySpan<byte> Labels => _labels;

    /// <summary>All pixels, image by image, row by row; 0 is black.</summary>
    public ReadOnlySpan<byte> AllPixels => _pixels;

    /// <summary>One image.</summary>
    public GreyImage this[int index] => new(Side, Side, _pixels.AsSpan(index * Pixels, Pixels).ToArray());

    /// <summary>Reads the two files of a set.</summary>
    /// <param name="folder">Where they lie.</param>
    /// <param name="set">What their names start with: <c>t10k</c> or <c>train</c>.</param>
    /// <exception cref="InvalidDataException">A file is damaged, or the two do not fit together.</exception>
    /// <exception cref="IOException">A file is missing or cannot be read.</exception>
    public static FashionImages Load(string folder, string set)
    {
        string imagesPath = Path.Combine(folder, $"{set}-images-idx3-ubyte.gz");
        string labelsPath = Path.Combine(folder, $"{set}-labels-idx1-ubyte.gz");
        IdxFile images = IdxFile.Read(imagesPath);
        IdxFile labels = IdxFile.Read(labelsPath);
        if (images.Sizes is not [int count, Side, Side])
        {
            throw new InvalidDataException($"'{imagesPath}' holds {string.Join(" x ", images.Sizes)}, not images of {Side} x {Side}");
        }

        if (labels.Sizes is not [int labelCount] || labelCount != count)
        {
            throw new InvalidDataException($"'{labelsPath}' holds {string.Join(" x ", labels.Sizes)} labels for {count} images");
        }

        if (labels.Values.Any(label => label >= FashionClasses.Count))
        {
            throw new InvalidDataException($"'{labelsPath}' holds a label beyond {FashionClasses.Count - 1}");
        }

        return new FashionImages(images.Values, labels.Values);
    }
}
