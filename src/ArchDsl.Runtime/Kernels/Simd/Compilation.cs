using System.Runtime.CompilerServices;

namespace ArchDsl.Runtime.Kernels.Simd;

/// <summary>
/// How loops are compiled. What lies in files named <c>*.Loop.cs</c> is compiled twice: as it stands, and by a step of the
/// build with <c>AtOnce</c> wherever <c>AheadOfTime</c> stands. A method cannot be both, for compilation ahead of time
/// leaves out what asks for full optimisation. <see cref="Precompiled{L, V}"/> says which of the two to run. Neither is
/// inlined: inside a caller that is compiled again with a profile of its branches a loop has become three times slower.
/// </summary>
internal static class Compilation
{
    /// <summary>
    /// By the publishing tool (ReadyToRun, Native AOT): the first run waits for no compiler, and what proves hot is
    /// replaced later.
    /// </summary>
    public const MethodImplOptions AheadOfTime = MethodImplOptions.NoInlining;

    /// <summary>
    /// By the JIT at full optimisation when it is first called: code of its quick tier keeps no vector in a register, and
    /// the first run would take seconds.
    /// </summary>
    public const MethodImplOptions AtOnce = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;
}
