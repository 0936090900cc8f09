using ArchDsl.Generators.Tests.Host;

namespace ArchDsl.Generators.Tests;

/// <summary>What an edit makes the generator do again, step by step.</summary>
public class IncrementalTests
{
    private readonly FakeFrontEnd _frontEnd = new();

    private ArchProject Three() => new ArchProject(_frontEnd)
        .With("a.arch", "arch A")
        .With("models/b.arch", "import ../blocks.arch\narch B")
        .With("blocks.arch", "nothing yet");

    [Fact]
    public void The_first_run_computes_each_step_once_a_file()
    {
        ArchProject project = Three();
        project.RunAndCompile();
        Assert.Equal("Files 3, Imports 3, Library 1, Units 3, Project 1, Engines 1, Results 3, Clashes 1, Sources 3, Diagnostics 1", Cache.Changed(project.Last));
        Assert.Equal(["a.arch", "models/b.arch", "blocks.arch"], _frontEnd.Compiled);
    }

    [Fact]
    public void An_edit_of_a_C_sharp_file_computes_nothing()
    {
        ArchProject project = Three();
        project.Run();
        project.EditCSharp().Run();
        Assert.Equal("", Cache.Changed(project.Last));
        Assert.Equal(0, Cache.OutputsWritten(project.Last));
        Assert.Equal(3, _frontEnd.Compiled.Count);
    }

    [Fact]
    public void An_edit_compiles_that_file_alone()
    {
        ArchProject project = Three();
        project.Run();
        project.Edit("a.arch", "arch A2").Run();
        Assert.Equal("Files 1, Imports 1, Library 1, Units 1, Results 1, Sources 1", Cache.Changed(project.Last));
        Assert.Equal(1, Cache.OutputsWritten(project.Last));
        Assert.Equal("a.arch", Assert.Single(_frontEnd.Compiled.Skip(3)));
    }

    [Fact]
    public void An_edit_of_an_imported_file_compiles_it_and_exactly_those_that_import_it()
    {
        ArchProject project = Three();
        project.Run();
        project.Edit("blocks.arch", "nothing still").Run();
        Assert.Equal("Files 1, Imports 1, Library 1, Units 2", Cache.Changed(project.Last));
        Assert.Equal(0, Cache.OutputsWritten(project.Last));
        Assert.Equal(["blocks.arch", "models/b.arch"], _frontEnd.Compiled.Skip(3).Order());
    }

    [Fact]
    public void An_edit_reaches_through_imports_of_imports_and_ends_in_a_circle_of_them()
    {
        ArchProject project = new ArchProject(_frontEnd)
            .With("a.arch", "import b.arch\narch A")
            .With("b.arch", "import sub\\c.arch")
            .With("sub/c.arch", "fine")
            .With("x.arch", "import y.arch\narch X")
            .With("y.arch", "nothing");
        project.Run();
        project.Edit("sub/c.arch", "error bad").Run();
        Assert.Equal(["a.arch", "b.arch", "sub/c.arch"], _frontEnd.Compiled.Skip(5).Order());
        Assert.Equal("Files 1, Imports 1, Library 1, Units 3, Results 3, Diagnostics 1", Cache.Changed(project.Last));
        Assert.Single(project.Last.Diagnostics);
    }

    [Fact]
    public void Moving_an_error_regenerates_nothing()
    {
        ArchProject project = new ArchProject(_frontEnd).With("a.arch", "arch A\nwarning hm").With("b.arch", "arch B");
        project.Run();
        project.Edit("a.arch", "arch A\n\n\nwarning hm").Run();
        Assert.Equal("Files 1, Imports 1, Library 1, Units 1, Results 1, Diagnostics 1", Cache.Changed(project.Last));
        Assert.Equal(1, Cache.OutputsWritten(project.Last));
        Assert.Equal("a.arch(4,1): warning ARCH0003: hm", Assert.Single(project.Last.Messages()));
    }

    [Fact]
    public void Moving_a_network_regenerates_nothing()
    {
        ArchProject project = Three();
        project.Run();
        project.Edit("a.arch", "\n\narch A").Run();
        Assert.Equal("Files 1, Imports 1, Library 1, Units 1, Results 1", Cache.Changed(project.Last));
        Assert.Equal(0, Cache.OutputsWritten(project.Last));
    }

    [Fact]
    public void Adding_a_file_compiles_that_file_and_those_that_missed_it()
    {
        ArchProject project = new ArchProject(_frontEnd).With("a.arch", "import late.arch\narch A").With("b.arch", "arch B");
        project.Run();
        Assert.Equal("a.arch(1,1): error ARCH0001: no file `late.arch`", Assert.Single(project.Last.Messages()));
        project.With("late.arch", "here").Run();
        Assert.Empty(project.Last.Diagnostics);
        Assert.Equal(["a.arch", "late.arch"], _frontEnd.Compiled.Skip(2).Order());
    }

    [Fact]
    public void Removing_a_file_takes_its_classes_away_and_leaves_the_others()
    {
        ArchProject project = new ArchProject(_frontEnd, tracksSteps: false)
            .With("a.arch", "arch A")
            .With("models/b.arch", "arch B")
            .With("c.arch", "arch C");
        project.Run();
        project.Remove("a.arch").Run();
        Assert.Equal(["c.CInfo.g.cs", "models/b.BInfo.g.cs"], project.Last.Hints());
        Assert.Equal(3, _frontEnd.Compiled.Count);
    }

    [Fact]
    public void A_new_reference_emits_again_and_an_equal_set_of_them_does_not()
    {
        ArchProject project = Three();
        project.Run();
        project.Reference("SomethingElse").Run();
        Assert.Equal("", Cache.Changed(project.Last));
        project.Reference("ArchDsl.Runtime").Run();
        Assert.Equal("Engines 1, Results 2, Sources 2", Cache.Changed(project.Last));
        Assert.Contains("a.ACpu.g.cs", project.Last.Hints());
    }
}
