using ILGPU.Simulation;

namespace ILGPU;

/// <summary>Read-modify-write as one step, returning the old value. Atomic accesses never race with each other.</summary>
public static class Atomic
{
    public static int Add(ref int target, int value)
    {
        MemoryWatch.Atomic(ref target);
        int old = target;
        target = old + value;
        return old;
    }

    public static long Add(ref long target, long value)
    {
        MemoryWatch.Atomic(ref target);
        long old = target;
        target = old + value;
        return old;
    }

    public static uint Add(ref uint target, uint value)
    {
        MemoryWatch.Atomic(ref target);
        uint old = target;
        target = old + value;
        return old;
    }

    public static float Add(ref float target, float value)
    {
        MemoryWatch.Atomic(ref target);
        float old = target;
        target = old + value;
        return old;
    }

    public static double Add(ref double target, double value)
    {
        MemoryWatch.Atomic(ref target);
        double old = target;
        target = old + value;
        return old;
    }

    public static int Max(ref int target, int value)
    {
        MemoryWatch.Atomic(ref target);
        int old = target;
        target = Math.Max(old, value);
        return old;
    }

    public static float Max(ref float target, float value)
    {
        MemoryWatch.Atomic(ref target);
        float old = target;
        target = MathF.Max(old, value);
        return old;
    }
}
