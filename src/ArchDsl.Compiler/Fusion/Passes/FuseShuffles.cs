using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Fusion.Passes;

/// <summary>A shuffle that alone reads a convolution is the order in which the convolution writes its planes.</summary>
internal static class FuseShuffles
{
    public static void Run(FusionGraph graph)
    {
        foreach (FusionStep shuffle in graph.Steps.Where(s => s.Operation is ShuffleOperation).ToArray())
        {
            Value input = shuffle.Inputs[0];
            if (input.Producer is { Operation: Conv2dOperation, Planes: null, Squeeze: null } convolution && input.SoleReader == shuffle && input.RuntimeWidth is null)
            {
                convolution.Planes = PlanesOf(((ShuffleOperation)shuffle.Operation).Groups, input.Shape.Channels);
                graph.Absorb(convolution, shuffle);
            }
        }
    }

    // Output i*groups + j is input j*size + i, so input j*size + i goes to plane i*groups + j.
    private static int[] PlanesOf(int groups, int channels)
    {
        int size = channels / groups;
        return Enumerable.Range(0, channels).Select(c => (c % size * groups) + (c / size)).ToArray();
    }
}
