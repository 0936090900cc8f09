using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Tests.Binding;

/// <summary>Random well-formed programs compile without any error, to networks the verifier has passed.</summary>
public sealed class GeneratedProgramTests
{
    [Theory]
    [MemberData(nameof(Seeds))]
    public void AWellFormedProgramCompiles(int seed)
    {
        for (int i = 0; i < 25; i++)
        {
            string text = new ProgramGenerator(new Random((seed * 1000) + i)).Program();
            Compilation compilation = ArchText.Compile(text);

            Assert.False(compilation.HasErrors, $"{ArchText.Findings(compilation)}\n{text}");
            Network network = Assert.Single(compilation.Networks);
            Verifier.Verify(network);
        }
    }

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 12)];
}
