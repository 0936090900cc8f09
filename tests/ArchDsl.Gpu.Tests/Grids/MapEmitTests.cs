using System.Text.RegularExpressions;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Text;
using ArchDsl.Gpu.Tests.Support;
using ArchDsl.Testing;

namespace ArchDsl.Gpu.Tests.Grids;

/// <summary>Every network of the zoo becomes a program, and every kind of kernel in them compiles without a warning.</summary>
public sealed partial class MapEmitTests
{
    // Kernels are most of the text, and networks differ in their sizes: of the kernels that differ in numbers alone the first
    // is compiled, the others lose their bodies. A network that has nothing new is printed only.
    [Fact]
    public void EveryKindOfKernelOfTheZooCompiles()
    {
        var kinds = new HashSet<string>(StringComparer.Ordinal);
        int networks = 0;
        foreach (string path in Directory.EnumerateFiles(Path.Combine(Repository.Root, "dsl", "zoo"), "*.arch").Order(StringComparer.Ordinal))
        {
            Compilation compilation = ArchCompiler.Compile(new SourceText($"std/zoo/{Path.GetFileName(path)}", File.ReadAllText(path)));
            networks += compilation.Networks.Count;
            string[] texts = compilation.Networks
                .Select(n => ArchEmitter.Emit(n, EmitTarget.Ilgpu, new EmitOptions { Namespace = "Generated" }).Single().Text)
                .OrderBy(text => text.Length)
                .Select(text => WhatIsNew(text, kinds)).OfType<string>().ToArray();
            if (texts.Length > 0)
            {
                GpuNetwork.Compile(texts);
            }
        }

        Assert.True(networks >= 153, $"only {networks} networks");
        Assert.True(kinds.Count >= 300, $"only {kinds.Count} kinds of kernels");
    }

    private static string? WhatIsNew(string text, HashSet<string> kinds)
    {
        int known = kinds.Count;
        string shorter = Kernel().Replace(text, kernel =>
            kinds.Add(Number().Replace(kernel.Groups["summary"].Value, "#")) ? kernel.Value : kernel.Groups["head"].Value + "    {\n    }\n");
        return kinds.Count == known ? null : shorter;
    }

    // A comment, a method, and small ones behind it, up to the next comment at the same depth or the end of the class.
    [GeneratedRegex(@"(?<head>^    // (?<summary>.*)\n    private static void \w+\(ArrayView<float> arena, .*\n)(?:(?!    // |}).*\n)*", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Kernel();

    [GeneratedRegex("[0-9]+", RegexOptions.CultureInvariant)]
    private static partial Regex Number();
}
