using Quickstart.Images;

namespace Quickstart.Display;

/// <summary>A picture with a few words under it.</summary>
internal sealed record Exhibit(GreyImage Image, IReadOnlyList<string> Captions);

/// <summary>Shows pictures side by side, as many in a row as the terminal is wide.</summary>
internal static class Gallery
{
    private const int Gap = 3;

    public static void Show(Terminal terminal, IReadOnlyList<Exhibit> exhibits)
    {
        int width = exhibits.Max(Width) + Gap;
        foreach (Exhibit[] row in exhibits.Chunk(Math.Max(1, terminal.Width / width)))
        {
            ShowRow(terminal, row, width);
        }
    }

    private static int Width(Exhibit exhibit) => Math.Max(exhibit.Image.Width, exhibit.Captions.Max(caption => caption.Length));

    private static void ShowRow(Terminal terminal, Exhibit[] row, int width)
    {
        IReadOnlyList<string>[] pictures = [.. row.Select(exhibit => Picture.Lines(exhibit.Image, terminal.IsRich))];
        for (int i = 0; i < pictures.Max(lines => lines.Count); i++)
        {
            // A rich line is longer than it looks: the padding counts pixels.
            terminal.Line(string.Concat(row.Select((exhibit, p) =>
                pictures[p][i] + new string(' ', width - exhibit.Image.Width))).TrimEnd(' '));
        }

        for (int i = 0; i < row.Max(exhibit => exhibit.Captions.Count); i++)
        {
            terminal.Line(string.Concat(row.Select(exhibit =>
                (i < exhibit.Captions.Count ? exhibit.Captions[i] : "").PadRight(width))).TrimEnd());
        }
    }
}
