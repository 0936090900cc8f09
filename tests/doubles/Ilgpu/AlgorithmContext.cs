namespace ILGPU.Algorithms;

/// <summary>Switches the algorithm library on for a context.</summary>
public static class AlgorithmContext
{
    public static Context.Builder EnableAlgorithms(this Context.Builder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Algorithms = true;
        return builder;
    }
}
