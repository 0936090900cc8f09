using System.Collections;
using System.Reflection;
using Microsoft.CodeAnalysis;

namespace ArchDsl.Generators.Tests.Host;

/// <summary>What a run left in the caches of its steps.</summary>
internal static class Cache
{
    public static IEnumerable<string> StepNames { get; } = typeof(Steps)
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
        .Select(f => (string)f.GetRawConstantValue()!);

    /// <summary>Step by step, why each output is there.</summary>
    public static Dictionary<string, IncrementalStepRunReason[]> Reasons(GeneratorRunResult run) =>
        run.TrackedSteps
            .Where(s => StepNames.Contains(s.Key))
            .ToDictionary(s => s.Key, s => s.Value.SelectMany(step => step.Outputs).Select(o => o.Reason).ToArray());

    /// <summary>The steps that computed something new, with how many values of it.</summary>
    public static string Changed(GeneratorRunResult run) => string.Join(", ", StepNames
        .Select(name => (Name: name, Count: CountNew(run, name)))
        .Where(step => step.Count > 0)
        .Select(step => $"{step.Name} {step.Count}"));

    /// <summary>The generated files that a step output wrote anew.</summary>
    public static int OutputsWritten(GeneratorRunResult run) => run.TrackedOutputSteps
        .SelectMany(s => s.Value)
        .SelectMany(step => step.Outputs)
        .Count(o => o.Reason is not (IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged));

    public static void AssertNothingNew(GeneratorRunResult run)
    {
        Dictionary<string, IncrementalStepRunReason[]> reasons = Reasons(run);
        Assert.NotEmpty(reasons);
        Assert.All(reasons, step => Assert.All(step.Value, reason => Assert.True(
            reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged,
            $"{step.Key} is {reason} in a run with nothing new")));
        Assert.Equal(0, OutputsWritten(run));
    }

    /// <summary>Walks every value that a step keeps and fails on what would hold a compilation alive or never compare equal.</summary>
    public static void AssertHoldsNoSyntax(GeneratorRunResult run)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach ((string name, var steps) in run.TrackedSteps.Where(s => StepNames.Contains(s.Key)))
        {
            foreach ((object value, _) in steps.SelectMany(step => step.Outputs))
            {
                Walk(name, value, seen);
            }
        }

        Assert.NotEmpty(seen);
    }

    private static int CountNew(GeneratorRunResult run, string step) =>
        Reasons(run).TryGetValue(step, out IncrementalStepRunReason[]? reasons)
            ? reasons.Count(r => r is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified)
            : 0;

    private static void Walk(string step, object? value, HashSet<object> seen)
    {
        if (value is null)
        {
            return;
        }

        Assert.False(
            value is Microsoft.CodeAnalysis.Compilation or ISymbol or SyntaxNode or SyntaxTree or Location or AdditionalText or Microsoft.CodeAnalysis.Text.SourceText
                or Microsoft.CodeAnalysis.Diagnostic or ArchDsl.Compiler.Syntax.SyntaxElement or ArchDsl.Compiler.Graph.Network or Delegate,
            $"step {step} keeps a {value.GetType().FullName}");
        Type type = value.GetType();
        if (type.IsPrimitive || type.IsEnum || value is string || (!type.IsValueType && !seen.Add(value)))
        {
            return;
        }

        if (value is IEnumerable items)
        {
            foreach (object? item in items)
            {
                Walk(step, item, seen);
            }

            return;
        }

        foreach (FieldInfo field in type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
        {
            Walk(step, field.GetValue(value), seen);
        }
    }
}
