using ArchDsl.Compiler.Graph;
using ArchDsl.Testing.Evaluation;

namespace ArchDsl.Zoo.Tests;

/// <summary>CompConv of depth 1 is Ghost's module (arXiv:1911.11907): half of the channels from a convolution, the other half a cheap
/// depthwise one of those; CompConv (arXiv:2106.10486) shuffles the two halves.</summary>
public sealed class GhostTests
{
    private const int From = 3;
    private const int Half = 4;
    private const int Side = 5;

    private static readonly Network CompConv = Zoo.Written($$"""
        arch Compact { input x: {{From}}x{{Side}}x{{Side}}; compconv 3x3, {{2 * Half}}, depth: 1 as ghost }
        """);

    [Fact]
    public void Its_operations_are_those_of_the_module_written_out()
    {
        Network ghost = Zoo.Written($$"""
            arch Ghost {
                input x: {{From}}x{{Side}}x{{Side}}
                conv 3x3, {{Half}}, bias: true as primary
                conv_depthwise 3x3, bias: true as cheap
                concat cheap, primary
                shuffle 2
            }
            """);
        Assert.Equal(ghost.Nodes.Select(Describe), CompConv.Nodes.Select(Describe));
    }

    // The formula, not the compiler's operations: out[2i] is channel i of the cheap half, out[2i + 1] of the primary one.
    [Fact]
    public void Its_numbers_are_those_of_the_module_by_hand()
    {
        Dictionary<string, float[]> weights = RandomWeights.Of(CompConv);
        float[] x = RandomWeights.Inputs(CompConv)[0];
        double[] primary = new double[Half * Side * Side];
        double[] cheap = new double[Half * Side * Side];
        ForEach((o, y, z) => primary[At(o, y, z)] = weights["ghost.conv0.bias"][o] + Enumerable.Range(0, From).Sum(
            i => Window(y, z, (dy, dz) => (double)x[At(i, y + dy, z + dz)] * weights["ghost.conv0.weight"][(((o * From) + i) * 9) + ((dy + 1) * 3) + dz + 1])));
        ForEach((o, y, z) => cheap[At(o, y, z)] = weights["ghost.tail.bias"][o] + Window(
            y, z, (dy, dz) => primary[At(o, y + dy, z + dz)] * weights["ghost.tail.weight"][(o * 9) + ((dy + 1) * 3) + dz + 1]));

        double[] counted = GraphEvaluator.Run(CompConv, weights, [x])[0];
        ForEach((o, y, z) =>
        {
            Assert.Equal(cheap[At(o, y, z)], counted[At(2 * o, y, z)], 1e-9);
            Assert.Equal(primary[At(o, y, z)], counted[At((2 * o) + 1, y, z)], 1e-9);
        });
    }

    private static int At(int channel, int y, int x) => (((channel * Side) + y) * Side) + x;

    private static void ForEach(Action<int, int, int> action)
    {
        for (int i = 0; i < Half * Side * Side; i++)
        {
            action(i / (Side * Side), i / Side % Side, i % Side);
        }
    }

    // A 3x3 window with zeros around the map.
    private static double Window(int y, int x, Func<int, int, double> term) => Enumerable.Range(-1, 3)
        .SelectMany(dy => Enumerable.Range(-1, 3), (dy, dx) => (Dy: dy, Dx: dx))
        .Where(d => y + d.Dy is >= 0 and < Side && x + d.Dx is >= 0 and < Side)
        .Sum(d => term(d.Dy, d.Dx));

    private static string Describe(Node node) => $"{node.Operation} <- {string.Join(",", node.Inputs.Select(i => i.Id))} {node.Shape}";
}
