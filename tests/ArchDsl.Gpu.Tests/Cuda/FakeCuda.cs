using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using ArchDsl.Runtime.Gpu;

namespace ArchDsl.Gpu.Tests.Cuda;

/// <summary>
/// A CUDA driver in managed code, reached through the same function pointers as the real one: device memory is host
/// memory, launches are written down, and any function can be told to fail.
/// </summary>
internal static unsafe class FakeCuda
{
    private static readonly Dictionary<string, nint> Exports = new()
    {
        ["cuInit"] = (nint)(delegate* unmanaged<uint, int>)&Init,
        ["cuDriverGetVersion"] = (nint)(delegate* unmanaged<int*, int>)&DriverGetVersion,
        ["cuGetErrorName"] = (nint)(delegate* unmanaged<int, byte**, int>)&GetErrorName,
        ["cuGetErrorString"] = (nint)(delegate* unmanaged<int, byte**, int>)&GetErrorString,
        ["cuDeviceGet"] = (nint)(delegate* unmanaged<int*, int, int>)&DeviceGet,
        ["cuDeviceGetName"] = (nint)(delegate* unmanaged<byte*, int, int, int>)&DeviceGetName,
        ["cuDeviceGetAttribute"] = (nint)(delegate* unmanaged<int*, int, int, int>)&DeviceGetAttribute,
        ["cuDevicePrimaryCtxRetain"] = (nint)(delegate* unmanaged<nint*, int, int>)&PrimaryRetain,
        ["cuDevicePrimaryCtxRelease_v2"] = (nint)(delegate* unmanaged<int, int>)&PrimaryRelease,
        ["cuCtxPushCurrent_v2"] = (nint)(delegate* unmanaged<nint, int>)&Push,
        ["cuCtxPopCurrent_v2"] = (nint)(delegate* unmanaged<nint*, int>)&Pop,
        ["cuModuleLoadDataEx"] = (nint)(delegate* unmanaged<nint*, byte*, uint, int*, void**, int>)&ModuleLoad,
        ["cuModuleUnload"] = (nint)(delegate* unmanaged<nint, int>)&ModuleUnload,
        ["cuModuleGetFunction"] = (nint)(delegate* unmanaged<nint*, nint, byte*, int>)&ModuleGetFunction,
        ["cuMemAlloc_v2"] = (nint)(delegate* unmanaged<ulong*, nuint, int>)&Allocate,
        ["cuMemFree_v2"] = (nint)(delegate* unmanaged<ulong, int>)&Free,
        ["cuMemGetInfo_v2"] = (nint)(delegate* unmanaged<nuint*, nuint*, int>)&MemoryInfo,
        ["cuMemcpyHtoD_v2"] = (nint)(delegate* unmanaged<ulong, void*, nuint, int>)&CopyToDevice,
        ["cuLaunchKernel"] = (nint)(delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)&Launch,
    };

    private static readonly Dictionary<nint, string> Modules = [];
    private static readonly Dictionary<nint, string> Functions = [];
    private static readonly nint ErrorName = Marshal.StringToCoTaskMemUTF8("CUDA_ERROR_OF_TEST");
    private static readonly nint ErrorText = Marshal.StringToCoTaskMemUTF8("as the test asked");
    private static nint _next;

    /// <summary>One launch, with the parameters as the driver would copy them.</summary>
    public sealed record Launched(string Function, (uint X, uint Y, uint Z) Groups, (uint X, uint Y, uint Z) Threads, nint Stream, CudaParameters Parameters);

    public static Dictionary<ulong, long> Memory { get; } = [];

    public static List<Launched> Launches { get; } = [];

    /// <summary>What to return instead of success, by function.</summary>
    public static Dictionary<string, int> Failures { get; } = [];

    public static long MemorySize { get; set; }

    public static int Version { get; set; }

    public static int Retained { get; private set; }

    public static int Current { get; private set; }

    public static int ModuleCount => Modules.Count;

    public static CudaDriver Start()
    {
        Memory.Clear();
        Launches.Clear();
        Failures.Clear();
        Modules.Clear();
        Functions.Clear();
        (MemorySize, Version, Retained, Current) = (1 << 20, 12040, 0, 0);
        return Open();
    }

    public static CudaDriver Open() => new(name => Exports[name]);

    /// <summary>What lies in device memory.</summary>
    public static ReadOnlySpan<T> Read<T>(CudaView view)
        where T : unmanaged => new((void*)view.Address, (int)view.Length);

    private static int Result([CallerMemberName] string function = "") => Failures.GetValueOrDefault(function);

    [UnmanagedCallersOnly]
    private static int Init(uint flags) => Result();

    [UnmanagedCallersOnly]
    private static int DriverGetVersion(int* version) => Set(version, Version, Result());

    [UnmanagedCallersOnly]
    private static int GetErrorName(int code, byte** name)
    {
        *name = (byte*)ErrorName;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int GetErrorString(int code, byte** text)
    {
        *text = (byte*)ErrorText;
        return 0;
    }

    [UnmanagedCallersOnly]
    private static int DeviceGet(int* device, int ordinal) => Set(device, 40 + ordinal, Result());

    [UnmanagedCallersOnly]
    private static int DeviceGetName(byte* name, int length, int device)
    {
        Encoding.UTF8.GetBytes("Fake GPU\0").CopyTo(new Span<byte>(name, length));
        return Result();
    }

    // Threads, grid, shared memory, multiprocessors, compute capability 9.0.
    [UnmanagedCallersOnly]
    private static int DeviceGetAttribute(int* value, int attribute, int device) => Set(
        value, attribute switch { 1 => 1024, 5 => int.MaxValue, 6 or 7 => 65535, 8 => 49152, 16 => 2, 75 => 9, 76 => 0, _ => -1 }, Result());

    [UnmanagedCallersOnly]
    private static int PrimaryRetain(nint* context, int device)
    {
        *context = 7;
        int result = Result();
        Retained += result == 0 ? 1 : 0;
        return result;
    }

    [UnmanagedCallersOnly]
    private static int PrimaryRelease(int device)
    {
        Retained--;
        return Result();
    }

    [UnmanagedCallersOnly]
    private static int Push(nint context)
    {
        int result = Result();
        Current += result == 0 ? 1 : 0;
        return context == 7 ? result : 201;
    }

    [UnmanagedCallersOnly]
    private static int Pop(nint* context)
    {
        Current--;
        return Result();
    }

    [UnmanagedCallersOnly]
    private static int ModuleLoad(nint* module, byte* text, uint count, int* options, void** values)
    {
        int result = Result();
        if (result != 0)
        {
            Encoding.UTF8.GetBytes("ptxas: line 3\0").CopyTo(new Span<byte>(values[0], (int)(nint)values[1]));
            return result;
        }

        *module = ++_next;
        Modules.Add(_next, Marshal.PtrToStringUTF8((nint)text)!);
        return Current > 0 ? 0 : 201;
    }

    [UnmanagedCallersOnly]
    private static int ModuleUnload(nint module)
    {
        Modules.Remove(module);
        return Result();
    }

    [UnmanagedCallersOnly]
    private static int ModuleGetFunction(nint* function, nint module, byte* name)
    {
        *function = ++_next;
        Functions.Add(_next, $"{Marshal.PtrToStringUTF8((nint)name)} of {Modules[module]}");
        return Result();
    }

    [UnmanagedCallersOnly]
    private static int Allocate(ulong* address, nuint bytes)
    {
        if (Result() != 0 || Memory.Values.Sum() + (long)bytes > MemorySize)
        {
            return Result() != 0 ? Result() : CudaDriver.OutOfMemory;
        }

        *address = (ulong)NativeMemory.AlignedAlloc(bytes, 256);
        Memory.Add(*address, (long)bytes);
        return Current > 0 ? 0 : 201;
    }

    [UnmanagedCallersOnly]
    private static int Free(ulong address)
    {
        if (Memory.Remove(address))
        {
            NativeMemory.AlignedFree((void*)address);
        }

        return Result();
    }

    [UnmanagedCallersOnly]
    private static int MemoryInfo(nuint* free, nuint* total)
    {
        *free = (nuint)(MemorySize - Memory.Values.Sum());
        *total = (nuint)MemorySize;
        return Result();
    }

    [UnmanagedCallersOnly]
    private static int CopyToDevice(ulong to, void* from, nuint bytes)
    {
        int result = Result();
        if (result == 0)
        {
            NativeMemory.Copy(from, (void*)to, bytes);
        }

        return result;
    }

    // A driver knows the sizes of parameters by the PTX: four views of 16 bytes, then the places.
    [UnmanagedCallersOnly]
    private static int Launch(nint function, uint x, uint y, uint z, uint threadsX, uint threadsY, uint threadsZ, uint shared, nint stream, void** parameters, void** extra)
    {
        var copied = new CudaParameters
        {
            Arena = *(CudaView*)parameters[0],
            Weights = *(CudaView*)parameters[1],
            Tables = *(CudaView*)parameters[2],
            Caller = *(CudaView*)parameters[3],
            At = *(Places*)parameters[4],
        };
        Launches.Add(new Launched(Functions[function], (x, y, z), (threadsX, threadsY, threadsZ), stream, copied));
        return Current > 0 ? Result() : 201;
    }

    private static int Set(int* to, int value, int result)
    {
        *to = value;
        return result;
    }
}
