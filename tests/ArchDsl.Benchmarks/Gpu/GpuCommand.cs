using System.CommandLine;
using ArchDsl.Benchmarks.Compare;
using ArchDsl.Benchmarks.Compare.Preparation;
using ILGPU;
using ILGPU.Runtime;
using ILGPU.Runtime.CPU;
using ILGPU.Runtime.Cuda;

namespace ArchDsl.Benchmarks.Gpu;

/// <summary><c>gpu</c>: generated kernels against PyTorch on one CUDA GPU; without one, what the kernels' PTX says.</summary>
internal static class GpuCommand
{
    private static readonly string[] Networks = ["VoVNet-27-slim", "VoVNet-39", "CSPResNeXt-50", "CSPDarknet-53", "CompConv-ResNet-50"];

    // The stand-in for the library has types of its own.
    private static bool HasRealLibrary => typeof(Context).Assembly.GetType("ILGPU.Simulation.Kernel") is null;

    public static int Run(string[] arguments)
    {
        var networks = new Option<string?>("--networks") { Description = $"Which of FashionNet, {string.Join(", ", GpuParts.Titles.Concat(NetworkCatalog.Titles))}.", HelpName = "A,B" };
        var rounds = new Option<int>("--runs") { Description = "How often each network runs.", DefaultValueFactory = _ => 100 };
        var command = new RootCommand("Measures generated GPU kernels against PyTorch on a CUDA GPU.") { networks, rounds };
        command.SetAction(parsed =>
        {
            try
            {
                return Run((parsed.GetValue(networks) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), Math.Max(1, parsed.GetValue(rounds)));
            }
            catch (CompareException e)
            {
                Console.Error.WriteLine($"gpu: {e.Message}");
                return 1;
            }
        });
        return command.Parse(arguments).Invoke();
    }

    private static int Run(string[] names, int runs)
    {
        ComparedNetwork[] networks = Load(names).ToArray();
        using Context context = Context.Create(builder => builder.Cuda().CPU(CPUDeviceKind.Nvidia).Profiling());

        // The first, which is PyTorch's default too.
        Device? device = context.Devices.FirstOrDefault(d => d.AcceleratorType == AcceleratorType.Cuda);
        if (device is null)
        {
            Console.WriteLine("no CUDA GPU here: nothing is measured");
            if (!HasRealLibrary)
            {
                Console.WriteLine("the kernels' PTX needs the real ILGPU: -p:Engines=nuget");
                return 0;
            }

            PtxReport.Write(Console.Out, context, networks);
            return 0;
        }

        using Accelerator accelerator = device.CreateAccelerator(context);
        GpuComparison.Run(Console.Out, accelerator, networks, runs);
        return 0;
    }

    private static IEnumerable<ComparedNetwork> Load(string[] names)
    {
        bool all = names.Length == 0;
        if (all || names.Contains("FashionNet", StringComparer.OrdinalIgnoreCase))
        {
            yield return NetworkCatalog.FashionNet();
        }

        foreach (ComparedNetwork part in GpuParts.Load(title => all || names.Contains(title, StringComparer.OrdinalIgnoreCase)))
        {
            yield return part;
        }

        string[] published = all ? Networks : names.Except(GpuParts.Titles.Append("FashionNet"), StringComparer.OrdinalIgnoreCase).ToArray();
        foreach (ComparedNetwork network in published.Length == 0 ? [] : NetworkCatalog.Load(published))
        {
            yield return network;
        }
    }
}
