namespace Quickstart.Dataset;

/// <summary>The ten kinds of clothing, in the order of the labels.</summary>
internal static class FashionClasses
{
    public const int Count = 10;

    public static IReadOnlyList<string> Names { get; } =
        ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"];

    /// <summary>Names of at most five letters, for the head of a table.</summary>
    public static IReadOnlyList<string> ShortNames { get; } =
        ["T-shi", "Trous", "Pullo", "Dress", "Coat", "Sanda", "Shirt", "Sneak", "Bag", "Boot"];
}
