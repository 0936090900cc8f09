using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>Writes a network as a TorchSharp module: a class with a nested class for each distinct stage, block and layer.</summary>
internal static class TorchSharpBackEnd
{
    /// <summary>One C# file: the module, its parts and the records it returns.</summary>
    public static IReadOnlyList<EmittedFile> Emit(Network network, EmitOptions options)
    {
        ModulePlan plan = ModulePlan.Of(network);
        var names = new TorchSharpNames(plan);
        var writer = new CodeWriter();
        WriteHeader(writer, plan, options);
        new NetworkWriter(writer, plan, names).Write();
        return [new EmittedFile(names.Network.TrimStart('@') + ".g.cs", writer.ToString())];
    }

    private static void WriteHeader(CodeWriter writer, ModulePlan plan, EmitOptions options)
    {
        CSharpNames.Header(writer, plan.Network);
        writer.Line("using System;");
        writer.Line("using System.Collections.Generic;");
        writer.Line("using System.Linq;");
        writer.Line("using ArchDsl.Runtime;");
        writer.Line("using ArchDsl.Runtime.Weights;");
        writer.Line("using TorchSharp;");
        if (plan.Classes.Any(c => c.Children.Any(child => child.Class is null)))
        {
            writer.Line("using TorchSharp.Modules;");
        }

        writer.Line("using static TorchSharp.torch;");
        writer.Line();
        if (options.Namespace is not null)
        {
            writer.Line($"namespace {options.Namespace};");
            writer.Line();
        }
    }
}
