using ArchDsl.Runtime.Weights;
using Xunit;

namespace ArchDsl.Runtime.Tests.Weights;

public sealed class WeightsFileTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archdsl-weights-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TheFormatIsChosenByContent()
    {
        string dat = PathOf("really.safetensors");
        File.WriteAllBytes(dat, DatBytes.File(1, DatBytes.Entry("w", 0, [], 9)));
        string safetensors = PathOf("really.dat");
        SafetensorsWriter.Write(safetensors, [WeightData.FromFloats("w", default, [9])]);

        using WeightsFile first = WeightsFile.Open(dat);
        using WeightsFile second = WeightsFile.Open(safetensors);

        Assert.Equal(WeightsFormat.TorchSharp, first.Format);
        Assert.Equal(WeightsFormat.Safetensors, second.Format);
        Assert.Equal(first.ReadFloats("w"), second.ReadFloats("w"));
    }

    [Fact]
    public void AMissingFileIsTheFrameworksException()
    {
        Assert.Throws<FileNotFoundException>(() => WeightsFile.Open(PathOf("none.safetensors")));
        Assert.Throws<UnauthorizedAccessException>(() => WeightsFile.Open(_folder));
    }

    [Fact]
    public void ARefusedFileIsNotHeldOpen()
    {
        string path = PathOf("bad.safetensors");
        File.WriteAllText(path, "no weights at all");

        Assert.Throws<UnknownFormatException>(() => WeightsFile.Open(path));

        using FileStream exclusive = new(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
        Assert.Equal(17, exclusive.Length);
    }

    [Fact]
    public void AFileThatShrinksIsNoticed()
    {
        string path = PathOf("net.safetensors");
        SafetensorsWriter.Write(path, [WeightData.FromFloats("w", new TensorShape(1000), new float[1000])]);
        using WeightsFile file = WeightsFile.Open(path);

        if (OperatingSystem.IsWindows())
        {
            // There the share mode keeps others from writing at all.
            Assert.Throws<IOException>(() => Truncate(path, 200));
            return;
        }

        Truncate(path, 200);

        Assert.Throws<TruncatedFileException>(() => file.ReadFloats("w"));
    }

    [Fact]
    public void AClosedFileCannotBeRead()
    {
        string path = PathOf("net.safetensors");
        SafetensorsWriter.Write(path, [WeightData.FromFloats("w", default, [1])]);
        WeightsFile file = WeightsFile.Open(path);

        file.Dispose();

        Assert.Throws<ObjectDisposedException>(() => file.ReadFloats("w"));
    }

    [Fact]
    public void ThreadsReadAtOnce()
    {
        string path = PathOf("net.safetensors");
        WeightData[] tensors = [.. Enumerable.Range(0, 64).Select(i => WeightData.FromFloats(
            $"w{i}", new TensorShape(5000), [.. Enumerable.Repeat((float)i, 5000)], i % 2 == 0 ? WeightType.Float32 : WeightType.Float16))];
        SafetensorsWriter.Write(path, tensors);
        using WeightsFile file = WeightsFile.Open(path);

        Parallel.For(0, 64, i => Assert.All(file.ReadFloats($"w{i}"), value => Assert.Equal(i, value)));
    }

    [Fact]
    public void OpeningReadsTheHeaderAlone()
    {
        string path = PathOf("large.safetensors");
        SafetensorsWriter.Write(path, [WeightData.FromFloats("w", new TensorShape(8 << 20), new float[8 << 20])]);

        long before = GC.GetAllocatedBytesForCurrentThread();
        using WeightsFile file = WeightsFile.Open(path);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Assert.Equal(32 << 20, file["w"].ByteLength);
        Assert.InRange(allocated, 1, 1 << 18);
    }

    private static void Truncate(string path, long length)
    {
        using var handle = new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        handle.SetLength(length);
    }

    private string PathOf(string file) => Path.Combine(_folder, file);
}
