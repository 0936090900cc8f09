using System.Text.Json;
using ArchDsl.Benchmarks.Compare.Measuring;

namespace ArchDsl.Benchmarks.Compare.Reports;

/// <summary>The rows as an array of flat objects. What a peer that is not here would have given is null.</summary>
internal static class JsonReport
{
    private static readonly JsonSerializerOptions Style = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true, NewLine = "\n" };

    public static void Write(TextWriter output, IEnumerable<Row> rows) => output.WriteLine(JsonSerializer.Serialize(rows.Select(Of), Style));

    private static JsonRow Of(Row row) => new()
    {
        Network = row.Compared.Title,
        Batch = row.Batch,
        Threads = row.Threads,
        OursMs = Rounded(row.Own.Milliseconds),
        OnnxruntimeMs = Rounded(row.OnnxRuntime?.Milliseconds),
        PytorchMs = Rounded(row.PyTorch?.Milliseconds),
        Ratio = Rounded(row.Ratio),
        MaxRelError = row.Own.Error,
        PeakMb = Rounded(row.Own.PeakMegabytes),
        OnnxruntimePeakMb = Rounded(row.OnnxRuntime?.PeakMegabytes),
        PytorchPeakMb = Rounded(row.PyTorch?.PeakMegabytes),
        BaseMb = Rounded(row.Own.BaseMegabytes),
        OnnxruntimeBaseMb = Rounded(row.OnnxRuntime?.BaseMegabytes),
        PytorchBaseMb = Rounded(row.PyTorch?.BaseMegabytes),
        FirstResultMs = Rounded(row.Own.StartMilliseconds),
        OnnxruntimeFirstResultMs = Rounded(row.OnnxRuntime?.StartMilliseconds),
        OnnxruntimeSessionMs = Rounded(row.OnnxRuntime?.SessionMilliseconds),
        PytorchFirstResultMs = Rounded(row.PyTorch?.StartMilliseconds),
        ShareOfPeak = Rounded(row.ShareOfPeak),
        BestMs = Rounded(row.Own.Best),
        OnnxruntimeBestMs = Rounded(row.OnnxRuntime?.Best),
        PytorchBestMs = Rounded(row.PyTorch?.Best),
        Spread = Rounded(row.Own.Spread),
        Turns = row.Turns,
        QuietTurns = row.QuietTurns,
        Disagreement = row.Disagreement,
        ArenaBytes = row.Own.ArenaBytes,
        ArenaLowerBoundBytes = row.Compared.ArenaLowerBound,
        AllocatedBytes = row.Own.Allocated,
        Macs = row.Compared.Macs,
    };

    private static double? Rounded(double? value) => value is { } number ? Rounded(number) : null;

    private static double Rounded(double value) => Math.Round(value, 4);

    private sealed class JsonRow
    {
        public required string Network { get; init; }

        public required int Batch { get; init; }

        public required int Threads { get; init; }

        public required double OursMs { get; init; }

        public required double? OnnxruntimeMs { get; init; }

        public required double? PytorchMs { get; init; }

        public required double? Ratio { get; init; }

        public required double MaxRelError { get; init; }

        public required double PeakMb { get; init; }

        public required double? OnnxruntimePeakMb { get; init; }

        public required double? PytorchPeakMb { get; init; }

        public required double BaseMb { get; init; }

        public required double? OnnxruntimeBaseMb { get; init; }

        public required double? PytorchBaseMb { get; init; }

        public required double FirstResultMs { get; init; }

        public required double? OnnxruntimeFirstResultMs { get; init; }

        public required double? OnnxruntimeSessionMs { get; init; }

        public required double? PytorchFirstResultMs { get; init; }

        public required double ShareOfPeak { get; init; }

        public required double BestMs { get; init; }

        public required double? OnnxruntimeBestMs { get; init; }

        public required double? PytorchBestMs { get; init; }

        public required double Spread { get; init; }

        public required int Turns { get; init; }

        public required int QuietTurns { get; init; }

        public required double Disagreement { get; init; }

        public required long ArenaBytes { get; init; }

        public required long ArenaLowerBoundBytes { get; init; }

        public required long AllocatedBytes { get; init; }

        public required long Macs { get; init; }
    }
}
