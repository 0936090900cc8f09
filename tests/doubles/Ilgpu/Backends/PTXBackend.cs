using System.Reflection;
using ILGPU.Backends.EntryPoints;
using ILGPU.Runtime;
using ILGPU.Runtime.Cuda;

namespace ILGPU.Backends.EntryPoints
{
    /// <summary>A method that is compiled as a kernel.</summary>
    public readonly struct EntryPointDescription
    {
        private EntryPointDescription(MethodInfo methodSource) => MethodSource = methodSource;

        public MethodInfo MethodSource { get; }

        public static EntryPointDescription FromExplicitlyGroupedKernel(MethodInfo methodSource) => new(methodSource);
    }
}

namespace ILGPU.Backends
{
    /// <summary>A compiled kernel.</summary>
    public abstract class CompiledKernel
    {
        private protected CompiledKernel(string name) => Name = name;

        public string Name { get; }
    }
}

namespace ILGPU.Backends.PTX
{
    /// <summary>A kernel in PTX.</summary>
    public sealed class PTXCompiledKernel : CompiledKernel
    {
        internal PTXCompiledKernel(string name, string assembly)
            : base(name) => PTXAssembly = assembly;

        public string PTXAssembly { get; }
    }

    /// <summary>The compiler to PTX: the double has none, and says so.</summary>
    public sealed class PTXBackend : IDisposable
    {
        public PTXBackend(Context context, CudaCapabilityContext capabilities, CudaArchitecture architecture, CudaInstructionSet instructionSet, NvvmAPI? nvvmAPI)
        {
            Architecture = architecture;
            InstructionSet = instructionSet;
        }

        public CudaArchitecture Architecture { get; }
        public CudaInstructionSet InstructionSet { get; }

        public CompiledKernel Compile(in EntryPointDescription entry, in KernelSpecialization specialization) =>
            throw new NotSupportedException($"the double prints no PTX: {entry.MethodSource.Name} needs the real library");

        public void Dispose()
        {
        }
    }
}
