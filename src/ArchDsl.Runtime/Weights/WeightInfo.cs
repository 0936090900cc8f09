namespace ArchDsl.Runtime.Weights;

/// <summary>What a source says of one tensor, without its values.</summary>
/// <param name="Key">Its name: <c>c3.osa2.conv1.conv.weight</c>.</param>
/// <param name="Shape">Its sizes, outermost first.</param>
/// <param name="Type">How its elements are stored.</param>
public sealed record WeightInfo(string Key, TensorShape Shape, WeightType Type)
{
    /// <summary>How many bytes the elements take.</summary>
    public long ByteLength => Shape.ElementCount * WeightTypes.SizeOf(Type);
}
