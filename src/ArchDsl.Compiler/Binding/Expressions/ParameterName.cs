namespace ArchDsl.Compiler.Binding;

/// <summary>What a message calls the place of a value; put together only when there is a message.</summary>
internal readonly record struct ParameterName(string Name, string? Owner = null)
{
    public override string ToString() => Owner is null ? Name : $"`{Name}` of `{Owner}`";
}
