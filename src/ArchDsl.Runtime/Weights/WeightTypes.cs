using System.Diagnostics.CodeAnalysis;

namespace ArchDsl.Runtime.Weights;

/// <summary>What the formats call the types, and how wide they are.</summary>
internal static class WeightTypes
{
    private static readonly (WeightType Type, string Safetensors, int TorchSharp, int Size)[] Table =
    [
        (WeightType.Bool, "BOOL", 11, 1),
        (WeightType.UInt8, "U8", 0, 1),
        (WeightType.Int8, "I8", 1, 1),
        (WeightType.UInt16, "U16", -1, 2),
        (WeightType.Int16, "I16", 2, 2),
        (WeightType.UInt32, "U32", -1, 4),
        (WeightType.Int32, "I32", 3, 4),
        (WeightType.UInt64, "U64", -1, 8),
        (WeightType.Int64, "I64", 4, 8),
        (WeightType.Float16, "F16", 5, 2),
        (WeightType.BFloat16, "BF16", 15, 2),
        (WeightType.Float32, "F32", 6, 4),
        (WeightType.Float64, "F64", 7, 8),
    ];

    public static int SizeOf(WeightType type) => Table[(int)type].Size;

    public static string NameOf(WeightType type) => Table[(int)type].Safetensors;

    public static bool IsFloat(WeightType type) => type >= WeightType.Float16;

    public static bool TryParseSafetensors(string name, [NotNullWhen(true)] out WeightType? type) =>
        TryFind(row => row.Safetensors == name, out type);

    public static bool TryParseTorchSharp(long code, [NotNullWhen(true)] out WeightType? type) =>
        TryFind(row => row.TorchSharp >= 0 && row.TorchSharp == code, out type);

    private static bool TryFind(
        Predicate<(WeightType Type, string Safetensors, int TorchSharp, int Size)> match,
        [NotNullWhen(true)] out WeightType? type)
    {
        int row = Array.FindIndex(Table, match);
        type = row < 0 ? null : Table[row].Type;
        return type is not null;
    }
}
