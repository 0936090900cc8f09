namespace ILGPU.Runtime.OpenCL;

/// <summary>OpenCL devices of a context: the double reaches none, like the real library on a machine without one.</summary>
public static class CLContextExtensions
{
    public static Context.Builder OpenCL(this Context.Builder builder) => builder;
}
