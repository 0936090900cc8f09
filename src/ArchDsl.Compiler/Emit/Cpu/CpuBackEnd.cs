using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>Writes a network as a class that runs its fused plan on the CPU.</summary>
internal static class CpuBackEnd
{
    /// <summary>One C# file: <c>FashionNetCpu.g.cs</c>.</summary>
    public static IReadOnlyList<EmittedFile> Emit(Network network, EmitOptions options)
    {
        FusedPlan plan = FusionPipeline.Run(network);
        var names = new PlanNames(plan, "Cpu", "weights", "options", "width", "path", "threads", "source", "dialect", "network", "w", "set", "value", "shape", "entry");
        var writer = new CodeWriter();
        CSharpNames.Header(writer, network);
        writer.Line("using System;");
        if (CpuClassWriter.SpeaksOfTorchSharp(options))
        {
            writer.Line("using System.Collections.Generic;");
        }

        writer.Line("using ArchDsl.Runtime;");
        writer.Line("using ArchDsl.Runtime.Cpu;");
        writer.Line("using ArchDsl.Runtime.Kernels;");
        writer.Line("using ArchDsl.Runtime.Kernels.Simd;");
        writer.Line("using ArchDsl.Runtime.Weights;");
        writer.Line();
        if (options.Namespace is not null)
        {
            writer.Line($"namespace {options.Namespace};");
            writer.Line();
        }

        new CpuClassWriter(writer, plan, names, options).Write();
        return [new EmittedFile(names.Class + ".g.cs", writer.ToString())];
    }
}
