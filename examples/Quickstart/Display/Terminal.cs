using System.Text;

namespace Quickstart.Display;

/// <summary>Where the output goes, and what that place can show.</summary>
internal sealed class Terminal
{
    private const string Reset = "\e[0m";

    private readonly TextWriter _writer;

    /// <param name="writer">Takes the text.</param>
    /// <param name="isRich">Whether it shows colours, Unicode and a line that is written again and again.</param>
    /// <param name="width">Columns of a line.</param>
    public Terminal(TextWriter writer, bool isRich, int width)
    {
        _writer = writer;
        IsRich = isRich;
        Width = width;
    }

    /// <summary>Whether colours, Unicode and rewritten lines can be shown: a screen, not a file or a pipe.</summary>
    public bool IsRich { get; }

    /// <summary>Columns of a line.</summary>
    public int Width { get; }

    /// <summary>The console of this process; plain where it is redirected, is dumb or <c>NO_COLOR</c> is set.</summary>
    public static Terminal OfConsole()
    {
        bool isRich = !Console.IsOutputRedirected
            && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"))
            && Environment.GetEnvironmentVariable("TERM") != "dumb";
        if (isRich)
        {
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
        }

        int width = isRich ? Console.WindowWidth : 0;
        return new Terminal(Console.Out, isRich, width > 0 ? width : 100);
    }

    public void Line(string text = "") => _writer.WriteLine(text);

    public void Heading(string text) => _writer.WriteLine($"\n{Bold(text)}");

    /// <summary>Writes over the current line; nothing where lines cannot be rewritten.</summary>
    public void Rewrite(string text)
    {
        if (IsRich)
        {
            _writer.Write($"\r\e[K{text}");
        }
    }

    public string Bold(string text) => Styled(text, "1");

    public string Dim(string text) => Styled(text, "2");

    public string Green(string text) => Styled(text, "32");

    public string Red(string text) => Styled(text, "31");

    private string Styled(string text, string style) => IsRich ? $"\e[{style}m{text}{Reset}" : text;
}
