using System.Globalization;
using System.Text.Json;
using System.Text.Unicode;

namespace ArchDsl.Runtime.Weights;

/// <summary>The JSON of a safetensors file, taken apart strictly: nothing unknown is skipped.</summary>
internal ref struct SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    private const int MaxDepth = 8;

    private readonly string _file;
    private readonly List<WeightEntry> _entries = [];
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private Utf8JsonReader _reader;

    private SafetensorsHeader(string file, ReadOnlySpan<byte> json)
    {
        _file = file;
        _reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
    }

    /// <summary>The tensors of the header; their offsets are relative to the data.</summary>
    public static WeightTable Parse(string file, ReadOnlySpan<byte> json)
    {
        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw new InvalidHeaderException(file, "the header is not a JSON object");
        }

        if (!Utf8.IsValid(json))
        {
            throw new InvalidHeaderException(file, "the header is not UTF-8");
        }

        var header = new SafetensorsHeader(file, json);
        try
        {
            header.ReadTensors();
        }
        catch (JsonException e)
        {
            throw new InvalidHeaderException(file, $"the header is not JSON: byte {e.BytePositionInLine} of line {e.LineNumber}", inner: e);
        }

        return new WeightTable(WeightsFormat.Safetensors, header._entries, header._metadata);
    }

    private void ReadTensors()
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        Expect(JsonTokenType.StartObject, null);
        while (NextProperty(null) is { } key)
        {
            if (!seen.Add(key))
            {
                throw new DuplicateKeyException(_file, key);
            }

            if (key == MetadataKey)
            {
                ReadMetadata();
            }
            else
            {
                ReadTensor(key);
            }
        }

        if (_reader.Read())
        {
            throw Unexpected(null);
        }
    }

    private void ReadMetadata()
    {
        Expect(JsonTokenType.StartObject, MetadataKey);
        while (NextProperty(MetadataKey) is { } name)
        {
            Expect(JsonTokenType.String, MetadataKey);
            if (!_metadata.TryAdd(name, Text(MetadataKey)))
            {
                throw new DuplicateKeyException(_file, name);
            }
        }
    }

    private void ReadTensor(string key)
    {
        WeightType? type = null;
        TensorShape? shape = null;
        (long Begin, long End)? offsets = null;
        Expect(JsonTokenType.StartObject, key);
        while (NextProperty(key) is { } field)
        {
            switch (field)
            {
                case "dtype" when type is null:
                    type = ReadType(key);
                    break;
                case "shape" when shape is null:
                    shape = ReadShape(key);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = ReadOffsets(key);
                    break;
                case "dtype" or "shape" or "data_offsets":
                    throw new InvalidHeaderException(_file, $"{WeightsException.Quote(key)} has two {field}", key);
                default:
                    throw new InvalidHeaderException(
                        _file, $"{WeightsException.Quote(key)} has the unknown field {WeightsException.Quote(field)}", key);
            }
        }

        if (type is not { } knownType || shape is not { } knownShape || offsets is not var (begin, end))
        {
            string missing = type is null ? "dtype" : shape is null ? "shape" : "data_offsets";
            throw new InvalidHeaderException(_file, $"{WeightsException.Quote(key)} has no {missing}", key);
        }

        _entries.Add(new WeightEntry(CheckSize(new WeightInfo(key, knownShape, knownType), begin, end), begin));
    }

    private readonly WeightInfo CheckSize(WeightInfo info, long begin, long end)
    {
        if (begin < 0 || end < begin)
        {
            string offsets = string.Create(CultureInfo.InvariantCulture, $"{begin} to {end}");
            throw new InvalidOffsetException(_file, info.Key, $"has the data offsets {offsets}");
        }

        if (info.Shape.ElementCount > long.MaxValue / WeightTypes.SizeOf(info.Type))
        {
            throw new InvalidShapeException(_file, info.Key, $"of shape {info.Shape} has more bytes than can be counted");
        }

        return info.ByteLength == end - begin ? info : throw new TensorSizeException(_file, info, end - begin);
    }

    private WeightType ReadType(string key)
    {
        Expect(JsonTokenType.String, key);
        string name = Text(key);
        return WeightTypes.TryParseSafetensors(name, out WeightType? type)
            ? type.Value
            : throw new UnsupportedTypeException(_file, key, WeightsException.Quote(name));
    }

    private TensorShape ReadShape(string key)
    {
        Span<long> sizes = stackalloc long[TensorShape.MaxRank];
        int rank = 0;
        Expect(JsonTokenType.StartArray, key);
        while (Next() == JsonTokenType.Number)
        {
            if (!_reader.TryGetInt64(out long dimension) || rank == TensorShape.MaxRank)
            {
                throw new InvalidShapeException(_file, key, "has a shape that is too large or not of whole numbers");
            }

            sizes[rank++] = dimension;
        }

        Require(JsonTokenType.EndArray, key);
        sizes = sizes[..rank];
        return TensorShape.TryCreate(sizes, out TensorShape shape)
            ? shape
            : throw new InvalidShapeException(_file, key, $"has the impossible shape {TensorShape.Join(sizes)}");
    }

    private (long Begin, long End) ReadOffsets(string key)
    {
        Expect(JsonTokenType.StartArray, key);
        long begin = ReadOffset(key);
        long end = ReadOffset(key);
        Expect(JsonTokenType.EndArray, key);
        return (begin, end);
    }

    private long ReadOffset(string key)
    {
        Expect(JsonTokenType.Number, key);
        return _reader.TryGetInt64(out long offset)
            ? offset
            : throw new InvalidOffsetException(_file, key, "has a data offset that is too large or not a whole number");
    }

    private string? NextProperty(string? key)
    {
        if (Next() == JsonTokenType.EndObject)
        {
            return null;
        }

        Require(JsonTokenType.PropertyName, key);
        return Text(key);
    }

    private readonly string Text(string? key)
    {
        try
        {
            return _reader.GetString()!;
        }
        catch (InvalidOperationException e)
        {
            // Escapes can spell half a surrogate pair, which is no text.
            throw new InvalidHeaderException(_file, "the header has text that is not valid Unicode", key, e);
        }
    }

    private JsonTokenType Next() => _reader.Read() ? _reader.TokenType : JsonTokenType.None;

    private void Expect(JsonTokenType type, string? key)
    {
        Next();
        Require(type, key);
    }

    private readonly void Require(JsonTokenType type, string? key)
    {
        if (_reader.TokenType != type)
        {
            throw Unexpected(key);
        }
    }

    private readonly InvalidHeaderException Unexpected(string? key)
    {
        string where = key is null ? "" : $" in {WeightsException.Quote(key)}";
        return new InvalidHeaderException(
            _file, $"the header has an unexpected {_reader.TokenType}{where} at byte {_reader.TokenStartIndex}", key);
    }
}
