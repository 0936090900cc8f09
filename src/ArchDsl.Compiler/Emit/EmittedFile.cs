namespace ArchDsl.Compiler.Emit;

/// <summary>One generated file.</summary>
/// <param name="Name">Its name without folder: the class with <c>.g.cs</c>, as in <c>FashionNetCpu.g.cs</c>, or the module with <c>.py</c>.</param>
/// <param name="Text">The whole text; lines end with <c>\n</c>.</param>
public sealed record EmittedFile(string Name, string Text);
