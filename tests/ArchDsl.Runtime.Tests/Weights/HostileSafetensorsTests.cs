using System.Text;
using ArchDsl.Runtime.Weights;
using Xunit;
using static ArchDsl.Runtime.Tests.Weights.SafetensorsBytes;

namespace ArchDsl.Runtime.Tests.Weights;

public sealed class HostileSafetensorsTests
{
    private static readonly string Good = Tensor("w", "F32", "[1]", 0, 4);

    private static readonly Dictionary<string, (Type Exception, string Message, byte[] Content)> Corpus = new()
    {
        ["no bytes of a header"] = (typeof(TruncatedFileException), "a header of 64 bytes is announced, but 0 follow", WithLength(64)),
        ["header cut short"] = (typeof(TruncatedFileException), "but 3 follow", WithLength(64, "{  "u8)),
        ["data cut short"] = (typeof(TruncatedFileException), "the tensors take 4 bytes, but 3 follow", File(Header(Good), new byte[3])),
        ["no data at all"] = (typeof(TruncatedFileException), "'w'|the tensors take 4", File(Header(Good))),

        ["giant header"] = (typeof(HeaderTooLargeException), "100000001 bytes", WithLength(100_000_001, "{}"u8)),
        ["negative header length"] = (typeof(HeaderTooLargeException), "18446744073709551615 bytes", WithLength(ulong.MaxValue, "{}"u8)),
        ["header length near the sign"] = (typeof(HeaderTooLargeException), "9223372036854775807", WithLength(long.MaxValue, "{}"u8)),

        ["empty header"] = (typeof(InvalidHeaderException), "not a JSON object", WithLength(0, "abcdefgh"u8)),
        ["an array"] = (typeof(InvalidHeaderException), "not a JSON object", File("[]")),
        ["leading blank"] = (typeof(InvalidHeaderException), "not a JSON object", File(" {}")),
        ["no JSON"] = (typeof(InvalidHeaderException), "not JSON", File("{w}")),
        ["unclosed"] = (typeof(InvalidHeaderException), "not JSON", File("{" + Good, new byte[4])),
        ["comment"] = (typeof(InvalidHeaderException), "not JSON", File("{/**/}")),
        ["trailing comma"] = (typeof(InvalidHeaderException), "not JSON", File("{" + Good + ",}", new byte[4])),
        ["two objects"] = (typeof(InvalidHeaderException), "not JSON", File("{}{}")),
        ["nested deeply"] = (typeof(InvalidHeaderException), "not JSON|unexpected", File("{\"w\":" + new string('[', 100_000))),
        ["nested shape"] = (typeof(InvalidHeaderException), "unexpected StartArray in 'w'", File(Header(Tensor("w", "F32", "[[[[[[[[[[1]]]]]]]]]]", 0, 4)), new byte[4])),
        ["not UTF-8"] = (typeof(InvalidHeaderException), "not UTF-8", File([.. "{\""u8, 0xFF, 0xFE, .. "\":1}"u8])),
        ["half a surrogate in a key"] = (typeof(InvalidHeaderException), "not valid Unicode", File("""{"\ud800":{}}""")),
        ["half a surrogate in a type"] = (typeof(InvalidHeaderException), "not valid Unicode", File(Header(Tensor("w", "\\udc00", "[1]", 0, 4)))),
        ["tensor is a number"] = (typeof(InvalidHeaderException), "unexpected Number in 'w'", File("""{"w":1}""")),
        ["type is a number"] = (typeof(InvalidHeaderException), "unexpected Number in 'w'", File("""{"w":{"dtype":1}}""")),
        ["shape is text"] = (typeof(InvalidHeaderException), "unexpected String in 'w'", File("""{"w":{"shape":"1"}}""")),
        ["shape of text"] = (typeof(InvalidHeaderException), "unexpected String in 'w'", File("""{"w":{"shape":["1"]}}""")),
        ["three offsets"] = (typeof(InvalidHeaderException), "unexpected Number in 'w'", File("""{"w":{"data_offsets":[0,4,8]}}""")),
        ["one offset"] = (typeof(InvalidHeaderException), "unexpected EndArray in 'w'", File("""{"w":{"data_offsets":[0]}}""")),
        ["no type"] = (typeof(InvalidHeaderException), "'w' has no dtype", File("""{"w":{"shape":[1],"data_offsets":[0,4]}}""", new byte[4])),
        ["no shape"] = (typeof(InvalidHeaderException), "'w' has no shape", File("""{"w":{"dtype":"F32","data_offsets":[0,4]}}""", new byte[4])),
        ["no offsets"] = (typeof(InvalidHeaderException), "'w' has no data_offsets", File("""{"w":{"dtype":"F32","shape":[1]}}""", new byte[4])),
        ["two types"] = (typeof(InvalidHeaderException), "'w' has two dtype", File("""{"w":{"dtype":"F32","dtype":"F32"}}""")),
        ["unknown field"] = (typeof(InvalidHeaderException), "'w' has the unknown field 'stride'", File("""{"w":{"stride":[1]}}""")),
        ["metadata of numbers"] = (typeof(InvalidHeaderException), "unexpected Number in '__metadata__'", File("""{"__metadata__":{"a":1}}""")),

        ["key twice"] = (typeof(DuplicateKeyException), "'w' occurs twice", File(Header(Good, Tensor("w", "F32", "[1]", 4, 8)), new byte[8])),
        ["key twice, once escaped"] = (typeof(DuplicateKeyException), "'w' occurs twice", File(Header(Good, Tensor("\\u0077", "F32", "[1]", 4, 8)), new byte[8])),
        ["metadata twice"] = (typeof(DuplicateKeyException), "'__metadata__'", File("""{"__metadata__":{},"__metadata__":{}}""")),
        ["note twice"] = (typeof(DuplicateKeyException), "'a'", File("""{"__metadata__":{"a":"1","a":"2"}}""")),

        ["unknown type"] = (typeof(UnsupportedTypeException), "'w' has the unsupported type 'F31'", File(Header(Tensor("w", "F31", "[1]", 0, 4)), new byte[4])),
        ["type in lower case"] = (typeof(UnsupportedTypeException), "'f32'", File(Header(Tensor("w", "f32", "[1]", 0, 4)), new byte[4])),

        ["negative size"] = (typeof(InvalidShapeException), "impossible shape 2x-2", File(Header(Tensor("w", "F32", "[2,-2]", 0, 4)), new byte[4])),
        ["fraction"] = (typeof(InvalidShapeException), "whole numbers", File(Header(Tensor("w", "F32", "[1.5]", 0, 4)), new byte[4])),
        ["size beyond 64 bits"] = (typeof(InvalidShapeException), "too large", File(Header(Tensor("w", "F32", "[99999999999999999999]", 0, 4)), new byte[4])),
        ["product overflows to zero"] = (typeof(InvalidShapeException), "impossible shape 4294967296x4294967296", File(Header(Tensor("w", "F32", "[4294967296,4294967296]", 0, 0)))),
        ["bytes overflow to zero"] = (typeof(InvalidShapeException), "more bytes than can be counted", File(Header(Tensor("w", "F32", "[4611686018427387904]", 0, 0)))),
        ["65 dimensions"] = (typeof(InvalidShapeException), "too large", File(Header(Tensor("w", "U8", "[" + string.Join(',', Enumerable.Repeat(1, 65)) + "]", 0, 1)), 1)),

        ["negative offset"] = (typeof(InvalidOffsetException), "-4 to 0", File(Header(Tensor("w", "F32", "[1]", -4, 0)), new byte[4])),
        ["reversed offsets"] = (typeof(InvalidOffsetException), "4 to 0", File(Header(Tensor("w", "F32", "[1]", 4, 0)), new byte[4])),
        ["offset beyond 64 bits"] = (typeof(InvalidOffsetException), "too large", File(Header(Tensor("w", "F32", "[1]", "0", "99999999999999999999")), new byte[4])),
        ["offset with an exponent"] = (typeof(InvalidOffsetException), "not a whole number", File(Header(Tensor("w", "F32", "[1]", "0", "4.5")), new byte[4])),
        ["outside the data"] = (typeof(InvalidOffsetException), "'w' lies at 100, 4 bytes long, outside the 4", File(Header(Tensor("w", "F32", "[1]", 100, 104)), new byte[4])),
        ["far outside the data"] = (typeof(InvalidOffsetException), "outside the 4", File(Header(Tensor("w", "U8", "[4]", long.MaxValue - 4, long.MaxValue)), new byte[4])),

        ["fewer bytes than the shape"] = (typeof(TensorSizeException), "'w' of shape 2x3 and type F32 takes 24 bytes, but has 4", File(Header(Tensor("w", "F32", "[2,3]", 0, 4)), new byte[4])),
        ["more bytes than the shape"] = (typeof(TensorSizeException), "takes 2 bytes, but has 4", File(Header(Tensor("w", "F16", "[1]", 0, 4)), new byte[4])),
        ["a scalar without bytes"] = (typeof(TensorSizeException), "of shape scalar", File(Header(Tensor("w", "F32", "[]", 0, 0)))),

        ["same bytes twice"] = (typeof(OverlappingTensorsException), "'v' overlaps 'w'", File(Header(Good, Tensor("v", "F32", "[1]", 0, 4)), new byte[4])),
        ["same bytes twice among many"] = (typeof(OverlappingTensorsException), "'second' overlaps 'first'", File(Header(
            [.. Enumerable.Range(0, 40).Select(i => Tensor($"t{i}", "U8", "[1]", i, i + 1)), Tensor("first", "U8", "[1]", 40, 41), Tensor("second", "U8", "[1]", 40, 41)]), new byte[41])),
        ["partly the same bytes"] = (typeof(OverlappingTensorsException), "'v' overlaps 'w'", File(Header(Good, Tensor("v", "F32", "[1]", 2, 6)), new byte[6])),

        ["hole before"] = (typeof(UnclaimedBytesException), "4 bytes at offset 0", File(Header(Tensor("w", "F32", "[1]", 4, 8)), new byte[8])),
        ["hole between"] = (typeof(UnclaimedBytesException), "1 bytes at offset 4", File(Header(Good, Tensor("v", "F32", "[1]", 5, 9)), new byte[9])),
        ["bytes after"] = (typeof(UnclaimedBytesException), "3 bytes at offset 4", File(Header(Good), new byte[7])),
    };

    public static TheoryData<string> Names { get; } = [.. Corpus.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void EachIsRefusedForItsOwnReason(string name)
    {
        (Type exception, string message, byte[] content) = Corpus[name];

        var thrown = (WeightsException)Assert.Throws(exception, () => { WeightsFile.Parse(content, "hostile.safetensors"); });

        Assert.StartsWith("hostile.safetensors: ", thrown.Message);
        Assert.Contains(message.Split('|'), part => thrown.Message.Contains(part, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryExceptionOfTheFormatIsInTheCorpus()
    {
        Type[] thrown = [.. Corpus.Values.Select(row => row.Exception).Distinct()];
        Type[] formats = [.. typeof(WeightsException).Assembly.GetTypes().Where(type =>
            type.IsSubclassOf(typeof(WeightsException))
            && type.GetConstructors(System.Reflection.BindingFlags.Instance | System.Reflection.BindingFlags.NonPublic)
                .Any(constructor => constructor.GetParameters()[0].Name == "file"))];

        Assert.Equal(
            formats.Where(type => type != typeof(UnknownFormatException) && type != typeof(RefusedObjectException)).Select(type => type.Name).Order(),
            thrown.Select(type => type.Name).Order());
    }

    [Fact]
    public void TextFromTheFileIsMadeSafeToPrint()
    {
        string key = "a\\u001b[31m\\n" + new string('k', 10_000);

        var thrown = Assert.Throws<UnsupportedTypeException>(() => WeightsFile.Parse(File(Header(Tensor(key, "X", "[]", 0, 0)))));

        Assert.True(thrown.Message.Length < 300);
        Assert.DoesNotContain(thrown.Message, char.IsControl);
    }

    [Theory]
    [InlineData("", "neither safetensors")]
    [InlineData("hello, this is a text file of some length", "neither safetensors")]
    [InlineData("a", "neither safetensors")]
    public void OtherFormatsAreNamed(string content, string message)
    {
        var thrown = Assert.Throws<UnknownFormatException>(() => WeightsFile.Parse(Encoding.Latin1.GetBytes(content)));

        Assert.Contains(message, thrown.Message);
    }
}
