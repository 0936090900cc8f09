using Microsoft.Win32.SafeHandles;

namespace ArchDsl.Runtime.Weights;

/// <summary>Bytes that are read where they are wanted, from any thread.</summary>
internal abstract class ByteSource(string name) : IDisposable
{
    public string Name { get; } = name;

    public abstract long Length { get; }

    public abstract void Read(long offset, Span<byte> destination);

    public virtual void Dispose()
    {
    }
}

/// <summary>Bytes in memory.</summary>
internal sealed class MemorySource(string name, ReadOnlyMemory<byte> bytes) : ByteSource(name)
{
    public override long Length => bytes.Length;

    public override void Read(long offset, Span<byte> destination) =>
        bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
}

/// <summary>A file, kept open and never read whole.</summary>
internal sealed class FileSource : ByteSource
{
    private readonly SafeFileHandle _handle;

    public FileSource(string path, string name)
        : base(name)
    {
        _handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.Read);
        try
        {
            Length = RandomAccess.GetLength(_handle);
        }
        catch (NotSupportedException)
        {
            _handle.Dispose();
            throw new UnknownFormatException(name, "not a regular file");
        }
    }

    public override long Length { get; }

    public override void Read(long offset, Span<byte> destination)
    {
        while (!destination.IsEmpty)
        {
            int read = RandomAccess.Read(_handle, destination, offset);
            if (read == 0)
            {
                throw new TruncatedFileException(Name, $"the file ends at {offset}; it was {Length} bytes when opened");
            }

            offset += read;
            destination = destination[read..];
        }
    }

    public override void Dispose() => _handle.Dispose();
}
