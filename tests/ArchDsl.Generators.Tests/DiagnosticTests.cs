using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Generators.Tests.Host;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using DiagnosticSeverity = Microsoft.CodeAnalysis.DiagnosticSeverity;

namespace ArchDsl.Generators.Tests;

/// <summary>What a build prints.</summary>
public class DiagnosticTests
{
    private static ArchProject Project() => new(new FakeFrontEnd());

    [Fact]
    public void A_finding_has_its_exact_place_and_brings_help_and_related_places_in_one_line()
    {
        ArchProject project = Project().With("models/net.arch", "arch Net\nerror 3 is not 4");
        project.Run();
        Assert.Equal(
            "net.arch(2,1): error ARCH0002: 3 is not 4; the file starts here (line 1, column 1); help: write less",
            Assert.Single(project.Last.Messages()));
        FileLinePositionSpan place = project.Last.Diagnostics[0].Location.GetLineSpan();
        Assert.Equal(ArchProject.FullPath("models/net.arch"), place.Path);
        Assert.Equal(16, place.EndLinePosition.Character);
        Assert.Equal(16, project.Last.Diagnostics[0].Location.SourceSpan.Length);
    }

    [Fact]
    public void The_project_decides_how_grave_a_finding_is()
    {
        Assert.Equal(DiagnosticSeverity.Warning, Severity(options => options));
        Assert.Equal(DiagnosticSeverity.Error, Severity(options => options.WithGeneralDiagnosticOption(ReportDiagnostic.Error)));
        Assert.Equal(DiagnosticSeverity.Info, Severity(options => options.WithSpecificDiagnosticOptions([new("ARCH0003", ReportDiagnostic.Info)])));
        Assert.Null(Severity(options => options.WithSpecificDiagnosticOptions([new("ARCH0003", ReportDiagnostic.Suppress)])));
        Assert.Equal(DiagnosticSeverity.Error, Severity(options => options.WithSyntaxTreeOptionsProvider(new GlobalConfig("ARCH0003", ReportDiagnostic.Error))));

        static DiagnosticSeverity? Severity(Func<CSharpCompilationOptions, CSharpCompilationOptions> change)
        {
            ArchProject project = Project().With("net.arch", "warning hm").Options(change);
            project.Run();
            return project.Printed.SingleOrDefault()?.Severity;
        }
    }

    [Fact]
    public void A_code_the_compiler_explains_brings_its_title_along()
    {
        ArchProject project = Project().With("net.arch", "arch Net", emit: "Nothing");
        Microsoft.CodeAnalysis.DiagnosticDescriptor descriptor = Assert.Single(project.Run().Diagnostics).Descriptor;
        Assert.Equal("unknown target", descriptor.Title.ToString());
        Assert.StartsWith("The `Emit` metadata of an Arch item lists", descriptor.Description.ToString(), StringComparison.Ordinal);
        Assert.Equal("ArchDsl", descriptor.Category);
    }

    [Fact]
    public void The_networks_without_errors_are_generated()
    {
        Assert.Single(Project().With("net.arch", "arch Net\nerror bad").RunAndCompile().Hints());
    }

    [Fact]
    public void An_error_in_a_file_that_two_import_is_said_once_and_where_it_is()
    {
        ArchProject project = Project()
            .With("a.arch", "import sub/blocks.arch")
            .With("b.arch", "import ./sub/../sub/blocks.arch")
            .With("sub/blocks.arch", "\nwarning hm");
        project.Run();
        Assert.Equal("blocks.arch(2,1): warning ARCH0003: hm", Assert.Single(project.Last.Messages()));
        Assert.Equal(ArchProject.FullPath("sub/blocks.arch"), project.Last.Diagnostics[0].Location.GetLineSpan().Path);
    }

    [Fact]
    public void Two_classes_of_one_name_in_a_namespace_are_one_error_and_the_first_stays()
    {
        ArchProject project = Project()
            .With("b.arch", "\narch Net").With("a.arch", "arch Net\narch Other").With("sub/c.arch", "arch Net")
            .Reference("ArchDsl.Runtime");
        Assert.Equal(
            ["a.NetCpu.g.cs", "a.NetInfo.g.cs", "a.OtherCpu.g.cs", "a.OtherInfo.g.cs", "sub/c.NetCpu.g.cs", "sub/c.NetInfo.g.cs"],
            project.RunAndCompile().Hints());
        Assert.Equal(
            "b.arch(2,1): error ARCH0905: class `NetInfo` is already generated in namespace `Demo`; the first is here (a.arch(1,1)); help: rename one arch, or set `Namespace` on one of the Arch items",
            Assert.Single(project.Last.Messages()));
    }

    [Fact]
    public void A_network_named_like_the_class_of_another_is_found_too()
    {
        ArchProject project = Project().With("a.arch", "arch Net\narch NetInfo").Reference("ArchDsl.Runtime").Reference("TorchSharp");
        project.RunAndCompile();
        Assert.Equal(["a.Net.g.cs", "a.NetCpu.g.cs", "a.NetInfo.g.cs"], project.Last.Hints());
        Assert.StartsWith("a.arch(2,1): error ARCH0905: class `NetInfo` is already generated", Assert.Single(project.Last.Messages()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_listed_twice_is_an_error_and_the_others_are_generated()
    {
        ArchProject project = Project().With("net.arch", "arch Net").With("./sub/../net.arch", "arch Net").With("other.arch", "arch Other");
        Assert.Equal(["other.OtherInfo.g.cs"], project.RunAndCompile().Hints());
        Assert.StartsWith("net.arch(1,1): error ARCH0907: `net.arch` is listed twice", Assert.Single(project.Last.Messages()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_cannot_be_read_is_an_error()
    {
        ArchProject project = Project().With("gone.arch", null).With("net.arch", "arch Net");
        Assert.Single(project.RunAndCompile().Hints());
        Assert.Equal("gone.arch(1,1): error ARCH0908: `gone.arch` cannot be read", Assert.Single(project.Last.Messages()));
    }

    [Fact]
    public void Other_additional_files_are_none_of_its_business()
    {
        Assert.Empty(Project().With("notes.txt", "crash").Run().Diagnostics);
    }

    [Theory]
    [InlineData("crash", "compiling: InvalidOperationException: the stack is empty")]
    [InlineData("crash-emit Net", "generating Cpu of Net: InvalidOperationException: out of registers")]
    public void A_failure_of_the_compiler_is_a_diagnostic_and_leaves_other_files_alone(string text, string doing)
    {
        ArchProject project = Project().With("bad.arch", text).With("good.arch", "arch Good").Reference("ArchDsl.Runtime");
        string[] hints = project.RunAndCompile().Hints();
        Assert.Contains("good.GoodCpu.g.cs", hints);
        Assert.Equal(text.StartsWith("crash-emit", StringComparison.Ordinal), hints.Contains("bad.NetInfo.g.cs"));
        Assert.Equal($"bad.arch(1,1): error ARCH0999: the ArchDsl compiler failed while {doing}; help: this is a bug of ArchDsl: please report it with the file", Assert.Single(project.Last.Messages()));
    }

    [Fact]
    public void A_failure_to_find_imports_leaves_the_file_to_be_compiled()
    {
        ArchProject project = Project().With("bad.arch", "arch Net\ncrash-imports");
        Assert.Single(project.RunAndCompile().Hints());
    }

    [Fact]
    public void Every_code_of_the_hosts_is_listed_once_and_explained()
    {
        string[] codes = [.. HostErrors.All.Select(d => d.Code)];
        Assert.Equal(codes.Distinct().Order(StringComparer.Ordinal), codes);
        Assert.All(HostErrors.All, d =>
        {
            Assert.StartsWith("ARCH09", d.Code, StringComparison.Ordinal);
            Assert.EndsWith(".", d.Explanation, StringComparison.Ordinal);
        });
    }
}
