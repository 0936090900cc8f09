using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Cli.Commands;

/// <summary>Emits the networks of a file to a folder or to standard output.</summary>
internal static class Emission
{
    public static int Run(Terminal terminal, string file, string? arch, IReadOnlyList<EmitTarget> targets, string? ns, string? folder)
    {
        var session = new Session(terminal);
        IReadOnlyList<Network>? networks = session.Networks(file, arch);
        if (networks is null)
        {
            return ExitCode.ErrorsFound;
        }

        var options = new EmitOptions { Namespace = ns, Together = targets.ToEquatableArray() };
        EmittedFile[] files = networks.SelectMany(n => targets.SelectMany(t => ArchEmitter.Emit(n, t, options))).ToArray();
        foreach (EmittedFile emitted in files)
        {
            if (folder is not null)
            {
                session.Workspace.Write(Path.Combine(folder, emitted.Name), emitted.Text);
                terminal.Error.Write($"{Path.Combine(folder, emitted.Name)}\n");
                continue;
            }

            if (files.Length > 1)
            {
                terminal.Out.Write($"{(emitted.Name.EndsWith(".py", StringComparison.Ordinal) ? "#" : "//")} {emitted.Name}\n");
            }

            terminal.Out.Write(emitted.Text);
        }

        return ExitCode.Ok;
    }
}
