using System.Diagnostics;
using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Text;
using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Real files with random damage: findings with places in the text, never an exception, never a hang.</summary>
public sealed class FuzzTests
{
    private const int Mutations = 60;

    // On an idle core a file takes well under 200 ms; machines that build something else are slower.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(5);

    public static TheoryData<string> Files => [.. AllFiles().Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void ADamagedFileHasFindingsOnly(string file)
    {
        string text = AllFiles()[file];
        var random = new Random(Seed(file));
        for (int i = 0; i < Mutations; i++)
        {
            string damaged = TextDamage.Apply(text, random);
            var watch = Stopwatch.StartNew();
            Compilation compilation = Compile(file, damaged);

            Assert.True(watch.Elapsed < Bound, $"{file}, mutation {i}: {watch.Elapsed}\n{damaged}");
            Assert.All(compilation.Diagnostics, d => AssertPlace(d, file, damaged));
        }
    }

    [Fact]
    public void TwiceTheSameTextGivesTwiceTheSameFindings()
    {
        foreach ((string file, string text) in AllFiles())
        {
            string damaged = TextDamage.Apply(text, new Random(Seed(file)));
            Assert.Equal(Compile(file, damaged).Diagnostics, Compile(file, damaged).Diagnostics);
        }
    }

    // string.GetHashCode differs from run to run.
    private static int Seed(string file) => file.Aggregate(17, (seed, ch) => unchecked((seed * 31) + ch));

    private static Compilation Compile(string file, string text) => ArchCompiler.Compile(
        new SourceText(file, text),
        new CompilerOptions { ResolveImport = (_, path) => AllFiles().TryGetValue("Zoo/" + path, out string? found) ? new SourceText(path, found) : null });

    private static void AssertPlace(Diagnostic diagnostic, string file, string text)
    {
        Assert.NotEqual("", diagnostic.Message);
        if (diagnostic.Location.Path == file)
        {
            Assert.InRange(diagnostic.Location.Span.Start, 0, text.Length);
            Assert.InRange(diagnostic.Location.Span.End, diagnostic.Location.Span.Start, text.Length);
        }
    }

    private static SortedDictionary<string, string> AllFiles()
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        string tests = Path.Combine(Repository.Root, "tests", "ArchDsl.Compiler.Tests");
        foreach ((string name, string folder) in new[] { ("Examples", Path.Combine(tests, "Examples")), ("Zoo", ArchText.ZooFolder), ("Broken", ArchText.Folder("Broken")) })
        {
            foreach (string path in Directory.EnumerateFiles(folder, "*.arch"))
            {
                files.Add($"{name}/{Path.GetFileName(path)}", File.ReadAllText(path));
            }
        }

        return files;
    }
}
