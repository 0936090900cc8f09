using System.Numerics;
using System.Runtime.InteropServices;
using ArchDsl.Ptx.Memory;
using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary><c>ld</c> and <c>st</c>, of one value or a vector.</summary>
internal static class Accesses
{
    public static Effect Load(Form form)
    {
        Shape shape = Shape.Of(form);
        IReadOnlyList<Operand> targets = shape.Elements(form, form[0]);
        int[] d = targets.Select(o => form.Result(o, shape.Type, mayBeWider: true)).ToArray();
        ulong[] masks = targets.Select(o => o is NameOperand { Name: "_" } ? 0 : ulong.MaxValue >> (64 - form.Register(o, shape.Type, mayBeWider: true).Type.Width)).ToArray();
        return (shape.Type.Kind == TypeKind.Signed, shape.Type.Width) switch
        {
            (true, 8) => Load<sbyte>(form, shape, d, masks),
            (true, 16) => Load<short>(form, shape, d, masks),
            (true, 32) => Load<int>(form, shape, d, masks),
            (_, 8) => Load<byte>(form, shape, d, masks),
            (_, 16) => Load<ushort>(form, shape, d, masks),
            (_, 32) => Load<uint>(form, shape, d, masks),
            _ => Load<ulong>(form, shape, d, masks),
        };
    }

    public static Effect Store(Form form)
    {
        Shape shape = Shape.Of(form);
        int[] a = shape.Elements(form, form[1]).Select(o => form.Source(o, shape.Type, mayBeWider: true)).ToArray();
        return shape.Type.Width switch
        {
            8 => Store<byte>(form, shape, a),
            16 => Store<ushort>(form, shape, a),
            32 => Store<uint>(form, shape, a),
            _ => Store<ulong>(form, shape, a),
        };
    }

    private static Effect Load<T>(Form form, Shape shape, int[] d, ulong[] masks)
        where T : unmanaged, IBinaryInteger<T>
    {
        int step = shape.Type.Bytes;
        int count = step * d.Length;
        if (shape.Space == Space.Parameter)
        {
            int start = Parameter(form, count);
            return l =>
            {
                for (int i = 0; i < d.Length; i++)
                {
                    l.R[d[i]] = ulong.CreateTruncating(MemoryMarshal.Read<T>(l.Block.Parameters.AsSpan(start + (i * step)))) & masks[i];
                }
            };
        }

        var place = new Place(form, form[1], shape.Space);
        return l =>
        {
            Segment segment = place.Find(l, count, out int offset);
            segment.Reading(offset, count, l);
            for (int i = 0; i < d.Length; i++)
            {
                l.R[d[i]] = ulong.CreateTruncating(segment.Get<T>(offset + (i * step))) & masks[i];
            }
        };
    }

    private static Effect Store<T>(Form form, Shape shape, int[] a)
        where T : unmanaged
    {
        int step = shape.Type.Bytes;
        int count = step * a.Length;
        var place = new Place(form, form[0], shape.Space == Space.Parameter ? throw form.Error("parameters are not written") : shape.Space);
        return l =>
        {
            Segment segment = place.Find(l, count, out int offset);
            segment.Writing(offset, count, l);
            for (int i = 0; i < a.Length; i++)
            {
                segment.Put(offset + (i * step), l.Read<T>(a[i]));
            }
        };
    }

    private static int Parameter(Form form, int count)
    {
        if (form[1] is not AddressOperand { Base: NameOperand name } address || form.Scope.Find(name.Name) is not ParameterDeclaration { Parameter: var parameter })
        {
            throw form.Error("a parameter's name is needed");
        }

        return address.Offset >= 0 && address.Offset + count <= parameter.Bytes && address.Offset % count == 0
            ? parameter.Offset + (int)address.Offset
            : throw form.Error($"{count} bytes at {address.Offset} are not in '{name.Name}', which has {parameter.Bytes}, or not aligned");
    }

    private readonly record struct Shape(Space Space, PtxType Type, int Count)
    {
        public static Shape Of(Form form)
        {
            form.Ignore("weak", "volatile", "relaxed", "acquire", "release", "cta", "gpu", "sys", "ca", "cg", "cs", "lu", "cv", "nc", "wb", "wt");
            form.IgnoreFrom("L1::");
            form.IgnoreFrom("L2::");
            Space space = form.TakeAny("global", "shared", "local", "param") switch
            {
                "global" => Space.Global,
                "shared" => Space.Shared,
                "local" => Space.Local,
                "param" => Space.Parameter,
                _ => Space.Generic,
            };
            int count = form.TakeAny("v2", "v4") switch { "v2" => 2, "v4" => 4, _ => 1 };
            PtxType type = form.Type();
            form.Finish(2);
            return type.Kind == TypeKind.Predicate || type.Bytes * count > 16
                ? throw form.Error("no access is of that type and count")
                : new Shape(space, type, count);
        }

        public IReadOnlyList<Operand> Elements(Form form, Operand operand)
        {
            IReadOnlyList<Operand> elements = operand is VectorOperand vector ? vector.Elements : [operand];
            return elements.Count == Count ? elements : throw form.Error($"{elements.Count} registers instead of {Count}");
        }
    }
}
