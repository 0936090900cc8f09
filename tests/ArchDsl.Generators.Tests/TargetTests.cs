using ArchDsl.Compiler.Emit;
using ArchDsl.Generators.Tests.Host;
using Microsoft.CodeAnalysis.CSharp;

namespace ArchDsl.Generators.Tests;

/// <summary>What a file is generated as.</summary>
public class TargetTests
{
    private static ArchProject Project(string emit = "", params string[] references)
    {
        ArchProject project = new ArchProject(new FakeFrontEnd()).With("net.arch", "arch Net", emit);
        foreach (string reference in references)
        {
            project.Reference(reference);
        }

        return project;
    }

    [Theory]
    [InlineData("", "net.NetInfo.g.cs")]
    [InlineData("ArchDsl.Runtime", "net.NetCpu.g.cs net.NetInfo.g.cs")]
    [InlineData("ArchDsl.Runtime TorchSharp", "net.Net.g.cs net.NetCpu.g.cs net.NetInfo.g.cs")]
    [InlineData("TorchSharp", "net.NetInfo.g.cs")]
    [InlineData("ArchDsl.Runtime ILGPU", "net.NetCpu.g.cs net.NetInfo.g.cs")]
    public void Without_Emit_the_references_decide(string references, string hints)
    {
        ArchProject project = Project("", references.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Equal(hints.Split(' '), project.RunAndCompile().Hints());
        Assert.Empty(project.Last.Diagnostics);
    }

    [Theory]
    [InlineData("Cpu", "net.NetCpu.g.cs")]
    [InlineData("torchsharp; cpu", "net.Net.g.cs net.NetCpu.g.cs")]
    [InlineData("TorchSharp|Info|TorchSharp", "net.Net.g.cs net.NetInfo.g.cs")]
    [InlineData("Info,Cpu", "net.NetCpu.g.cs net.NetInfo.g.cs")]
    [InlineData("None", "")]
    public void With_Emit_the_item_decides(string emit, string hints)
    {
        ArchProject project = Project(emit, "ArchDsl.Runtime", "TorchSharp");
        Assert.Equal(hints.Split(' ', StringSplitOptions.RemoveEmptyEntries), project.RunAndCompile().Hints());
        Assert.Empty(project.Last.Diagnostics);
    }

    [Theory]
    [InlineData("Torchshap", "ARCH0901: unknown target `Torchshap` in the item's `Emit`; there are Info, TorchSharp, Cpu, None; help: did you mean `TorchSharp`?")]
    [InlineData("2", "ARCH0901: unknown target `2` in the item's `Emit`; there are Info, TorchSharp, Cpu, None")]
    [InlineData("Ilgpu", "ARCH0903: `Emit` asks for Ilgpu, but this version of ArchDsl cannot generate it")]
    [InlineData("PyTorch", "ARCH0903: `Emit` asks for PyTorch, but a build generates C#; `archdsl export --to pytorch` writes the Python module")]
    [InlineData("TorchSharp", "ARCH0902: `Emit` asks for TorchSharp, but the project does not reference TorchSharp; help: add a reference to TorchSharp, or take TorchSharp out of `Emit`")]
    public void An_Emit_that_cannot_be_is_an_error_and_the_rest_of_it_is_generated(string emit, string message)
    {
        ArchProject project = Project(emit + ";Cpu", "ArchDsl.Runtime");
        Assert.Equal(["net.NetCpu.g.cs"], project.RunAndCompile().Hints());
        Assert.Equal("net.arch(1,1): error " + message, Assert.Single(project.Last.Messages()));
    }

    [Fact]
    public void A_class_without_the_runtime_library_is_an_error()
    {
        ArchProject project = Project("Cpu");
        Assert.Empty(project.Run().Hints());
        Assert.StartsWith("net.arch(1,1): error ARCH0902: `Emit` asks for Cpu, but the project does not reference ArchDsl.Runtime", Assert.Single(project.Last.Messages()), StringComparison.Ordinal);
    }

    [Fact]
    public void Each_class_is_told_what_else_is_generated()
    {
        ArchProject project = Project("Cpu;Info", "ArchDsl.Runtime");
        Assert.Contains("With Info, Cpu.", project.Run().Text("net.NetCpu.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Ilgpu_is_generated_once_there_is_a_back_end()
    {
        var frontEnd = new FakeFrontEnd { Targets = [EmitTarget.Info, EmitTarget.Cpu, EmitTarget.Ilgpu] };
        ArchProject project = new ArchProject(frontEnd).With("net.arch", "arch Net").Reference("ArchDsl.Runtime").Reference("ILGPU");
        Assert.Equal(["net.NetCpu.g.cs", "net.NetIlgpu.g.cs", "net.NetInfo.g.cs"], project.RunAndCompile().Hints());
    }

    [Fact]
    public void A_project_in_an_old_language_gets_one_error_in_place_of_code_it_cannot_read()
    {
        ArchProject project = new ArchProject(new FakeFrontEnd(), LanguageVersion.CSharp7_3)
            .With("net.arch", "\narch Net\narch Two")
            .With("blocks.arch", "no network");
        Assert.Empty(project.Run().Hints());
        Assert.Equal(
            "net.arch(2,1): error ARCH0906: the generated code needs C# 12.0, but the project is compiled as C# 7.3; help: set `<LangVersion>latest</LangVersion>` in the project",
            Assert.Single(project.Last.Messages()));
    }
}
