namespace Quickstart.Images;

/// <summary>Reads PGM pictures: P2, numbers as text, and P5, numbers as bytes.</summary>
internal static class PgmReader
{
    private const int MaxLevels = 65535;

    public static bool Recognises(ReadOnlySpan<byte> content) => content.StartsWith("P2"u8) || content.StartsWith("P5"u8);

    /// <exception cref="InvalidDataException">The content is no well-formed PGM picture.</exception>
    public static GreyImage Read(ReadOnlySpan<byte> content)
    {
        bool text = content[1] == '2';
        int at = 2;
        int width = NextNumber(content, ref at);
        int height = NextNumber(content, ref at);
        int white = NextNumber(content, ref at);
        GreyImage.CheckSize(width, height);
        if (white is < 1 or > MaxLevels)
        {
            throw new InvalidDataException($"the brightest level is {white}, not one of 1 to {MaxLevels}");
        }

        byte[] pixels = new byte[width * height];
        if (text)
        {
            for (int i = 0; i < pixels.Length; i++)
            {
                pixels[i] = Scale(NextNumber(content, ref at), white);
            }
        }
        else
        {
            // A single blank ends the header; whatever follows it is a pixel.
            ReadBytes(content[Math.Min(at + 1, content.Length)..], pixels, white);
        }

        return new GreyImage(width, height, pixels);
    }

    private static void ReadBytes(ReadOnlySpan<byte> content, Span<byte> pixels, int white)
    {
        int size = white > 255 ? 2 : 1;
        if (content.Length < (long)pixels.Length * size)
        {
            throw new InvalidDataException("the file ends before the picture does");
        }

        for (int i = 0; i < pixels.Length; i++)
        {
            int level = size == 1 ? content[i] : (content[2 * i] << 8) | content[(2 * i) + 1];
            pixels[i] = Scale(level, white);
        }
    }

    private static byte Scale(int level, int white) => level <= white
        ? (byte)(((level * 255) + (white / 2)) / white)
        : throw new InvalidDataException($"a pixel is {level}, brighter than the brightest level {white}");

    private static int NextNumber(ReadOnlySpan<byte> content, ref int at)
    {
        SkipBlanks(content, ref at);
        int start = at;
        int number = 0;
        while (at < content.Length && char.IsAsciiDigit((char)content[at]))
        {
            number = (number * 10) + (content[at++] - '0');
            if (number > GreyImage.MaxPixels)
            {
                throw new InvalidDataException("a number is far too large");
            }
        }

        return at > start ? number
            : throw new InvalidDataException(at < content.Length ? "a number is missing" : "the file ends before the picture does");
    }

    private static void SkipBlanks(ReadOnlySpan<byte> content, ref int at)
    {
        bool comment = false;
        for (; at < content.Length; at++)
        {
            char character = (char)content[at];
            comment = comment ? character != '\n' : character == '#';
            if (!comment && !char.IsWhiteSpace(character))
            {
                return;
            }
        }
    }
}
