using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Emit.Ilgpu.Kernels;
using ArchDsl.Compiler.Fusion.Placement;
using ArchDsl.Compiler.Fusion.Plan;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.Ilgpu;

/// <summary>Writes the nested class that knows the launches: weights packed and a kernel chosen for every step, and the straight line of them.</summary>
internal sealed class GpuProgramWriter
{
    private readonly CodeWriter _writer;
    private readonly FusedPlan _plan;
    private readonly PlanNames _names;
    private readonly GpuPlan _gpu;
    private readonly StepComments _comments;
    private readonly NamePool _packs = new([]);

    public GpuProgramWriter(CodeWriter writer, FusedPlan plan, PlanNames names, GpuPlan gpu)
    {
        _writer = writer;
        _plan = plan;
        _names = names;
        _gpu = gpu;
        _comments = new StepComments(names);
    }

    private Network Network => _plan.Network;

    public void Write()
    {
        _writer.Line("// The launches of a run, made ready for one device; no memory of the device is theirs.");
        _writer.Line("private sealed class Program");
        using (_writer.Braces())
        {
            foreach (GpuLaunch launch in _gpu.Launches)
            {
                _writer.Line($"private readonly GpuStep<KernelMethod> {_names[launch.Step]};");
            }

            _writer.Line();
            WriteConstructor();
            _writer.Line("public GpuProgram<KernelMethod> Plan { get; }");
            _writer.Line();
            WriteForward();
        }

        _writer.Line();
    }

    private void WriteConstructor()
    {
        string parameters = string.Concat(Network.RuntimeParameters.Select(p => $", int {_names.Parameter(p.Name)}"));
        _writer.Line($"public Program(GpuLimits device, ModelWeights weights, GpuOptions options, GpuWeights pack{parameters})");
        using (_writer.Braces())
        {
            string quads = _plan.ArenaFloats.Expression is null ? Numbers.Whole(_plan.ArenaFloats.Value / 4) : $"({_plan.ArenaFloats.ToText(_names.Parameter)}) / 4";
            _writer.Line($"int arenaQuads = {quads};");
            _writer.Line("Plan = new GpuProgram<KernelMethod>(");
            string[] tensors = [.. Network.Inputs.Select(i => Tensor(((InputOperation)i.Operation).InputName, i)), .. Network.Outputs.Select(o => Tensor(o.Name, o.Node))];
            using (_writer.Indent())
            {
                _writer.Line($"{Identifiers.Quote(Network.Name)}, device, options, arenaQuads, {Numbers.Whole(_gpu.Sums.QuadsOfSample)},");
                _writer.Lines(tensors.Select((t, i) => t + (i + 1 < tensors.Length ? "," : ");")));
            }

            _writer.Line("pack.Precision = Plan.Precision;");
            if (_gpu.Sums.QuadsOfSample > 0)
            {
                _writer.Line("int sums = Plan.Sums;");
            }

            foreach (GpuLaunch launch in _gpu.Launches)
            {
                WriteStep(launch);
            }
        }

        _writer.Line();
    }

    // Weights are packed for the kernel that is chosen, and for no other.
    private void WriteStep(GpuLaunch launch)
    {
        string fields = string.Concat(launch.Places.Where(p => p.Value != "0").Select(p => $", {p.Field} = {p.Value}"));
        string field = _names[launch.Step];
        Dictionary<string, string> packs = launch.Candidates.Select(c => c.Pack).OfType<string>().Distinct()
            .ToDictionary(p => p, _ => _packs.Take("Pack" + Identifiers.Pascal(field)));
        _writer.Line();
        foreach (KeyValuePair<string, string> pack in packs)
        {
            string[] lines = pack.Key.Split('\n');
            _writer.Line($"Places {pack.Value}(Places at) => {lines[0]}{(lines.Length == 1 ? ";" : "")}");
            using (_writer.Indent())
            {
                _writer.Lines(lines.Skip(1).Select((line, n) => n + 2 < lines.Length ? line : line + ";"));
            }
        }

        _writer.Line($"{field} = Plan.Take(");
        using (_writer.Indent())
        {
            _writer.Line($"new Places {{ Arena = arenaQuads{fields} }},");
            _writer.Line("[");
            using (_writer.Indent())
            {
                foreach (GpuCandidate candidate in launch.Candidates)
                {
                    string pack = candidate.Pack is null ? "" : ", " + packs[candidate.Pack];
                    _writer.Line($"new({Candidate(candidate)}{pack}{(candidate.IsFast ? ", IsFast: true" : "")}),");
                }
            }

            _writer.Line("]);");
        }
    }

    private string Candidate(GpuCandidate candidate)
    {
        GpuKernel kernel = candidate.Kernel;
        string work = candidate.Work.ToText(_names.Parameter);
        string rows = candidate.Rows == new Extent(1) ? "" : ", Rows: " + candidate.Rows.ToText(_names.Parameter);
        string depth = candidate.Depth == 1 ? "" : ", Depth: " + Numbers.Whole(candidate.Depth);
        string shared = kernel.SharedBytes == 0 ? "" : ", SharedBytes: " + Numbers.Whole(kernel.SharedBytes);
        return $"{_gpu[kernel]}, new LaunchShape(GpuGrid.{kernel.Grid}, {Numbers.Whole(kernel.Threads)}, {work}, {Numbers.Whole(kernel.WorkOfGroup)}{rows}{depth}{shared})";
    }

    private void WriteForward()
    {
        _writer.Line("// The launches, one behind the other.");
        _writer.Line("public void Forward<TView>(IGpuQueue<KernelMethod, TView> queue, int samples" + string.Concat(_names.Inputs.Concat(_names.Outputs).Select(n => $", TView {n}")) + ")");
        using (_writer.Braces())
        {
            foreach (GpuLaunch launch in _gpu.Launches)
            {
                _writer.Line();
                _writer.Lines(new[] { launch.Step }.Concat(launch.Rest).Select(_comments.Of));
                _writer.Line($"queue.Launch({_names[launch.Step]}, samples{CallerOf(launch.Step)});");
            }
        }
    }

    // The one buffer of the caller's that a step reads or writes, where it does not work in the arena alone.
    private string CallerOf(PlanStep step)
    {
        BufferView? view = step.Reads.Concat(step.Writes).FirstOrDefault(v => v.IsPlanar);
        return view is null ? "" : ", " + (view.Buffer.Kind == BufferKind.Input ? _names.Inputs[view.Buffer.Index] : _names.Outputs[view.Buffer.Index]);
    }

    private string Tensor(string name, Node node)
    {
        string channels = node.RuntimeWidth?.ToText(_names.Parameter) ?? Numbers.Whole(node.Shape.Channels);
        return $"new TensorInfo({Identifiers.Quote(name)}, {channels}, {Numbers.Whole(node.Shape.Height)}, {Numbers.Whole(node.Shape.Width)})";
    }
}
