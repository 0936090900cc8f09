using ArchDsl.Compiler.Emit;
using ArchDsl.Runtime.Weights;
using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Emit;

/// <summary>The exported module run by PyTorch against the TorchSharp module, with the same weights.</summary>
public class PyTorchTests(PyTorchRun run) : IClassFixture<PyTorchRun>
{
    public static TheoryData<string> Cases => [.. PyTorchRun.Cases];

    [Theory]
    [InlineData("Fashion")]
    [InlineData("AwkwardNames")]
    [InlineData("EveryOperation")]
    public void The_exported_module_is_as_verified(string name)
    {
        EmittedFile file = ArchEmitter.Emit(SampleNetworks.All[name](), EmitTarget.PyTorch, new EmitOptions())[0];
        Snapshot.Here().With("name", name).Add(file.Text, "py").Check();
    }

    [PyTorchTheory]
    [MemberData(nameof(Cases))]
    public void PyTorch_and_TorchSharp_compute_the_same(string name)
    {
        using WeightsFile results = run.Results(name);
        IReadOnlyList<(long[] Shape, float[] Values)> expected = run.Expected[name];
        for (int i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i].Shape, results[$"output{i}"].Shape.Dimensions.ToArray());
            AssertClose(expected[i].Values, results.ReadFloats($"output{i}"));
        }

        Assert.Equal(
            SampleNetworks.All[name]().Weights.Select(w => "state." + w.Key).Order(StringComparer.Ordinal),
            results.Keys.Where(k => k.StartsWith("state.", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    private static void AssertClose(float[] expected, float[] actual)
    {
        double scale = expected.Max(v => Math.Abs((double)v));
        for (int i = 0; i < expected.Length; i++)
            Assert.True(Math.Abs(expected[i] - actual[i]) <= 1e-4 * scale, $"element {i}: {expected[i]} and {actual[i]}, largest {scale}");
    }
}
