using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes a network as a class that runs its fused plan through kernels of its own on any ILGPU accelerator.</summary>
internal static class IlgpuBackEnd
{
    // What every kernel is given: see KernelWriter.Parameters.
    private const string Parameters = "ILGPU.ArrayView<float>, ILGPU.ArrayView<float>, ILGPU.ArrayView<int>, ILGPU.ArrayView<float>, ArchDsl.Runtime.Gpu.Places";

    private static readonly string[] Reserved =
    [
        "accelerator", "weights", "options", "path", "source", "dialect", "network", "set", "value", "entry", "pack", "sums", "stream", "samples",
        "arena", "memory", "caller", "at", "step", "maxBatch", "precision", "device", "queue", "arenaQuads", "scope", "tensor", "accelerators", "plan", "Plan",
    ];

    /// <summary>Whether the same project has the network as a TorchSharp module.</summary>
    public static bool SpeaksOfTorchSharp(EmitOptions options) => options.Together.Any(t => t == EmitTarget.TorchSharp);

    /// <summary>The module's type, as it is called within the class: a nested class of the same name would hide it.</summary>
    public static string ModuleOf(Network network, EmitOptions options)
    {
        string name = CSharpNames.TypeName(network.Name);
        return !GpuClassWriter.Members.Contains(name) ? name : options.Namespace is null ? $"global::{name}" : $"global::{options.Namespace}.{name}";
    }

    /// <summary>One C# file: <c>FashionNetGpu.g.cs</c>.</summary>
    public static IReadOnlyList<EmittedFile> Emit(Network network, EmitOptions options)
    {
        FusedPlan plan = FusionPipeline.Run(network);
        var names = new PlanNames(plan, "Gpu", Reserved);
        var writer = new CodeWriter();
        CSharpNames.Header(writer, network);
        writer.Lines([
            "using System;", "using System.Collections.Generic;", "using System.Linq;", "using ArchDsl.Runtime;", "using ArchDsl.Runtime.Cpu;", "using ArchDsl.Runtime.Gpu;",
            "using ArchDsl.Runtime.Kernels;", "using ArchDsl.Runtime.Weights;", "using ILGPU;", "using ILGPU.Runtime;", "using ILGPU.Runtime.CPU;", "using ILGPU.Runtime.Cuda;", "using ILGPU.Runtime.OpenCL;",
        ]);
        if (SpeaksOfTorchSharp(options))
        {
            writer.Lines(["using System.Runtime.InteropServices;", "using ILGPU.Backends.EntryPoints;", "using ILGPU.Backends.PTX;"]);
        }

        writer.Lines([
            $"using KernelMethod = System.Action<{Parameters}>;",
            $"using LoadedKernel = System.Action<ILGPU.Runtime.AcceleratorStream, ILGPU.KernelConfig, {Parameters}>;",
        ]);
        writer.Line();
        if (options.Namespace is not null)
        {
            writer.Line($"namespace {options.Namespace};");
            writer.Line();
        }

        new GpuClassWriter(writer, plan, names, options).Write();
        return [new EmittedFile(names.Class + ".g.cs", writer.ToString())];
    }
}
