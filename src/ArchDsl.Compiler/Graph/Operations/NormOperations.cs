using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Graph;

/// <summary>Batch normalisation: γ(x − μ)/√(σ² + ε) + β per channel, with running statistics at inference.</summary>
/// <param name="Channels">Channels of the map.</param>
/// <param name="Epsilon">ε; 1e-5 unless said otherwise.</param>
/// <param name="Momentum">Share of the new batch in the running statistics, as PyTorch counts it; 0.1 unless said otherwise.</param>
/// <param name="ZeroInit">Whether γ starts at 0, so that a residual branch starts as the identity.</param>
public sealed record BatchNormOperation(int Channels, double Epsilon = 1e-5, double Momentum = 0.1, bool ZeroInit = false) : Operation
{
    /// <inheritdoc/>
    public override string Name => "batch_norm";

    /// <inheritdoc/>
    public override bool KeepsChannels => true;

    /// <inheritdoc/>
    public override EquatableArray<WeightTensor> Weights
    {
        get
        {
            var shape = EquatableArray<int>.Of(Channels);
            return EquatableArray<WeightTensor>.Of(
                new WeightTensor("weight", shape, WeightRole.NormScale),
                new WeightTensor("bias", shape, WeightRole.NormShift),
                new WeightTensor("running_mean", shape, WeightRole.RunningMean),
                new WeightTensor("running_var", shape, WeightRole.RunningVariance),
                new WeightTensor("num_batches_tracked", default, WeightRole.BatchCount));
        }
    }

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs) => inputs[0].Channels == Channels
        ? inputs[0]
        : ShapeResult.Fail(ShapeRule.ChannelsAgree, $"the norm has {Channels} channels, {inputs[0]} has {inputs[0].Channels}");
}

/// <summary>Group normalisation: mean and variance per sample over each group of channels. One group is layer norm over C, H, W.</summary>
/// <param name="Channels">Channels of the map.</param>
/// <param name="Groups">Groups that the channels fall into, in order.</param>
/// <param name="Epsilon">ε.</param>
/// <param name="ZeroInit">Whether γ starts at 0.</param>
public sealed record GroupNormOperation(int Channels, int Groups, double Epsilon = 1e-5, bool ZeroInit = false) : Operation
{
    /// <inheritdoc/>
    public override string Name => "group_norm";

    /// <inheritdoc/>
    public override bool KeepsChannels => true;

    /// <inheritdoc/>
    public override EquatableArray<WeightTensor> Weights => EquatableArray<WeightTensor>.Of(
        new WeightTensor("weight", EquatableArray<int>.Of(Channels), WeightRole.NormScale),
        new WeightTensor("bias", EquatableArray<int>.Of(Channels), WeightRole.NormShift));

    /// <inheritdoc/>
    public override ShapeResult Infer(IReadOnlyList<Shape> inputs)
    {
        Shape input = inputs[0];
        if (input.Channels != Channels)
        {
            return ShapeResult.Fail(ShapeRule.ChannelsAgree, $"the norm has {Channels} channels, {input} has {input.Channels}");
        }

        return Groups >= 1 && Channels % Groups == 0
            ? input
            : ShapeResult.Fail(ShapeRule.GroupsDivide, $"{Groups} norm groups do not divide {Channels} channels");
    }
}
