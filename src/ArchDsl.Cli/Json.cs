using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Cli;

/// <summary>Writes JSON member by member: no reflection, keys exactly as written.</summary>
internal static class Json
{
    private static readonly JsonWriterOptions Options = new()
    {
        Indented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The text that <paramref name="write"/> writes, with a newline at the end.</summary>
    public static string Render(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            write(writer);
        }

        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length) + "\n";
    }

    /// <summary>An array member, one element at a time.</summary>
    public static void WriteArray<T>(this Utf8JsonWriter writer, string name, IEnumerable<T> items, Action<T> writeItem)
    {
        writer.WriteStartArray(name);
        foreach (T item in items)
        {
            writeItem(item);
        }

        writer.WriteEndArray();
    }

    /// <summary>A shape as <c>[C, H, W]</c>.</summary>
    public static void WriteShape(this Utf8JsonWriter writer, string name, Shape shape) => writer.WriteLine(name, Text(shape));

    /// <summary>Shapes as an array of <c>[C, H, W]</c>.</summary>
    public static void WriteShapes(this Utf8JsonWriter writer, string name, IEnumerable<Shape> shapes) =>
        writer.WriteLine(name, $"[{string.Join(", ", shapes.Select(Text))}]");

    /// <summary>Dimensions as an array; empty for a scalar.</summary>
    public static void WriteDimensions(this Utf8JsonWriter writer, string name, IEnumerable<int> dimensions) =>
        writer.WriteLine(name, $"[{string.Join(", ", dimensions)}]");

    // An indented writer would give every number a line of its own.
    private static void WriteLine(this Utf8JsonWriter writer, string name, string json)
    {
        writer.WritePropertyName(name);
        writer.WriteRawValue(json);
    }

    private static string Text(Shape shape) =>
        string.Create(CultureInfo.InvariantCulture, $"[{shape.Channels}, {shape.Height}, {shape.Width}]");
}
