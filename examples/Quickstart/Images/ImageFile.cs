namespace Quickstart.Images;

/// <summary>Reads a picture from a PNG or PGM file; its first bytes tell which it is, not its name.</summary>
internal static class ImageFile
{
    /// <exception cref="InvalidDataException">The file is neither, or is damaged.</exception>
    /// <exception cref="IOException">The file is missing or cannot be read.</exception>
    public static GreyImage Read(string path)
    {
        byte[] content = File.ReadAllBytes(path);
        try
        {
            return PngReader.Recognises(content) ? PngReader.Read(content)
                : PgmReader.Recognises(content) ? PgmReader.Read(content)
                : throw new InvalidDataException("is neither a PNG nor a PGM (P2, P5) picture");
        }
        catch (InvalidDataException error)
        {
            throw new InvalidDataException($"'{path}': {error.Message}", error);
        }
    }
}
