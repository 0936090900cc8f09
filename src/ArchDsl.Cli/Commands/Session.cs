using ArchDsl.Cli.Diagnostics;
using ArchDsl.Cli.Files;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cli.Commands;

/// <summary>One run of a command: the files it read and what they compile to.</summary>
internal sealed class Session
{
    private readonly Terminal _terminal;

    public Session(Terminal terminal)
    {
        _terminal = terminal;
        Workspace = new Workspace(terminal);
    }

    public Workspace Workspace { get; }

    /// <summary>Compiles a file of the command line.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public Compilation Compile(string file, string? arch = null, Shape? input = null) => Compile(Workspace.Read(file), arch, input);

    /// <summary>The networks of a file, or none and the errors on the error stream.</summary>
    /// <exception cref="UsageException">The file cannot be read, or holds no such arch.</exception>
    public IReadOnlyList<Network>? Networks(string file, string? arch, Shape? input = null)
    {
        SourceText source = Workspace.Read(file);
        Compilation compilation = Compile(source, arch, input);
        WriteDiagnostics(_terminal.Error, compilation.Diagnostics, Style.Plain);
        if (compilation.HasErrors)
        {
            return null;
        }

        Network[] networks = compilation.Networks.Where(n => arch is null || n.Name == arch).ToArray();
        return networks.Length > 0 ? networks : throw NothingThere(source, arch);
    }

    /// <summary>The only network of a file, or null and the errors on the error stream.</summary>
    /// <exception cref="UsageException">The file cannot be read, or holds several networks and <paramref name="arch"/> names none.</exception>
    public Network? OneNetwork(string file, string? arch, Shape? input = null) => Networks(file, arch, input) switch
    {
        null => null,
        [Network network] => network,
        IReadOnlyList<Network> several => throw new UsageException($"{file} holds several networks", $"name one with --arch: {Names(several)}"),
    };

    /// <summary>The spaces of a file, or none and the errors on the error stream.</summary>
    /// <exception cref="UsageException">The file cannot be read, or holds no such space.</exception>
    public IReadOnlyList<DesignSpace>? Spaces(string file, string? name)
    {
        SourceText source = Workspace.Read(file);
        Compilation compilation = Compile(source, null, null);
        WriteDiagnostics(_terminal.Error, compilation.Diagnostics, Style.Plain);
        if (compilation.HasErrors)
        {
            return null;
        }

        DesignSpace[] spaces = compilation.Spaces.Where(s => name is null || s.Name == name).ToArray();
        if (spaces.Length > 0)
        {
            return spaces;
        }

        if (compilation.Spaces.Count == 0 || name is null)
        {
            throw new UsageException($"{source.Path} holds no space", "a space is written: space NAME = ARCH { vary ... }");
        }

        string? nearest = Spelling.Nearest(name, compilation.Spaces.Select(s => s.Name));
        throw new UsageException($"{source.Path} has no space {name}", nearest is null ? $"there are {string.Join(", ", compilation.Spaces.Select(s => s.Name))}" : $"did you mean {nearest}?");
    }

    /// <summary>The only space of a file, or null and the errors on the error stream.</summary>
    /// <exception cref="UsageException">The file cannot be read, or holds several spaces and <paramref name="name"/> names none.</exception>
    public DesignSpace? OneSpace(string file, string? name) => Spaces(file, name) switch
    {
        null => null,
        [DesignSpace space] => space,
        IReadOnlyList<DesignSpace> several => throw new UsageException($"{file} holds several spaces", $"name one with --space: {string.Join(", ", several.Select(s => s.Name))}"),
    };

    /// <summary>Writes diagnostics with the lines they speak of.</summary>
    public void WriteDiagnostics(TextWriter writer, IEnumerable<Diagnostic> diagnostics, Style style) =>
        writer.Write(new DiagnosticText(Workspace.Find, style).Render(diagnostics));

    /// <summary>Writes a command's result to the file that <c>--output</c> names, or to standard output.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public void WriteResult(string? path, string text)
    {
        if (path is null)
        {
            _terminal.Out.Write(text);
        }
        else
        {
            Workspace.Write(path, text);
        }
    }

    private Compilation Compile(SourceText source, string? arch, Shape? input) =>
        ArchCompiler.Compile(source, new CompilerOptions { ResolveImport = Workspace.Resolve, Arch = arch, Input = input });

    private UsageException NothingThere(SourceText source, string? arch)
    {
        if (arch is not null && Parser.Parse(source).Root.Members.OfType<ArchSyntax>().Any(a => a.Name.Text == arch))
        {
            return new UsageException($"{arch} is a template: some of its parameters have no default", $"write a copy: arch My{arch} = {arch}(...)");
        }

        IReadOnlyList<Network> all = Compile(source, null, null).Networks;
        if (arch is null || all.Count == 0)
        {
            return new UsageException($"{source.Path} holds no network", "an arch becomes a network when all its parameters have defaults");
        }

        string? nearest = Spelling.Nearest(arch, all.Select(n => n.Name));
        return new UsageException($"{source.Path} has no arch {arch}", nearest is null ? $"there are {Names(all)}" : $"did you mean {nearest}?");
    }

    private static string Names(IEnumerable<Network> networks) => string.Join(", ", networks.Select(n => n.Name));
}
