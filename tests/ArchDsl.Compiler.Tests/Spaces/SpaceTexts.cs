using ArchDsl.Compiler.Analysis;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Tests.Binding;
using ArchDsl.Compiler.Text;
using ArchDsl.Testing;

namespace ArchDsl.Compiler.Tests.Spaces;

/// <summary>Spaces of these tests.</summary>
internal static class SpaceTexts
{
    private const string Arch = """
        arch Net(a: int[3] = 1, b: int[2] = 1, x: int = 1, y = 2, flag = false, kind: act = relu, twice: int = x * 2) {
            input image: 4x8x8
            let width = 4 + sum(a) + sum(b)
            for n in a { conv 1x1, 4 * n, act: kind }
            for n in b { unit n + x, flag }
            conv 3x3, width
        }
        block unit(n: int, flag = false) { conv 1x1, n; conv 3x3, n, groups: n when flag }
        """;

    /// <summary>The only space of a body over a small arch, free of findings.</summary>
    public static DesignSpace Of(string body)
    {
        Compilation compilation = ArchText.Compile($"{Arch}\nspace S = Net {{ {body} }}\n");
        Assert.Equal("", ArchText.Findings(compilation));
        return Assert.Single(compilation.Spaces);
    }

    /// <summary>The costs of the small arch with these arguments, as a network of its own.</summary>
    public static Costs CostsOf(string arguments)
    {
        Compilation compilation = ArchText.Compile($"{Arch}\narch Copy = Net({arguments})\n");
        Assert.Equal("", ArchText.Findings(compilation));
        return CostReport.Of(Assert.Single(compilation.Networks, n => n.Name == "Copy")).Total;
    }

    /// <summary>A space of the zoo.</summary>
    public static DesignSpace Published(string name)
    {
        const string Path = "dsl/zoo/spaces.arch";
        Compilation compilation = ArchCompiler.Compile(new SourceText(Path, File.ReadAllText(System.IO.Path.Combine(Repository.Root, Path))));
        Assert.Equal("", ArchText.Findings(compilation));
        return Assert.Single(compilation.Spaces, s => s.Name == name);
    }

    /// <summary>Every point of a space, by looking at each.</summary>
    public static IEnumerable<int[]> Points(DesignSpace space)
    {
        int[] point = new int[space.Dimensions.Count];
        int all = space.Dimensions.Aggregate(1, (product, d) => product * d.Count);
        for (int i = 0; i < all; i++)
        {
            if (space.Constraints.All(c => c.IsOnCosts || c.Holds(point, null)))
            {
                yield return (int[])point.Clone();
            }

            for (int d = point.Length - 1; d >= 0 && ++point[d] == space.Dimensions[d].Count; d--)
            {
                point[d] = 0;
            }
        }
    }
}
