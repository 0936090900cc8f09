using System.Text;
using Quickstart.Images;

namespace Quickstart.Display;

/// <summary>Draws a grey picture with characters, two rows of pixels a line.</summary>
internal static class Picture
{
    private const string Shades = " .:-=+*#%@";

    /// <summary>The lines of the drawing, <see cref="GreyImage.Width"/> columns each.</summary>
    /// <param name="image">The picture; of an odd height, the last line's lower half is black.</param>
    /// <param name="isRich">Half blocks in shades of grey, else characters that get denser as pixels get brighter.</param>
    public static IReadOnlyList<string> Lines(GreyImage image, bool isRich)
    {
        var lines = new List<string>();
        for (int row = 0; row < image.Height; row += 2)
        {
            var line = new StringBuilder();
            for (int column = 0; column < image.Width; column++)
            {
                int upper = image[row, column];
                int lower = row + 1 < image.Height ? image[row + 1, column] : 0;
                if (isRich)
                {
                    line.Append("\e[38;5;").Append(GreyColour(upper)).Append(";48;5;").Append(GreyColour(lower)).Append("m▀");
                }
                else
                {
                    line.Append(Shades[(upper + lower) * Shades.Length / 512]);
                }
            }

            lines.Add(isRich ? line.Append("\e[0m").ToString() : line.ToString());
        }

        return lines;
    }

    // Of a terminal's 256 colours, 232 to 255 are greys from dark to light, and 16 is black.
    private static int GreyColour(int pixel) => pixel < 6 ? 16 : 232 + (pixel * 23 / 255);
}
