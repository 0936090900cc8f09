namespace ArchDsl.Runtime.Cpu;

/// <summary>The caller's buffers of one <c>Run</c>: batches of samples, each N×C×H×W. Those a network lacks stay empty.</summary>
public ref struct CpuBuffers
{
    /// <summary>How many inputs a network can have.</summary>
    public const int MaxInputs = 4;

    /// <summary>How many outputs a network can have.</summary>
    public const int MaxOutputs = 8;

    /// <summary>The first input.</summary>
    public ReadOnlySpan<float> Input0;

    /// <summary>The second input.</summary>
    public ReadOnlySpan<float> Input1;

    /// <summary>The third input.</summary>
    public ReadOnlySpan<float> Input2;

    /// <summary>The fourth input.</summary>
    public ReadOnlySpan<float> Input3;

    /// <summary>The first output.</summary>
    public Span<float> Output0;

    /// <summary>The second output.</summary>
    public Span<float> Output1;

    /// <summary>The third output.</summary>
    public Span<float> Output2;

    /// <summary>The fourth output.</summary>
    public Span<float> Output3;

    /// <summary>The fifth output.</summary>
    public Span<float> Output4;

    /// <summary>The sixth output.</summary>
    public Span<float> Output5;

    /// <summary>The seventh output.</summary>
    public Span<float> Output6;

    /// <summary>The eighth output.</summary>
    public Span<float> Output7;

    internal CpuBuffers(float[][] inputs, float[][] outputs)
    {
        Input0 = Of(inputs, 0);
        Input1 = Of(inputs, 1);
        Input2 = Of(inputs, 2);
        Input3 = Of(inputs, 3);
        Output0 = Of(outputs, 0);
        Output1 = Of(outputs, 1);
        Output2 = Of(outputs, 2);
        Output3 = Of(outputs, 3);
        Output4 = Of(outputs, 4);
        Output5 = Of(outputs, 5);
        Output6 = Of(outputs, 6);
        Output7 = Of(outputs, 7);

        static float[] Of(float[][] buffers, int index) => index < buffers.Length ? buffers[index] : [];
    }

    internal readonly int InputLength(int index) =>
        index switch { 0 => Input0.Length, 1 => Input1.Length, 2 => Input2.Length, _ => Input3.Length };

    internal readonly int OutputLength(int index) => index switch
    {
        0 => Output0.Length,
        1 => Output1.Length,
        2 => Output2.Length,
        3 => Output3.Length,
        4 => Output4.Length,
        5 => Output5.Length,
        6 => Output6.Length,
        _ => Output7.Length,
    };
}
