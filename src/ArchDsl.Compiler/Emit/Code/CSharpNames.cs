namespace ArchDsl.Compiler.Emit.Code;

/// <summary>What C# asks of names and of text in documentation.</summary>
internal static class CSharpNames
{
    private static readonly HashSet<string> Keywords = new(
        ("abstract as base bool break byte case catch char checked class const continue decimal default delegate do double else enum event "
        + "explicit extern false finally fixed float for foreach goto if implicit in int interface internal is lock long namespace new null "
        + "object operator out override params private protected public readonly ref return sbyte sealed short sizeof stackalloc static "
        + "string struct switch this throw true try typeof uint ulong unchecked unsafe ushort using virtual void volatile while "
        + "and async await by dynamic equals field file from get global group init into join let managed nameof not on or orderby partial "
        + "record remove required scoped select set unmanaged value var when where with yield").Split(' '),
        StringComparer.Ordinal);

    /// <summary>A local variable or parameter; a keyword gets an @.</summary>
    public static string Local(string words)
    {
        string name = Identifiers.Camel(words);
        return Keywords.Contains(name) ? "@" + name : name;
    }

    /// <summary>A type, as the user wrote it where that is an identifier already.</summary>
    public static string TypeName(string name)
    {
        bool isIdentifier = name.Length > 0 && (char.IsLetter(name[0]) || name[0] == '_') && name.All(c => c == '_' || char.IsLetterOrDigit(c));
        string type = isIdentifier ? name : Identifiers.Pascal(name);
        return Keywords.Contains(type) ? "@" + type : type;
    }

    /// <summary>Text within an XML comment.</summary>
    public static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");

    /// <summary>A <c>summary</c>, on one line where it is one.</summary>
    public static void Summary(CodeWriter writer, string xml) => Element(writer, "summary", xml);

    /// <summary>An element of an XML comment with content that is already escaped.</summary>
    public static void Element(CodeWriter writer, string name, string xml)
    {
        string[] lines = xml.Split('\n');
        if (lines.Length == 1)
        {
            writer.Line($"/// <{name}>{lines[0]}</{name}>");
            return;
        }

        writer.Line($"/// <{name}>");
        writer.Lines(lines.Select(line => ("/// " + line).TrimEnd()));
        writer.Line($"/// </{name}>");
    }
}
