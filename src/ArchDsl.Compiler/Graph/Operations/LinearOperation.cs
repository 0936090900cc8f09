using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>A matrix product over the flattened map (channels, then rows, then columns).</summary>
/// <param name="InFeatures">C·H·W of what goes in.</param>
/// <param name="OutFeatures">Numbers that come out.</param>
/// <param name="Bias">Whether a number is added to each.</param>
public sealed record LinearOperation(int InFeatures, int OutFeatures, bool Bias) : Operation
{
    /// <inheritdoc/>
    public override string Name => "linear";

    /// <inheritdoc/>
    public override EquatableArray<WeightTensor> Weights
    {
        get
        {
            var weight = new WeightTensor("weight", EquatableArray<int>.Of(OutFeatures, InFeatures), WeightRole.Weight);
            return Bias
                ? EquatableArray<WeightTensor>.Of(weight, new WeightTensor("bias", EquatableArray<int>.Of(OutFeatures), WeightRole.Bias))
                : EquatableArray<WeightTensor>.Of(weight);
        }
    }

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0].Elements == InFeatures
        ? (double)OutFeatures * InFeatures > ShapeRules.MaxElements
            ? ShapeResult.Fail(ShapeRule.InRange, $"a matrix of {OutFeatures}x{InFeatures} has more than {ShapeRules.MaxElements} weights")
            : ShapeRules.Check(new Shape(OutFeatures, 1, 1))
        : ShapeResult.Fail(ShapeRule.ChannelsAgree, $"the linear layer reads {InFeatures} numbers, {inputs[0]} has {inputs[0].Elements}");

    /// <inheritdoc/>
    public override long Macs(IReadOnlyList<Shape> inputs, Shape output) => (long)InFeatures * OutFeatures;
}
