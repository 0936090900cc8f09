using System.Reflection;

namespace TorchSharp.Utils;

/// <summary>The name under which a field's component is registered, where it is not the field's own.</summary>
[AttributeUsage(AttributeTargets.Field)]
internal sealed class ComponentNameAttribute : Attribute
{
    public string? Name { get; set; }
}

internal static class ComponentNames
{
    public static string ComponentName(this FieldInfo field) =>
        field.GetCustomAttribute<ComponentNameAttribute>()?.Name ?? field.Name;
}
