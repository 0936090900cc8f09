using Xunit;

namespace ArchDsl.Runtime.Tests;

public sealed class TensorShapeTests
{
    [Fact]
    public void TheDefaultIsAScalar()
    {
        TensorShape scalar = default;

        Assert.Equal(0, scalar.Rank);
        Assert.Equal(1, scalar.ElementCount);
        Assert.Equal("scalar", scalar.ToString());
        Assert.Equal(new TensorShape(), scalar);
        Assert.Equal(new TensorShape().GetHashCode(), scalar.GetHashCode());
    }

    [Fact]
    public void SizesStandOutermostFirst()
    {
        var shape = new TensorShape(64, 3, 7, 5);

        Assert.Equal(4, shape.Rank);
        Assert.Equal(64 * 3 * 7 * 5, shape.ElementCount);
        Assert.Equal(64, shape[0]);
        Assert.Equal(5, shape[3]);
        Assert.Equal("64x3x7x5", shape.ToString());
        Assert.Throws<IndexOutOfRangeException>(() => shape[4]);
    }

    [Fact]
    public void EqualityIsByRankAndSize()
    {
        Assert.True(new TensorShape(2, 3) == new TensorShape(2, 3));
        Assert.True(new TensorShape(2, 3) != new TensorShape(3, 2));
        Assert.False(new TensorShape(2, 3).Equals(new TensorShape(2, 3, 1)));
        Assert.False(new TensorShape(1).Equals((object)default(TensorShape)));
        Assert.False(new TensorShape(1).Equals("1"));
        Assert.Equal(new TensorShape(2, 3).GetHashCode(), new TensorShape(2, 3).GetHashCode());
    }

    [Fact]
    public void AnEmptyTensorHasNoElementsHoweverLargeItsOtherSizes()
    {
        Assert.Equal(0, new TensorShape(long.MaxValue, long.MaxValue, 0).ElementCount);
        Assert.Equal(0, new TensorShape(0, long.MaxValue, long.MaxValue).ElementCount);
    }

    [Fact]
    public void TheLargestCountIsStillCounted() =>
        Assert.Equal(long.MaxValue, new TensorShape(7, long.MaxValue / 7, 1).ElementCount + (long.MaxValue % 7));

    [Fact]
    public void ImpossibleShapesAreRefused()
    {
        Assert.Throws<ArgumentException>(() => new TensorShape(3, -1));
        Assert.Throws<ArgumentException>(() => new TensorShape(0, -1));
        Assert.Throws<ArgumentException>(() => new TensorShape(1L << 32, 1L << 31));
        Assert.Throws<ArgumentException>(() => new TensorShape(new long[TensorShape.MaxRank + 1]));
    }
}
