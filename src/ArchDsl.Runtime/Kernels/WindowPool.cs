using ArchDsl.Runtime.Cpu;
using ArchDsl.Runtime.Kernels.Gathering;
using ArchDsl.Runtime.Kernels.Simd;
using ArchDsl.Runtime.Kernels.Windows;

namespace ArchDsl.Runtime.Kernels;

/// <summary>A pool as a window that slides over the blocks of a map.</summary>
internal sealed unsafe class WindowPool<L, V, O> : Pool
    where L : struct, ILanes<V>
    where V : struct
    where O : struct, IWindowOperation<V>
{
    private readonly WindowGeometry _geometry;
    private readonly WindowInput<L, V> _input;
    private readonly delegate*<WindowGeometry, in WindowRow, void> _tiles;
    private readonly AlignedBuffer? _factors;
    private readonly AlignedBuffer _start;
    private readonly Activation _activation;
    private readonly int _blocks;

    public WindowPool(PoolShape shape, MapInput input, Activation activation, float start, float[]? factors = null)
    {
        shape.Check();
        _geometry = new WindowGeometry(shape.Window);
        _input = new WindowInput<L, V>(input, shape.Channels, _geometry);
        _tiles = WindowTiles<L, V, O>.For(_geometry);
        _factors = factors is null ? null : AlignedBuffer.Of(factors);
        _start = new AlignedBuffer(L.Count);
        L.Store(_start.Pointer, L.Set(start));
        _activation = activation;
        _blocks = ChannelBlock.Count(shape.Channels);
    }

    public override string Method => (_factors is null ? "max pool" : "average pool") + (_input.Reader.Gathers ? ", gathered" : "");

    internal override int ScratchFloats(int parts) => _input.ScratchFloats;

    public override void Run(CpuWorker worker, View source, View target)
    {
        (int begin, int end) = worker.Share(_blocks * _geometry.OutHeight);
        var work = new PooledRows(this, target.Pointer);
        for (int i = begin; i < end;)
        {
            (int block, int y) = Math.DivRem(i, _geometry.OutHeight);
            int rows = Math.Min(_geometry.OutHeight - y, end - i);
            _input.Walk(source.Pointer, block, y, y + rows, worker.Scratch, work);
            i += rows;
        }
    }

    private readonly struct PooledRows(WindowPool<L, V, O> pool, float* target) : IRowWork
    {
        public void Rows(float* map, int block, int begin, int end) => pool.Rows(map, target, block, begin, end);
    }

    private void Rows(float* map, float* target, int block, int begin, int end)
    {
        WindowRow row = new() { Start = _start.Pointer };
        float* to = target + (((nint)block * _geometry.OutHeight) + begin) * _geometry.TargetRow;
        for (int y = begin; y < end; y++, to += _geometry.TargetRow)
        {
            (nint at, row.FirstTap, row.Taps) = _geometry.Row(y);
            row.Factors = _factors is null ? null : _factors.Pointer + (y * _geometry.OutWidth);
            for (int lane = 0; lane < ChannelBlock.Lanes; lane += L.Count)
            {
                row.Source = map + at + lane;
                row.Target = to + lane;
                _tiles(_geometry, row);
            }

            BlockLoops<L, V>.Affine(to, to, _geometry.OutWidth, _activation);
        }
    }
}
