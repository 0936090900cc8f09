using ArchDsl.Ptx.Memory;
using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary>What the 32 lanes of a warp do with matrices that lie spread over their registers.</summary>
internal static class Tensors
{
    private const int Rows = 16;
    private const int Columns = 8;
    private const int Depth = 8;

    /// <summary>
    /// <c>mma.m16n8k8</c> of TF32: 16x8 times 8x8, added to 16x8. Of the factors the low 13 bits do not count; sums are
    /// rounded to 32 bits at every step.
    /// </summary>
    public static Instruction MultiplyAccumulate(Form form)
    {
        bool isKnown = form.Take("sync") & form.Take("aligned") & form.Take("m16n8k8") & form.Take("row") & form.Take("col")
            & form.Take("tf32") & form.Take("tf32") & form.Take("f32") & form.Take("f32");
        if (!isKnown)
        {
            throw form.Error("of matrix products, only m16n8k8.row.col.f32.tf32.tf32.f32 is known");
        }

        form.Finish(4);
        int[] d = Registers(form, 0, 4).Select(o => form.Result(o, PtxType.F32)).ToArray();
        int[] a = Registers(form, 1, 4).Select(o => form.Source(o, PtxType.U32)).ToArray();
        int[] b = Registers(form, 2, 2).Select(o => form.Source(o, PtxType.U32)).ToArray();
        int[] c = Registers(form, 3, 4).Select(o => form.Source(o, PtxType.F32)).ToArray();
        return new Instruction(InstructionKind.Together) { Together = lanes => Multiply(lanes, d, a, b, c) };
    }

    /// <summary><c>ldmatrix</c> of 8x8 matrices of 16 bits: each lane of eight gives a row's address, each of 32 gets two neighbours.</summary>
    public static Instruction LoadMatrix(Form form)
    {
        if (!(form.Take("sync") & form.Take("aligned") & form.Take("m8n8") & form.Take("b16") & (form.Take("shared") || form.Take("shared::cta"))))
        {
            throw form.Error("of loads of matrices, only sync.aligned.m8n8.shared.b16 is known");
        }

        int count = form.TakeAny("x1", "x2", "x4") switch { "x1" => 1, "x2" => 2, "x4" => 4, _ => throw form.Error("the count of matrices is missing") };
        form.Finish(2);
        int[] d = Registers(form, 0, count).Select(o => form.Result(o, PtxType.B32)).ToArray();
        var place = new Place(form, form[1], Space.Shared);
        return new Instruction(InstructionKind.Together)
        {
            Together = lanes =>
            {
                for (int matrix = 0; matrix < count; matrix++)
                {
                    for (int i = 0; i < Warp.Size; i++)
                    {
                        Segment segment = place.Find(lanes[(8 * matrix) + (i / 4)], 16, out int offset);
                        segment.Reading(offset + (4 * (i % 4)), 4, lanes[i]);
                        lanes[i].Write(d[matrix], segment.Get<uint>(offset + (4 * (i % 4))));
                    }
                }
            },
        };
    }

    private static void Multiply(IReadOnlyList<Lane> lanes, int[] d, int[] a, int[] b, int[] c)
    {
        Span<float> left = stackalloc float[Rows * Depth];
        Span<float> right = stackalloc float[Depth * Columns];
        Span<float> sums = stackalloc float[Rows * Columns];
        for (int i = 0; i < Warp.Size; i++)
        {
            Lane lane = lanes[i];
            (int group, int member) = (i / 4, i % 4);
            for (int part = 0; part < 4; part++)
            {
                left[((group + (8 * (part % 2))) * Depth) + member + (4 * (part / 2))] = Factor(lane, a[part]);
                sums[((group + (8 * (part / 2))) * Columns) + (2 * member) + (part % 2)] = lane.Read<float>(c[part]);
            }

            right[(member * Columns) + group] = Factor(lane, b[0]);
            right[((member + 4) * Columns) + group] = Factor(lane, b[1]);
        }

        for (int row = 0; row < Rows; row++)
        {
            for (int column = 0; column < Columns; column++)
            {
                ref float sum = ref sums[(row * Columns) + column];
                for (int k = 0; k < Depth; k++)
                {
                    sum += left[(row * Depth) + k] * right[(k * Columns) + column];
                }
            }
        }

        for (int i = 0; i < Warp.Size; i++)
        {
            for (int part = 0; part < 4; part++)
            {
                lanes[i].Write(d[part], sums[(((i / 4) + (8 * (part / 2))) * Columns) + (2 * (i % 4)) + (part % 2)]);
            }
        }
    }

    private static float Factor(Lane lane, int slot) => BitConverter.UInt32BitsToSingle(lane.Read<uint>(slot) & ~0x1FFFU);

    private static IReadOnlyList<Operand> Registers(Form form, int index, int count) =>
        form[index] is VectorOperand vector && vector.Elements.Count == count ? vector.Elements : throw form.Error($"operand {index + 1} must be {count} registers in braces");
}
