using System.Diagnostics.CodeAnalysis;

namespace ArchDsl.Runtime.Weights;

/// <summary>What the formats call the types, and how wide they are.</summary>
internal static class WeightTypes
{
    private static readonly Row[] Table =
    [
        new(WeightType.Bool, "BOOL", 11, 1),
        new(WeightType.UInt8, "U8", 0, 1),
        new(WeightType.Int8, "I8", 1, 1),
        new(WeightType.UInt16, "U16", -1, 2),
        new(WeightType.Int16, "I16", 2, 2),
        new(WeightType.UInt32, "U32", -1, 4),
        new(WeightType.Int32, "I32", 3, 4),
        new(WeightType.UInt64, "U64", -1, 8),
        new(WeightType.Int64, "I64", 4, 8),
        new(WeightType.Float16, "F16", 5, 2),
        new(WeightType.BFloat16, "BF16", 15, 2),
        new(WeightType.Float32, "F32", 6, 4),
        new(WeightType.Float64, "F64", 7, 8),
    ];

    public static int SizeOf(WeightType type) => Table[(int)type].Size;

    public static string NameOf(WeightType type) => Table[(int)type].Safetensors;

    public static bool IsFloat(WeightType type) => type >= WeightType.Float16;

    public static bool TryParseSafetensors(string name, [NotNullWhen(true)] out WeightType? type) =>
        TryFind(row => row.Safetensors == name, out type);

    public static bool TryParseTorchSharp(long code, [NotNullWhen(true)] out WeightType? type) =>
        TryFind(row => row.TorchSharp >= 0 && row.TorchSharp == code, out type);

    private static bool TryFind(Predicate<Row> match, [NotNullWhen(true)] out WeightType? type)
    {
        type = null;
        foreach (Row row in Table)
        {
            if (match(row))
            {
                type = row.Type;
                break;
            }
        }

        return type is not null;
    }

    private readonly record struct Row(WeightType Type, string Safetensors, int TorchSharp, int Size);
}
