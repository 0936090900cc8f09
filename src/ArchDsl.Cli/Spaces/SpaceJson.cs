using System.Text.Json;
using ArchDsl.Compiler.Spaces;

namespace ArchDsl.Cli.Spaces;

/// <summary>Spaces for other programs. Numbers of points are whole numbers of any length.</summary>
internal static class SpaceJson
{
    /// <summary>An object for one space, an array for several.</summary>
    public static string Render(IReadOnlyList<DesignSpace> spaces) => Json.Render(writer =>
    {
        if (spaces.Count == 1)
        {
            Write(writer, spaces[0]);
            return;
        }

        writer.WriteStartArray();
        foreach (DesignSpace space in spaces)
        {
            Write(writer, space);
        }

        writer.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter writer, DesignSpace space)
    {
        writer.WriteStartObject();
        writer.WriteString("space", space.Name);
        writer.WriteString("of", space.Origin);
        writer.WriteArray("parameters", space.Parameters, p => WriteParameter(writer, p));
        writer.WriteArray("constraints", space.Constraints, c => WriteConstraint(writer, c, space.Size));
        writer.WritePropertyName("size");
        writer.WriteRawValue(Digits(space.Size.Points));
        writer.WriteBoolean("exact", space.Size.IsExact);
        if (SpaceText.Approximation(space.Size) is { } approximation)
        {
            writer.WriteNumber("approximation", approximation);
        }

        writer.WritePropertyName("unconstrained");
        writer.WriteRawValue(Digits(space.Size.Box));
        writer.WriteEndObject();
    }

    private static void WriteParameter(Utf8JsonWriter writer, SpaceParameter parameter)
    {
        writer.WriteStartObject();
        writer.WriteString("name", parameter.Name);
        writer.WriteString("type", parameter.Type);
        writer.WriteString("domain", parameter.DomainText);
        writer.WriteNumber("values", parameter.Count);
        if (parameter.Elements is { } elements)
        {
            writer.WriteNumber("elements", elements);
        }

        writer.WriteEndObject();
    }

    private static void WriteConstraint(Utf8JsonWriter writer, SpaceConstraint constraint, SpaceSize size)
    {
        writer.WriteStartObject();
        writer.WriteString("condition", constraint.Text);
        if (constraint.Why is not null)
        {
            writer.WriteString("why", constraint.Why);
        }

        writer.WriteString("on", constraint.IsOnCosts ? "costs" : "structure");
        writer.WriteBoolean("counted", !constraint.IsOnCosts && !size.Uncounted.Contains(constraint));
        writer.WriteEndObject();
    }

    private static string Digits(System.Numerics.BigInteger number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
