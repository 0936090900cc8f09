using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Modules;

namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>Writes the body of a method that computes: everything made within is disposed but what it returns.</summary>
internal sealed class ForwardWriter
{
    /// <summary>More inputs than this go in as an array.</summary>
    public const int MostInputs = 3;

    private readonly CodeWriter _writer;
    private readonly TorchSharpNames _names;

    public ForwardWriter(CodeWriter writer, TorchSharpNames names)
    {
        _writer = writer;
        _names = names;
    }

    /// <summary>The parameter list of <c>forward</c>.</summary>
    public static string Parameters(IReadOnlyList<string> inputs) =>
        inputs.Count > MostInputs ? "Tensor[] inputs" : string.Join(", ", inputs.Select(i => "Tensor " + i));

    /// <summary>The type arguments of the base class for its inputs.</summary>
    public static string InputTypes(int count) => count > MostInputs ? "Tensor[]" : string.Join(", ", Enumerable.Repeat("Tensor", count));

    /// <param name="moduleClass">The class.</param>
    /// <param name="inputs">Names of what goes in.</param>
    /// <param name="outputs">What is returned.</param>
    /// <param name="wrap">Makes the returned expression of the tensors' expressions.</param>
    public void WriteBody(ModuleClass moduleClass, IReadOnlyList<string> inputs, IReadOnlyList<ValueRef> outputs, Func<IReadOnlyList<string>, string> wrap)
    {
        if (inputs.Count > MostInputs)
        {
            inputs = inputs.Select((_, i) => $"inputs[{Numbers.Whole(i)}]").ToArray();
        }

        int stepCount = outputs.Max(o => o.Step) + 1;
        IEnumerable<string> reserved = TorchSharpNames.ReservedLocals.Concat(["inputs"]);
        var locals = new LocalNames(moduleClass, stepCount, outputs, inputs, reserved, CSharpNames.Local);
        var text = new OperationText(moduleClass, _names, locals);
        _writer.Line("using DisposeScope scope = NewDisposeScope();");
        for (int i = 0; i < stepCount; i++)
        {
            WriteStep(moduleClass.Steps[i], i, locals, text);
        }

        var returned = new HashSet<ValueRef>();
        string[] tensors = outputs.Select(output =>
        {
            // The caller's own tensor, and one returned twice, leave under a handle of their own.
            string own = output.Step < 0 || !returned.Add(output) ? ".alias()" : "";
            return $"{locals[output]}{own}.MoveToOuterDisposeScope()";
        }).ToArray();
        _writer.Lines($"return {wrap(tensors)};".Split('\n'));
    }

    private void WriteStep(ModuleStep step, int index, LocalNames locals, OperationText text)
    {
        if (step.OutputCount == 1)
        {
            var value = new ValueRef(index, 0);
            _writer.Line($"{(locals.Declares(value) ? "Tensor " : "")}{locals[value]} = {text.Of(step)};");
            return;
        }

        IEnumerable<string> targets = Enumerable.Range(0, step.OutputCount).Select(i => "Tensor " + locals[new ValueRef(index, i)]);
        _writer.Line($"({string.Join(", ", targets)}) = {text.Of(step)};");
    }
}
