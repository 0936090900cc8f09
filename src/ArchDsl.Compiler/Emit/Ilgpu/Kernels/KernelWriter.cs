using ArchDsl.Compiler.Emit.Code;

namespace ArchDsl.Compiler.Emit.Ilgpu.Kernels;

/// <summary>Where a kernel writes itself, under the name it got.</summary>
internal sealed class KernelWriter
{
    public const string Parameters = "ArrayView<float> arena, ArrayView<float> weights, ArrayView<int> tables, ArrayView<float> caller, Places at";

    private readonly CodeWriter _writer;
    private readonly InlinePtx _ptx;

    public KernelWriter(CodeWriter writer, InlinePtx ptx, string name)
    {
        _writer = writer;
        _ptx = ptx;
        Name = name;
    }

    public string Name { get; }

    /// <summary>Writes lines as they stand in a text.</summary>
    public void Lines(string text)
    {
        if (text.IndexOf('\n') < 0)
        {
            _writer.Line(text);
            return;
        }

        _writer.Lines(text.Split('\n'));
    }

    /// <summary>Declares variables of one type and value, eight a line.</summary>
    public void Declare(string type, IEnumerable<string> names, string value)
    {
        string[] all = names.Select(n => n + value).ToArray();
        for (int i = 0; i < all.Length; i += 8)
        {
            Lines($"{type} {string.Join(", ", all.Skip(i).Take(8))};");
        }
    }

    /// <summary>Runs inline PTX that every kernel with the same tile has in common: a constant of the class.</summary>
    /// <param name="name">The constant's name, which stands for what it is.</param>
    /// <param name="ptx">The PTX, asked for once.</param>
    /// <param name="arguments">Expressions for %0, %1, …</param>
    public void Emit(string name, Func<string> ptx, params string[] arguments)
    {
        _ptx.Add(name, ptx);
        Lines($"CudaAsm.Emit({name}{string.Concat(arguments.Select(a => ", " + a))});");
    }

    /// <summary>Opens braces until the result is disposed.</summary>
    public IDisposable Braces() => _writer.Braces();
}
