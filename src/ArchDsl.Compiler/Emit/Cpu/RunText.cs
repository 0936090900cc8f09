using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Cpu;

/// <summary>How each kernel is called, and the comment above the call.</summary>
internal sealed class RunText
{
    private readonly PlanNames _names;

    public RunText(PlanNames names) => _names = names;

    public string Call(PlanStep step)
    {
        string to = View(step.Target);
        return $"{_names[step]}." + step switch
        {
            ConvolutionStep convolution => $"Run(w, {Base(convolution.Sources)}, {to}{Residual(convolution)}{Option("gate", convolution.Gate)}{Option("squeeze", convolution.Squeeze)});",
            GlobalPoolStep { FromSums: true } pool => $"Finish(w, {View(pool.Sources[0])}, {to});",
            CombineStep combine => $"Run(w, {View(combine.First)}, {View(combine.Second)}, {to}{Option("residual", combine.Residual)});",
            PartialAddStep add => $"Run(w, {Base(add.Body)}, {Base(add.Shortcut)}, {to});",
            _ => $"Run(w, {Base(step.Reads.ToArray())}, {to});",
        };
    }

    private string View(BufferView view) => CpuText.View(view, _names);

    private string Base(IReadOnlyList<BufferView> sources) => CpuText.Base(sources, _names);

    private string Residual(ConvolutionStep step) =>
        step.GatheredResidual is null ? Option("residual", step.Residual) : $", residual: {Base(step.GatheredResidual)}";

    private string Option(string name, BufferView? view) => view is null ? "" : $", {name}: {View(view)}";
}
