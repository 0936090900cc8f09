using Sprache;

namespace ArchDsl.Compiler.Syntax;

/// <summary>What a rule has read and where it stopped. Rules always succeed, so this is all there is, and there are many of them.</summary>
internal sealed class Read<T>(T value, IInput remainder) : IResult<T>
{
    public T Value { get; } = value;

    public bool WasSuccessful => true;

    public string Message => "";

    public IEnumerable<string> Expectations => [];

    public IInput Remainder { get; } = remainder;
}

/// <summary>Makes results.</summary>
internal static class Result
{
    public static IResult<T> Success<T>(T value, IInput remainder) => new Read<T>(value, remainder);
}
