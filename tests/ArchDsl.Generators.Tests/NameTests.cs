using ArchDsl.Generators.Tests.Host;

namespace ArchDsl.Generators.Tests;

/// <summary>The names of generated files and their namespaces.</summary>
public class NameTests
{
    private static ArchProject Project() => new(new FakeFrontEnd());

    [Fact]
    public void Two_files_of_one_name_in_different_folders_both_work()
    {
        ArchProject project = Project().With("one/net.arch", "arch Net").With("two/net.arch", "arch Net").With("net.arch", "arch Net");
        Assert.Equal(["net.NetInfo.g.cs", "one/net.NetInfo.g.cs", "two/net.NetInfo.g.cs"], project.RunAndCompile().Hints());
        Assert.Empty(project.Last.Diagnostics);
        Assert.Contains("namespace Demo.one;", project.Last.Text("one/net.NetInfo.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_that_differ_in_case_or_in_odd_letters_alone_both_work()
    {
        ArchProject project = Project()
            .With("net.arch", "arch A\narch a")
            .With("NET.arch", "arch B")
            .With("x y/net.arch", "arch C")
            .With("x_y/net.arch", "arch D");
        Assert.Equal(
            ["NET.BInfo.g.cs", "net_2.AInfo.g.cs", "net_2.aInfo_2.g.cs", "x_y/net.CInfo.g.cs", "x_y/net_2.DInfo.g.cs"],
            project.Run().Hints());
        Assert.Empty(project.Last.Diagnostics);
    }

    [Theory]
    [InlineData("net.arch", "", "Demo", "net")]
    [InlineData("models/net.arch", "", "Demo.models", "models/net")]
    [InlineData("2d/class/my-net.v2.arch", "", "Demo._2d._class", "2d/class/my-net.v2")]
    [InlineData("../shared/net.arch", "", "Demo", "_/shared/net")]
    [InlineData("../shared/net.arch", "linked\\net.arch", "Demo.linked", "linked/net")]
    [InlineData("Größe/net ü#1.arch", "", "Demo.Größe", "Größe/net ü#1")]
    public void Folders_make_the_namespace_and_the_name(string path, string link, string @namespace, string prefix)
    {
        ArchProject project = Project().With(path, "arch Net", link: link);
        string hint = $"{prefix.Replace("net ü#1", "net_ü_1", StringComparison.Ordinal)}.NetInfo.g.cs";
        Assert.Contains($"namespace {@namespace};", project.RunAndCompile().Text(hint), StringComparison.Ordinal);
    }

    [Fact]
    public void Letters_that_an_analyzer_config_cannot_hold_come_back()
    {
        ArchProject project = Project()
            .Property("ArchProjectDirectory", "/projects/c*|").Property("ArchRootNamespace", "C*")
            .With("../c#;/models/net.arch", "arch Net")
            .With("../else/where.arch", "arch Other", link: "a*b\\c.arch");
        Assert.Equal(["a_b/c.OtherInfo.g.cs", "models/net.NetInfo.g.cs"], project.RunAndCompile().Hints());
        Assert.Contains("namespace C_.models;", project.Last.Text("models/net.NetInfo.g.cs"), StringComparison.Ordinal);
        Assert.Contains("namespace C_.a_b;", project.Last.Text("a_b/c.OtherInfo.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void The_item_names_the_namespace()
    {
        ArchProject project = Project().With("models/net.arch", "arch Net", @namespace: "Other.@class");
        Assert.Contains("namespace Other.@class;", project.RunAndCompile().Text("models/net.NetInfo.g.cs"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("1.Two")]
    [InlineData("A..B")]
    [InlineData("A.class")]
    [InlineData("A-B")]
    public void A_namespace_that_is_none_is_an_error_and_the_default_stands_in(string @namespace)
    {
        ArchProject project = Project().With("models/net.arch", "arch Net", @namespace: @namespace);
        Assert.Contains("namespace Demo.models;", project.RunAndCompile().Text("models/net.NetInfo.g.cs"), StringComparison.Ordinal);
        Assert.Equal($"net.arch(1,1): error ARCH0904: `{@namespace}` in the item's `Namespace` is not a C# namespace", Assert.Single(project.Last.Messages()));
    }

    [Fact]
    public void A_root_namespace_in_letters_C_sharp_does_not_know_is_mended()
    {
        ArchProject project = Project().Property("RootNamespace", "my-app.3d").With("net.arch", "arch Net");
        Assert.Contains("namespace my_app._3d;", project.RunAndCompile().Text("net.NetInfo.g.cs"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_host_that_says_nothing_of_the_project_still_gets_its_code()
    {
        ArchProject project = Project().Property("ProjectDir", "").Property("RootNamespace", "Demo").With("net.arch", "arch Net");
        Assert.Single(project.RunAndCompile().Hints());
        Assert.Contains("namespace Demo;", project.Last.GeneratedSources[0].SourceText.ToString(), StringComparison.Ordinal);
    }
}
