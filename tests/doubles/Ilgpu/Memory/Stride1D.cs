namespace ILGPU;

/// <summary>How a one-dimensional view steps through its memory.</summary>
public interface IStride1D
{
    int XStride { get; }
}

/// <summary>The strides of one-dimensional views.</summary>
public static class Stride1D
{
    /// <summary>Elements one after another.</summary>
    public readonly struct Dense : IStride1D
    {
        public int XStride => 1;
        public override string ToString() => "<dense>";
    }
}
