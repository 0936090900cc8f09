using ArchDsl.Runtime.Cpu;
using Xunit;

namespace ArchDsl.Runtime.Tests.Weights;

public sealed class PackingTests
{
    private const int Many = 1 << 20;

    [Theory]
    [InlineData(1, Many)]
    [InlineData(2, Many)]
    [InlineData(1000, Many)]
    [InlineData(1000, 1000)]
    public void EveryPieceIsDoneOnce(int count, int weights)
    {
        var done = new int[count];
        Packing.ForEach(count, weights, i => Interlocked.Increment(ref done[i]));
        Assert.All(done, d => Assert.Equal(1, d));
    }

    [Fact]
    public void WhatAPieceThrowsIsThrownAndTheNextCallWorks()
    {
        for (int turn = 0; turn < 20; turn++)
        {
            Assert.Equal("17", Assert.Throws<InvalidDataException>(() => Packing.ForEach(40, Many, i => Fail(i, 17))).Message);
        }

        EveryPieceIsDoneOnce(100, Many);

        static void Fail(int index, int bad)
        {
            if (index == bad)
            {
                throw new InvalidDataException($"{index}");
            }
        }
    }

    [Fact]
    public void NetworksMayBeLoadedAtOnce()
    {
        var loads = new Thread[4];
        var failures = new int[loads.Length];
        for (int t = 0; t < loads.Length; t++)
        {
            int own = t;
            loads[t] = new Thread(() =>
            {
                for (int turn = 0; turn < 50; turn++)
                {
                    var done = new int[60];
                    Packing.ForEach(done.Length, Many, i => Interlocked.Increment(ref done[i]));
                    failures[own] += done.Count(d => d != 1);
                }
            });
            loads[t].Start();
        }

        Array.ForEach(loads, l => l.Join());
        Assert.All(failures, f => Assert.Equal(0, f));
    }

    [Fact]
    public void APieceMayHavePiecesOfItsOwn()
    {
        int sum = 0;
        Packing.ForEach(10, Many, _ => Packing.ForEach(10, Many, i => Interlocked.Add(ref sum, i)));
        Assert.Equal(450, sum);
    }
}
