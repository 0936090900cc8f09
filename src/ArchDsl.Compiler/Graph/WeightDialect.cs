using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>One weight tensor under its own key and under the one another project gives it.</summary>
/// <param name="Own">The network's key: <c>s1.xblock2.conv1.conv.weight</c>.</param>
/// <param name="Foreign">The other project's: <c>trunk_output.block1.block1-1.f.a.0.weight</c>.</param>
public sealed record RenamedKey(string Own, string Foreign);

/// <summary>How another project names the weights of a network: a <c>weights</c> statement with its rules worked out.</summary>
/// <param name="Name">The name behind <c>weights</c>.</param>
/// <param name="Keys">Every weight in the order of <see cref="Network.Weights"/>; no two have one foreign key.</param>
public sealed record WeightDialect(string Name, EquatableArray<RenamedKey> Keys);
