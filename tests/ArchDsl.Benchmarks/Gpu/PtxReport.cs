using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using ArchDsl.Benchmarks.Compare.Preparation;
using ILGPU;
using ILGPU.Backends.EntryPoints;
using ILGPU.Backends.PTX;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ArchDsl.Benchmarks.Gpu;

/// <summary>
/// What the PTX of kernels says without a GPU: instructions, products, loads of four floats, virtual registers, shared bytes
/// and bytes of local memory, which should be none.
/// </summary>
internal static class PtxReport
{
    public static void Write(TextWriter output, Context context, IEnumerable<ComparedNetwork> networks)
    {
        using var compiler = new PTXBackend(context, new CudaCapabilityContext(CudaArchitecture.SM_80), CudaArchitecture.SM_80, CudaInstructionSet.ISA_70, nvvmAPI: null);
        foreach (ComparedNetwork network in networks)
        {
            output.WriteLine($"\n{network.Title}, PTX 7.0 for sm_80");
            output.WriteLine($"{"kernel",-72} {"instr",6} {"mul",5} {"mma",4} {"ld.v4",6} {"f32",5} {"b32",5} {"b64",5} {"shared",7} {"local",6}");
            foreach (MethodInfo kernel in GpuAssembly.Of(network.Network).Kernels)
            {
                var compiled = (PTXCompiledKernel)compiler.Compile(EntryPointDescription.FromExplicitlyGroupedKernel(kernel), KernelSpecialization.Empty);
                output.WriteLine(Row(kernel.Name, compiled.PTXAssembly));
            }
        }
    }

    private static string Row(string name, string ptx)
    {
        int instructions = Regex.Count(ptx, @"^\s+[@a-z][^;]*;", RegexOptions.Multiline);
        int products = Regex.Count(ptx, @"\b(mul|fma)(\.rn)?(\.ftz)?\.f32");
        int loads = Regex.Count(ptx, @"\bld\.(global|shared)\.v4");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-72} {instructions,6} {products,5} {Regex.Count(ptx, "mma.sync"),4} {loads,6} {Registers(ptx, "f32", "f"),5} {Registers(ptx, "b32", "r"),5} {Registers(ptx, "b64", "rd"),5} {Bytes(ptx, "shared"),7} {Bytes(ptx, "local"),6}");
    }

    // `.reg .f32 %f<97>;` declares 96 numbered from 1.
    private static int Registers(string ptx, string type, string prefix) =>
        Regex.Match(ptx, $@"\.reg \.{type}\s+%{prefix}<(\d+)>") is { Success: true } match ? Number(match) - 1 : 0;

    private static int Bytes(string ptx, string space) => Regex.Matches(ptx, $@"^\s*\.{space}[^\[]*\[(\d+)\]", RegexOptions.Multiline).Sum(Number);

    private static int Number(Match match) => int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture);
}
