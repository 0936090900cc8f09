using ArchDsl.Benchmarks.Compare;
using ArchDsl.Benchmarks.Compare.Preparation;
using ArchDsl.Compiler;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Benchmarks.Gpu;

/// <summary>The fused paths alone, at the sizes that their networks have them in, so that their share of the device stands for itself.</summary>
internal static class GpuParts
{
    private static readonly (string Title, string Name, string Text)[] Texts =
    [
        // Stage c2 of VoVNet-39: the aggregation, with eSE as in V2.
        ("OSA tail", "OsaTail", """
            arch OsaTail {
                input aggregated: 768x56x56
                defaults norm: batch, act: relu
                conv 1x1, 256
                ese
            }
            """),

        // Stage s2 of CSPResNeXt-50, behind its last unit.
        ("CSP transition", "CspTransition", """
            arch CspTransition {
                input maps: 512x32x32
                defaults norm: batch, act: leaky
                split 1/2 { pass } { conv 1x1 as inner }
                conv 1x1, 512 as outer
            }
            """),
    ];

    public static IEnumerable<string> Titles => Texts.Select(t => t.Title);

    /// <summary>The parts of some titles.</summary>
    /// <exception cref="CompareException">One does not compile.</exception>
    public static IEnumerable<ComparedNetwork> Load(Func<string, bool> isWanted) => Texts.Where(t => isWanted(t.Title)).Select(part =>
    {
        Compilation compilation = ArchCompiler.Compile(new SourceText(part.Name + ".arch", part.Text));
        return compilation.HasErrors
            ? throw new CompareException($"{part.Title} does not compile: {compilation.Diagnostics[0].Message}")
            : new ComparedNetwork(part.Title, compilation.Networks.Single());
    });
}
