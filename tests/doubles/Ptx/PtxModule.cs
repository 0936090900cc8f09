using ArchDsl.Ptx.Decoding;
using ArchDsl.Ptx.Running;
using ArchDsl.Ptx.Text;

namespace ArchDsl.Ptx;

/// <summary>A parameter of an entry: where in the block of parameters it begins, and its bytes.</summary>
public readonly record struct PtxParameter(string Name, int Offset, int Bytes);

/// <summary>A module of PTX whose entries can be run.</summary>
public sealed class PtxModule
{
    private readonly Dictionary<string, Entry> _entries;
    private readonly Dictionary<string, Program> _programs = new(StringComparer.Ordinal);

    private PtxModule(List<Entry> entries) => _entries = entries.ToDictionary(e => e.Name, StringComparer.Ordinal);

    /// <summary>The kernels' names.</summary>
    public IReadOnlyCollection<string> Entries => _entries.Keys;

    /// <summary>Reads a module.</summary>
    /// <exception cref="PtxSyntaxException">The text is not a module, or holds what is not known.</exception>
    public static PtxModule Parse(string text)
    {
        var module = new PtxModule(PtxParser.Parse(text));
        foreach (Entry entry in module._entries.Values)
        {
            module._programs.Add(entry.Name, Decoder.Decode(entry));
        }

        return module;
    }

    /// <summary>An entry's parameters, laid out one after the other, each at a multiple of its alignment.</summary>
    public IReadOnlyList<PtxParameter> Parameters(string entry) => Find(entry).Parameters.ConvertAll(p => new PtxParameter(p.Name, p.Offset, p.Bytes));

    /// <summary>Runs a kernel, block after block.</summary>
    /// <param name="entry">Its name.</param>
    /// <param name="grid">Blocks.</param>
    /// <param name="block">Threads of a block.</param>
    /// <param name="memory">The buffers.</param>
    /// <param name="parameters">The parameters' bytes, as <see cref="Parameters"/> lays them out.</param>
    /// <returns>The instructions of all threads.</returns>
    /// <exception cref="PtxFaultException">The kernel did what a GPU leaves undefined.</exception>
    public long Launch(string entry, Dim3 grid, Dim3 block, PtxMemory memory, ReadOnlySpan<byte> parameters)
    {
        Entry kernel = Find(entry);
        if (parameters.Length != kernel.ParameterBytes)
        {
            throw new ArgumentException($"{parameters.Length} bytes of parameters; {entry} takes {kernel.ParameterBytes}", nameof(parameters));
        }

        if (block.Count < 1 || block.Count > kernel.MostThreads || block.Z > 64)
        {
            throw new PtxFaultException($"{entry} runs in blocks of up to {kernel.MostThreads} threads, not {block}");
        }

        if (Math.Min(grid.X, Math.Min(grid.Y, grid.Z)) < 1 || Math.Max(grid.Y, grid.Z) > ushort.MaxValue)
        {
            throw new PtxFaultException($"a grid has 1 to {ushort.MaxValue} blocks in Y and Z, not {grid}");
        }

        var running = new Block(_programs[entry], grid, block, memory, parameters.ToArray());
        long instructions = 0;
        for (int i = 0; i < grid.Count; i++)
        {
            instructions += running.Run(grid.At(i));
        }

        return instructions;
    }

    private Entry Find(string entry) => _entries.TryGetValue(entry, out Entry? found) ? found : throw new ArgumentException($"There is no entry '{entry}'.", nameof(entry));
}
