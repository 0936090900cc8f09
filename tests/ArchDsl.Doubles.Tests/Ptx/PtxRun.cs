using System.Runtime.InteropServices;
using ArchDsl.Ptx;

namespace ArchDsl.Doubles.Tests.Ptx;

/// <summary>Runs bodies of kernels whose parameters are two buffers: <c>%in</c> and <c>%out</c> hold their addresses.</summary>
internal static class PtxRun
{
    /// <summary>A module around a body. <c>%r</c>, <c>%rd</c>, <c>%f</c>, <c>%p</c> and <c>%h</c> are declared, and <c>%t</c> is the thread's number.</summary>
    public static string Module(string body, string directives = "") =>
        $$"""
        //
        // Generated
        //
        .version 7.0
        .target sm_80
        .address_size 64

        .visible .entry Kernel(
            .param .align 8 .b8 _in_1[16],
            .param .align 8 .b8 _out_2[16],
            .param .b32 _count_3
        )
        {{directives}}
        {
            .reg .pred %p<9>;
            .reg .b16 %h<9>;
            .reg .b32 %r<33>;
            .reg .b64 %rd<33>;
            .reg .f32 %f<33>;
            .reg .b32 %t; .reg .b64 %in, %out, %own;
            ld.param.b64 %in, [_in_1];
            ld.param.b64 %out, [_out_2];
            mov.u32 %t, %tid.x;
            mul.wide.u32 %own, %t, 4;
            add.u64 %own, %out, %own;
            {{body}}
            ret;
        }
        """;

    /// <summary>Runs a body over words and returns what it wrote, one word a thread.</summary>
    public static uint[] Words(string body, uint[] input, int threads = 1, int blocks = 1, int outputs = 0)
    {
        var memory = new PtxMemory();
        ulong source = memory.Allocate(input.Length * 4, "in");
        memory.Write<uint>(source, input);
        int count = outputs == 0 ? threads * blocks : outputs;
        ulong target = memory.Allocate(count * 4, "out");
        Launch(PtxModule.Parse(Module(body)), memory, source, target, threads, blocks);
        var output = new uint[count];
        memory.Read<uint>(target, output);
        return output;
    }

    public static float[] Floats(string body, float[] input, int threads = 1, int blocks = 1, int outputs = 0) =>
        MemoryMarshal.Cast<uint, float>(Words(body, MemoryMarshal.Cast<float, uint>(input).ToArray(), threads, blocks, outputs)).ToArray();

    public static long Launch(PtxModule module, PtxMemory memory, ulong source, ulong target, int threads, int blocks = 1)
    {
        var parameters = new byte[36];
        MemoryMarshal.Write(parameters, source);
        MemoryMarshal.Write(parameters.AsSpan(16), target);
        MemoryMarshal.Write(parameters.AsSpan(32), threads);
        return module.Launch("Kernel", new Dim3(blocks), new Dim3(threads), memory, parameters);
    }

    /// <summary>The body must end in a fault whose message holds some text.</summary>
    public static void Faults(string body, string text, int threads = 1, int inputs = 4)
    {
        var fault = Assert.Throws<PtxFaultException>(() => Words(body, new uint[inputs], threads, outputs: Math.Max(threads, 4)));
        Assert.Contains(text, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Kernel, line ", fault.Message, StringComparison.Ordinal);
    }
}
