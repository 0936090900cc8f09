using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ArchDsl.Benchmarks.Compare.Engines;

/// <summary>How long an engine takes to its first result.</summary>
/// <param name="Milliseconds">From the start of its process, as this process sees it.</param>
/// <param name="SessionMilliseconds">From the loaded library, as the engine sees it: what loading the model and the first run take.</param>
internal readonly record struct StartUp(double Milliseconds, double SessionMilliseconds);

/// <summary>A process with one network loaded. It blocks on its standard input while others are measured.</summary>
internal sealed class EngineProcess : IDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _errors = new();
    private readonly JsonElement _ready;
    private long? _allocated;

    /// <summary>Starts the process and waits for its first result.</summary>
    /// <exception cref="CompareException">There is none.</exception>
    public EngineProcess(Engine engine, ProcessStartInfo start, string output)
    {
        Engine = engine;
        File.Delete(output);
        start.RedirectStandardInput = start.RedirectStandardOutput = start.RedirectStandardError = true;
        _process = new Process { StartInfo = start };
        _process.ErrorDataReceived += (_, line) => _errors.AppendLine(line.Data);
        long begin = Stopwatch.GetTimestamp();
        try
        {
            _process.Start();
        }
        catch (Win32Exception e)
        {
            throw new CompareException($"{engine.Name} cannot be started: {e.Message}");
        }

        _process.BeginErrorReadLine();
        _ready = Answer();
        StartUp = new StartUp(Stopwatch.GetElapsedTime(begin).TotalMilliseconds, Figure("load_ms") + Figure("first_ms"));
        Output = MemoryMarshal.Cast<byte, float>(File.ReadAllBytes(output)).ToArray();
        PeakMegabytes = Peak();
    }

    public Engine Engine { get; }

    public StartUp StartUp { get; }

    /// <summary>The first result, a whole batch.</summary>
    public float[] Output { get; }

    /// <summary>The most memory the process had resident so far.</summary>
    public double PeakMegabytes { get; private set; }

    /// <summary>
    /// Bytes that the managed runs of a turn allocated, the least of any turn since the warm-up; 0 for the peers. What runs
    /// allocate every turn has; what the runtime takes for itself now and then not.
    /// </summary>
    public long Allocated => _allocated ?? 0;

    /// <summary>A figure of the engine's own about its start: load_ms, first_ms, base_mb, arena_bytes, machine_bits; 0 where it gives none.</summary>
    public double Figure(string name) => _ready.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : 0;

    /// <summary>Runs the network.</summary>
    /// <returns>The milliseconds of each run.</returns>
    public double[] Run(int times)
    {
        _process.StandardInput.Write(string.Create(CultureInfo.InvariantCulture, $"run {times}\n"));
        _process.StandardInput.Flush();
        JsonElement answer = Answer();
        PeakMegabytes = Peak();
        if (answer.TryGetProperty("allocated", out JsonElement bytes))
        {
            _allocated = Math.Min(_allocated ?? long.MaxValue, bytes.GetInt64());
        }

        return answer.GetProperty("ms").EnumerateArray().Select(v => v.GetDouble()).ToArray();
    }

    /// <summary>Forgets what was allocated so far.</summary>
    public void EndWarmUp() => _allocated = null;

    public void Dispose()
    {
        try
        {
            _process.StandardInput.Close();
            if (!_process.WaitForExit(TimeSpan.FromSeconds(10)))
            {
                _process.Kill(entireProcessTree: true);
            }
        }
        catch (IOException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    private double Peak()
    {
        _process.Refresh();
        return _process.PeakWorkingSet64 / (1024.0 * 1024);
    }

    private JsonElement Answer()
    {
        string? line = _process.StandardOutput.ReadLine();
        if (line is not null)
        {
            using JsonDocument document = JsonDocument.Parse(line);
            return document.RootElement.Clone();
        }

        _process.WaitForExit();
        string text = _errors.ToString().Trim();
        throw new CompareException($"{Engine.Name} ended with code {_process.ExitCode}: {text[Math.Max(0, text.Length - 1000)..]}");
    }
}
