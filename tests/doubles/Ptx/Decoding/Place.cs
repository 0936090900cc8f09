using ArchDsl.Ptx.Memory;
using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx.Decoding;

/// <summary>An address in brackets, in the state space that the opcode names.</summary>
internal sealed class Place
{
    private readonly int _slot;
    private readonly ulong _offset;
    private readonly bool _isNarrow;
    private readonly Space _space;

    public Place(Form form, Operand operand, Space space)
    {
        if (operand is not AddressOperand address)
        {
            throw form.Error("an address in brackets is needed");
        }

        _space = space;
        _offset = (ulong)address.Offset;
        bool isOwnCount = space is Space.Shared or Space.Local;
        if (address.Base is NameOperand name && form.Scope.Find(name.Name) is RegisterDeclaration register)
        {
            _isNarrow = isOwnCount && register.Type.Width == 32;
            _slot = form.Source(name, _isNarrow ? PtxType.U32 : PtxType.U64);
        }
        else if (address.Base is NameOperand array && form.Scope.Find(array.Name) is ArrayDeclaration declared)
        {
            _slot = declared.IsShared == (space == Space.Shared) && isOwnCount ? form.Constant((ulong)declared.Offset) : throw form.Error($"'{array.Name}' is not in that state space");
        }
        else
        {
            _slot = form.Source(address.Base, PtxType.U64);
        }
    }

    /// <summary>Where it points to for a thread; so many bytes must be there, aligned to their number.</summary>
    public Segment Find(Lane lane, int count, out int offset)
    {
        ulong address = Address(lane);
        Segment segment = Resolve(lane, ref address);
        offset = segment.Locate(address, count);
        return segment;
    }

    public ulong Address(Lane lane) => _isNarrow ? (uint)(lane.R[_slot] + _offset) : lane.R[_slot] + _offset;

    private Segment Resolve(Lane lane, ref ulong address)
    {
        switch (_space)
        {
            case Space.Shared:
                return lane.Block.Shared;
            case Space.Local:
                return lane.Local;
            case Space.Generic when address >> Windows.RangeBits == Windows.Shared >> Windows.RangeBits:
                address -= Windows.Shared;
                return lane.Block.Shared;
            case Space.Generic when address >> Windows.RangeBits == Windows.Local >> Windows.RangeBits:
                address -= Windows.Local;
                return lane.Local;
            default:
                return lane.Block.Memory.Find(address, out address);
        }
    }
}
