using System.Diagnostics;
using ArchDsl.Runtime.Weights;
using Xunit;

namespace ArchDsl.Runtime.Tests.Weights;

/// <summary>Every damaged file is read or refused, quickly, and never by another exception.</summary>
public sealed class MutationTests
{
    private const int Mutations = 20_000;
    private const long MaxBytes = 1 << 20;

    private static readonly TimeSpan MaxTime = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void DamagedSafetensorsAreReadOrRefused(int seed)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(
            stream, RandomWeights.Tensors(new Random(seed), 14), new Dictionary<string, string> { ["format"] = "pt" });

        Outcome outcome = Damage(stream.ToArray(), seed);

        Assert.InRange(outcome.Read, 100, Mutations - 100);
        Assert.True(outcome.Reasons.Count >= 8, string.Join(' ', outcome.Reasons));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    public void DamagedTorchSharpFilesAreReadOrRefused(int seed)
    {
        byte[] content = DatBytes.File(
            4,
            DatBytes.Entry("stem.conv1.conv.weight", 6, [2, 1, 3, 3], new byte[72]),
            DatBytes.Entry("stem.conv1.norm.num_batches_tracked", 4, [], new byte[8]),
            DatBytes.Entry("stem.conv1.norm.weight", 5, [2], 0, 0x3C, 0, 0x3C),
            DatBytes.Entry("head.fc.bias", 15, [1], 0x80, 0x3F));

        Outcome outcome = Damage(content, seed);

        Assert.InRange(outcome.Read, 100, Mutations - 100);
        Assert.True(outcome.Reasons.Count >= 6, string.Join(' ', outcome.Reasons));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(6)]
    public void DamagedCheckpointsAreReadOrRefused(int seed)
    {
        byte[] content = CheckpointBytes.File(
            CheckpointBytes.Pickle(CheckpointBytes.Dict(
                ("epoch", CheckpointBytes.Int(3)),
                ("state_dict", CheckpointBytes.OrderedDict(
                    ("stem.weight", CheckpointBytes.Floats("0", 2, 3)),
                    ("head.weight", CheckpointBytes.Tensor("HalfStorage", "1", 4, 0, [2, 2], [1, 2])))))),
            ("0", new byte[24]), ("1", new byte[8]));

        Outcome outcome = Damage(content, seed);

        Assert.InRange(outcome.Read, 100, Mutations - 100);
        Assert.True(outcome.Reasons.Count >= 7, string.Join(' ', outcome.Reasons));
    }

    private static Outcome Damage(byte[] content, int seed)
    {
        var random = new Random(seed);
        int read = 0;
        var reasons = new HashSet<string>();
        for (int i = 0; i < Mutations; i++)
        {
            byte[] damaged = Mutate(content, random);
            long start = Stopwatch.GetTimestamp();
            long before = GC.GetAllocatedBytesForCurrentThread();
            try
            {
                using WeightsFile file = WeightsFile.Parse(damaged);
                Assert.All(file.Keys, key => Assert.Equal(file[key].Shape.ElementCount, file.ReadFloats(key).Length));
                read++;
            }
            catch (WeightsException e)
            {
                Assert.NotEmpty(e.Message);
                reasons.Add(e.GetType().Name);
            }

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, MaxBytes);
            Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.Zero, MaxTime);
        }

        return new Outcome(read, reasons);
    }

    internal static byte[] Mutate(byte[] content, Random random)
    {
        var damaged = new List<byte>(content);
        for (int left = random.Next(1, 4); left > 0 && damaged.Count > 0; left--)
        {
            int at = random.Next(damaged.Count);
            int length = Math.Min(random.Next(1, 16), damaged.Count - at);
            switch (random.Next(8))
            {
                case 0:
                    damaged[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    damaged[at] = (byte)random.Next(256);
                    break;
                case 2:
                    damaged.RemoveRange(at, length);
                    break;
                case 3:
                    damaged.InsertRange(at, damaged.GetRange(at, length));
                    break;
                case 4:
                    damaged.RemoveRange(at, damaged.Count - at);
                    break;
                case 5:
                    damaged.Insert(at, (byte)"[]{}\",:0123456789-\\e."[random.Next(21)]);
                    break;
                case 6:
                    damaged.InsertRange(random.Next(damaged.Count), damaged.GetRange(at, length));
                    break;
                default:
                    SwapDigits(damaged, random);
                    break;
            }
        }

        return [.. damaged];
    }

    // Changes numbers without breaking the JSON around them.
    private static void SwapDigits(List<byte> damaged, Random random)
    {
        int[] digits = [.. Enumerable.Range(0, damaged.Count).Where(i => damaged[i] is >= (byte)'0' and <= (byte)'9')];
        if (digits.Length > 0)
        {
            damaged[digits[random.Next(digits.Length)]] = (byte)('0' + random.Next(10));
        }
    }

    private sealed record Outcome(int Read, IReadOnlySet<string> Reasons);
}
