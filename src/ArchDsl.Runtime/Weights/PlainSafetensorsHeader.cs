using System.Text;

namespace ArchDsl.Runtime.Weights;

/// <summary>
/// The header as the writers in use leave it: ASCII without escapes or blanks, fields in one order. All else, and every
/// error, is <see cref="SafetensorsHeader"/>'s; its JSON reader takes 8 ms to get going, a third of loading a small network.
/// </summary>
internal ref struct PlainSafetensorsHeader
{
    // So many digits are no more than a long holds.
    private const int MostDigits = 18;

    private readonly ReadOnlySpan<byte> _json;
    private int _at;

    private PlainSafetensorsHeader(ReadOnlySpan<byte> json) => _json = json;

    /// <summary>The tensors of a plain, well-formed header with offsets relative to the data, as the JSON reader would find them; else null.</summary>
    public static WeightTable? TryRead(ReadOnlySpan<byte> json) => new PlainSafetensorsHeader(json).TryRead();

    private WeightTable? TryRead()
    {
        var entries = new List<WeightEntry>();
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        var keys = new HashSet<string>(StringComparer.Ordinal);
        if (!Skip("{"u8))
        {
            return null;
        }

        while (!Skip("}"u8))
        {
            bool isRead = (keys.Count == 0 || Skip(","u8)) && TryText(out string key) && keys.Add(key) && Skip(":"u8)
                && (key == SafetensorsHeader.MetadataKey ? TryMetadata(metadata) : TryTensor(key, entries));
            if (!isRead)
            {
                return null;
            }
        }

        // Writers pad with blanks.
        while (Skip(" "u8))
        {
        }

        return _at == _json.Length ? new WeightTable(WeightsFormat.Safetensors, entries, metadata) : null;
    }

    private bool TryMetadata(Dictionary<string, string> metadata)
    {
        if (!Skip("{"u8))
        {
            return false;
        }

        while (!Skip("}"u8))
        {
            bool isRead = (metadata.Count == 0 || Skip(","u8)) && TryText(out string name) && Skip(":"u8) && TryText(out string text)
                && metadata.TryAdd(name, text);
            if (!isRead)
            {
                return false;
            }
        }

        return true;
    }

    private bool TryTensor(string key, List<WeightEntry> entries)
    {
        Span<long> sizes = stackalloc long[TensorShape.MaxRank];
        Span<long> offsets = stackalloc long[2];
        if (!Skip("{\"dtype\":"u8) || !TryText(out string name) || !WeightTypes.TryParseSafetensors(name, out WeightType? type)
            || !Skip(",\"shape\":"u8) || !TryNumbers(sizes, out int rank) || !TensorShape.TryCreate(sizes[..rank], out TensorShape shape)
            || !Skip(",\"data_offsets\":"u8) || !TryNumbers(offsets, out int count) || count != 2 || !Skip("}"u8))
        {
            return false;
        }

        var info = new WeightInfo(key, shape, type.Value);
        bool isCounted = shape.ElementCount <= long.MaxValue / WeightTypes.SizeOf(info.Type);
        entries.Add(new WeightEntry(info, offsets[0]));
        return isCounted && offsets[0] <= offsets[1] && info.ByteLength == offsets[1] - offsets[0];
    }

    private bool TryNumbers(scoped Span<long> numbers, out int count)
    {
        count = 0;
        if (!Skip("["u8))
        {
            return false;
        }

        while (!Skip("]"u8))
        {
            if ((count > 0 && !Skip(","u8)) || count == numbers.Length || !TryNumber(out numbers[count++]))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryNumber(out long number)
    {
        number = 0;
        int first = _at;
        while (_at < _json.Length && _json[_at] is >= (byte)'0' and <= (byte)'9' && _at - first < MostDigits)
        {
            number = (number * 10) + (_json[_at++] - '0');
        }

        return _at > first && (_at == first + 1 || _json[first] != '0');
    }

    private bool TryText(out string text)
    {
        text = "";
        int first = _at + 1;
        if (!Skip("\""u8))
        {
            return false;
        }

        while (_at < _json.Length && _json[_at] is >= (byte)' ' and <= (byte)'~' and not (byte)'"' and not (byte)'\\')
        {
            _at++;
        }

        text = Encoding.UTF8.GetString(_json[first.._at]);
        return Skip("\""u8);
    }

    private bool Skip(scoped ReadOnlySpan<byte> text)
    {
        bool isThere = _json[_at..].StartsWith(text);
        _at += isThere ? text.Length : 0;
        return isThere;
    }
}
