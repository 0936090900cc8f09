using System.Buffers.Binary;
using System.Text;
using ArchDsl.Runtime.Weights;
using Xunit;
using static ArchDsl.Runtime.Tests.Weights.SafetensorsBytes;

namespace ArchDsl.Runtime.Tests.Weights;

public sealed class PlainSafetensorsHeaderTests
{
    private static readonly string Good = Tensor("w", "F32", "[1]", 0, 4);

    [Theory]
    [InlineData("""{"__metadata__":{"format":"pt","by":"x"},"a.b":{"dtype":"F32","shape":[2,3],"data_offsets":[0,24]},"c":{"dtype":"I64","shape":[],"data_offsets":[24,32]}}   """)]
    [InlineData("{}")]
    [InlineData("""{"w":{"dtype":"F16","shape":[0,10],"data_offsets":[0,0]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[100000000000000000],"data_offsets":[0,100000000000000000]}}""")]
    public void WhatWritersLeaveIsPlain(string header) => Agree(Encoding.UTF8.GetBytes(header), mustBePlain: true);

    [Fact]
    public void WhatThisLibraryWritesIsPlain() => Agree(Written(1), mustBePlain: true);

    [Theory]
    [InlineData("""{ "w":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"shape":[1],"dtype":"F32","data_offsets":[0,4]}}""")]
    [InlineData("""{"w\u0041":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"wä":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")]
    [InlineData("""{"w":{"dtype":"U8","shape":[1000000000000000000],"data_offsets":[0,1000000000000000000]}}""")]
    public void TheRestIsLeftToTheJsonReader(string header)
    {
        byte[] json = Encoding.UTF8.GetBytes(header);

        Assert.Null(PlainSafetensorsHeader.TryRead(json));
        Assert.Single(SafetensorsHeader.Parse("f", json).Entries);
    }

    [Fact]
    public void ErrorsAreLeftToTheJsonReader()
    {
        string[] wrong =
        [
            "", "{", "{" + Good, "{" + Good + ",}", "{," + Good + "}", Header(Good, Good), "{}{}", Header(Good) + "x",
            """{"__metadata__":{},"__metadata__":{}}""", """{"__metadata__":{"a":"1","a":"2"}}""", """{"__metadata__":{"a":1}}""",
            Header(Tensor("w", "f32", "[1]", 0, 4)), Header(Tensor("w", "F32", "[01]", 0, 4)), Header(Tensor("w", "F32", "[1,]", 0, 4)),
            Header(Tensor("w", "F32", "[-1]", 0, 4)), Header(Tensor("w", "F32", "[1]", "0", "00")), Header(Tensor("w", "F32", "[1]", 4, 0)),
            Header(Tensor("w", "F32", "[2]", 0, 4)), Header(Tensor("w", "F32", "[4611686018427387904]", 0, 0)),
            """{"w":{"dtype":"F32","shape":[1],"data_offsets":[0,4,8]}}""", """{"w":{"dtype":"F32","shape":[1],"data_offsets":[4]}}""",
        ];
        foreach (string header in wrong)
        {
            byte[] json = Encoding.UTF8.GetBytes(header);
            Assert.Null(PlainSafetensorsHeader.TryRead(json));
            Assert.ThrowsAny<WeightsException>(() => { SafetensorsHeader.Parse("f", json); });
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void OfDamagedHeadersItTakesNoneThatTheJsonReaderReadsOtherwise(int seed)
    {
        byte[] content = Written(seed);
        var random = new Random(seed);
        int plain = Enumerable.Range(0, 20_000).Count(_ => Agree(MutationTests.Mutate(content, random), mustBePlain: false));

        Assert.InRange(plain, 100, 19_900);
    }

    private static byte[] Written(int seed)
    {
        using var stream = new MemoryStream();
        SafetensorsWriter.Write(stream, RandomWeights.Tensors(new Random(seed), 14), new Dictionary<string, string> { ["format"] = "pt" });
        byte[] file = stream.ToArray();
        return file[8..(8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file))];
    }

    private static bool Agree(byte[] json, bool mustBePlain)
    {
        if (PlainSafetensorsHeader.TryRead(json) is not { } plain)
        {
            Assert.False(mustBePlain);
            return false;
        }

        WeightTable table = SafetensorsHeader.Parse("f", json);
        Assert.Equal(table.Entries, plain.Entries);
        Assert.Equal(table.Metadata, plain.Metadata);
        Assert.Equal(table.Format, plain.Format);
        return true;
    }
}
