using System.Diagnostics;

namespace Quickstart.Display;

/// <summary>A line that fills up while work is done. It costs next to nothing and shows nothing in a file or a pipe.</summary>
internal sealed class ProgressBar : IDisposable
{
    private const int Cells = 30;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly Terminal _terminal;
    private readonly string _title;
    private readonly int _total;
    private long _shown;

    public ProgressBar(Terminal terminal, string title, int total)
    {
        _terminal = terminal;
        _title = title;
        _total = total;
        Show(0, "");
    }

    /// <param name="done">How much of the total is done.</param>
    /// <param name="note">What stands behind the bar.</param>
    public void Report(int done, string note = "")
    {
        if (_terminal.IsRich && Stopwatch.GetElapsedTime(_shown) >= Pause)
        {
            Show(done, note);
        }
    }

    /// <summary>Takes the bar away.</summary>
    public void Dispose() => _terminal.Rewrite("");

    private void Show(int done, string note)
    {
        _shown = Stopwatch.GetTimestamp();
        int filled = (int)((long)Cells * done / Math.Max(1, _total));
        string bar = new string('━', filled) + _terminal.Dim(new string('━', Cells - filled));
        _terminal.Rewrite(FormattableString.Invariant($"{_title}  {bar}  {done:N0}/{_total:N0}  {note}"));
    }
}
