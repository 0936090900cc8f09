using System.Reflection;
using System.Runtime.CompilerServices;
using Xunit;
using Xunit.Sdk;

namespace ArchDsl.Testing;

/// <summary>The check every test project runs over its own snapshot files, as one test.</summary>
public static class SnapshotFiles
{
    /// <summary>
    /// Fails where a <c>.verified.</c> file of the calling project belongs to no test method (and, for a theory,
    /// to none of its rows), or is not UTF-8 with BOM, LF and without a trailing newline.
    /// </summary>
    /// <param name="tests">The assembly of the calling project.</param>
    /// <param name="sourceFile">Filled in by the compiler.</param>
    /// <exception cref="SnapshotMismatchException">Lists every such file.</exception>
    public static void Check(Assembly tests, [CallerFilePath] string sourceFile = "")
    {
        string source = Repository.ResolveSource(sourceFile);
        string directory = Path.GetDirectoryName(source)!;
        IReadOnlyList<string> problems = FindProblems(Repository.ProjectOf(directory) ?? directory, tests.GetTypes());
        if (problems.Count > 0)
        {
            throw new SnapshotMismatchException(string.Join('\n', problems));
        }
    }

    internal static IReadOnlyList<string> FindProblems(string project, IReadOnlyCollection<Type> types)
    {
        var problems = new List<string>();
        foreach (string path in Verified(project))
        {
            string name = Path.GetRelativePath(project, path).Replace('\\', '/');
            if (!IsOwned(path, types))
            {
                problems.Add($"no test owns {name}: delete it, or restore the test");
            }

            if (SnapshotText.FindFormatError(path) is { } error)
            {
                problems.Add($"{name} {error}");
            }
        }

        return problems;
    }

    private static IEnumerable<string> Verified(string project) =>
        Directory.EnumerateFiles(project, "*" + SnapshotName.Verified + "*", SearchOption.AllDirectories)
            .Where(path => Path.GetRelativePath(project, path).Split(Path.DirectorySeparatorChar)[0] is not ("bin" or "obj"))
            .Order(StringComparer.Ordinal);

    private static bool IsOwned(string path, IReadOnlyCollection<Type> types)
    {
        string file = Path.GetFileName(path);
        string stem = file[..file.LastIndexOf(SnapshotName.Verified, StringComparison.Ordinal)];
        int dot = stem.IndexOf('.', StringComparison.Ordinal);
        if (dot < 0 || !File.Exists(Path.Combine(Path.GetDirectoryName(path)!, stem[..dot] + ".cs")))
        {
            return false;
        }

        string test = stem[(dot + 1)..].Split('#')[0];
        return types.Where(type => type.Name == stem[..dot])
            .SelectMany(type => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static))
            .Any(method => IsTest(method) && Covers(method, test));
    }

    private static bool IsTest(MethodInfo method) => method.GetCustomAttribute<FactAttribute>() is { Skip: null };

    private static bool Covers(MethodInfo method, string test)
    {
        if (!test.StartsWith(method.Name, StringComparison.Ordinal))
        {
            return false;
        }

        string parameters = test[method.Name.Length..];
        if (parameters.Length == 0)
        {
            return true;
        }

        string[] names = [.. method.GetParameters().Select(parameter => parameter.Name!)];
        return method.GetCustomAttributes<DataAttribute>()
            .SelectMany(data => data.GetData(method) ?? [])
            .Any(row => Consume(parameters, names, row));
    }

    /// <summary>Whether the text is made of some of the row's parameters, in order.</summary>
    private static bool Consume(string text, string[] names, object?[] row)
    {
        for (int i = 0; i < Math.Min(names.Length, row.Length); i++)
        {
            string part = SnapshotName.Parameter(names[i], row[i]);
            if (text.StartsWith(part, StringComparison.Ordinal))
            {
                text = text[part.Length..];
            }
        }

        return text.Length == 0;
    }
}
