using System.Runtime.InteropServices;
using System.Text;

namespace ArchDsl.Runtime.Gpu;

/// <summary>The functions of the CUDA driver that a network needs. The library is looked for at the first use.</summary>
internal sealed unsafe class CudaDriver
{
    public const int OutOfMemory = 2;
    public const int NoDevice = 100;

    /// <summary>The first driver that knows the PTX that is printed, 7.0.</summary>
    public const int LeastVersion = 11000;

    private static readonly Lazy<CudaDriver> Library = new(Open);

    private readonly delegate* unmanaged<uint, int> _init;
    private readonly delegate* unmanaged<int*, int> _driverGetVersion;
    private readonly delegate* unmanaged<int, byte**, int> _getErrorName;
    private readonly delegate* unmanaged<int, byte**, int> _getErrorString;
    private readonly delegate* unmanaged<int*, int, int> _deviceGet;
    private readonly delegate* unmanaged<byte*, int, int, int> _deviceGetName;
    private readonly delegate* unmanaged<int*, int, int, int> _deviceGetAttribute;
    private readonly delegate* unmanaged<nint*, int, int> _primaryContextRetain;
    private readonly delegate* unmanaged<int, int> _primaryContextRelease;
    private readonly delegate* unmanaged<nint, int> _contextPush;
    private readonly delegate* unmanaged<nint*, int> _contextPop;
    private readonly delegate* unmanaged<nint*, byte*, uint, int*, void**, int> _moduleLoad;
    private readonly delegate* unmanaged<nint, int> _moduleUnload;
    private readonly delegate* unmanaged<nint*, nint, byte*, int> _moduleGetFunction;
    private readonly delegate* unmanaged<ulong*, nuint, int> _allocate;
    private readonly delegate* unmanaged<ulong, int> _free;
    private readonly delegate* unmanaged<nuint*, nuint*, int> _memoryInfo;
    private readonly delegate* unmanaged<ulong, void*, nuint, int> _copyToDevice;
    private readonly delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int> _launch;

    /// <param name="export">Gives the address of a function by name.</param>
    /// <exception cref="CudaUnavailableException">There is no CUDA device, or the driver is too old.</exception>
    public CudaDriver(Func<string, nint> export)
    {
        _init = (delegate* unmanaged<uint, int>)export("cuInit");
        _driverGetVersion = (delegate* unmanaged<int*, int>)export("cuDriverGetVersion");
        _getErrorName = (delegate* unmanaged<int, byte**, int>)export("cuGetErrorName");
        _getErrorString = (delegate* unmanaged<int, byte**, int>)export("cuGetErrorString");
        _deviceGet = (delegate* unmanaged<int*, int, int>)export("cuDeviceGet");
        _deviceGetName = (delegate* unmanaged<byte*, int, int, int>)export("cuDeviceGetName");
        _deviceGetAttribute = (delegate* unmanaged<int*, int, int, int>)export("cuDeviceGetAttribute");
        _primaryContextRetain = (delegate* unmanaged<nint*, int, int>)export("cuDevicePrimaryCtxRetain");
        _primaryContextRelease = (delegate* unmanaged<int, int>)export("cuDevicePrimaryCtxRelease_v2");
        _contextPush = (delegate* unmanaged<nint, int>)export("cuCtxPushCurrent_v2");
        _contextPop = (delegate* unmanaged<nint*, int>)export("cuCtxPopCurrent_v2");
        _moduleLoad = (delegate* unmanaged<nint*, byte*, uint, int*, void**, int>)export("cuModuleLoadDataEx");
        _moduleUnload = (delegate* unmanaged<nint, int>)export("cuModuleUnload");
        _moduleGetFunction = (delegate* unmanaged<nint*, nint, byte*, int>)export("cuModuleGetFunction");
        _allocate = (delegate* unmanaged<ulong*, nuint, int>)export("cuMemAlloc_v2");
        _free = (delegate* unmanaged<ulong, int>)export("cuMemFree_v2");
        _memoryInfo = (delegate* unmanaged<nuint*, nuint*, int>)export("cuMemGetInfo_v2");
        _copyToDevice = (delegate* unmanaged<ulong, void*, nuint, int>)export("cuMemcpyHtoD_v2");
        _launch = (delegate* unmanaged<nint, uint, uint, uint, uint, uint, uint, uint, nint, void**, void**, int>)export("cuLaunchKernel");
        CheckVersion();
    }

    /// <summary>This machine's driver.</summary>
    /// <exception cref="CudaUnavailableException">There is none, or it is too old, or there is no device.</exception>
    public static CudaDriver Default => Library.Value;

    public int Device(int ordinal)
    {
        int device;
        Check(_deviceGet(&device, ordinal), "cuDeviceGet");
        return device;
    }

    public string NameOf(int device)
    {
        byte* name = stackalloc byte[256];
        Check(_deviceGetName(name, 256, device), "cuDeviceGetName");
        return TextOf(name);
    }

    public int Attribute(int device, int attribute)
    {
        int value;
        Check(_deviceGetAttribute(&value, attribute, device), "cuDeviceGetAttribute");
        return value;
    }

    public nint RetainPrimaryContext(int device)
    {
        nint context;
        Check(_primaryContextRetain(&context, device), "cuDevicePrimaryCtxRetain");
        return context;
    }

    /// <summary>Ends a use of the context; a driver that has shut down already says so to nobody.</summary>
    public void ReleasePrimaryContext(int device) => _ = _primaryContextRelease(device);

    public void Push(nint context) => Check(_contextPush(context), "cuCtxPushCurrent");

    public void Pop()
    {
        nint context;
        _ = _contextPop(&context);
    }

    /// <summary>Loads PTX; where the driver does not assemble it, its log is in the message.</summary>
    public nint LoadModule(string ptx)
    {
        const int LogBytes = 4096;
        const int ErrorLog = 5;
        const int ErrorLogBytes = 6;
        byte* log = stackalloc byte[LogBytes];
        log[0] = 0;
        int* options = stackalloc int[] { ErrorLog, ErrorLogBytes };
        void** values = stackalloc void*[] { log, (void*)LogBytes };
        nint module;
        fixed (byte* text = Encoding.UTF8.GetBytes(ptx + "\0"))
        {
            Check(_moduleLoad(&module, text, 2, options, values), "cuModuleLoadDataEx", log);
        }

        return module;
    }

    public void Unload(nint module) => _ = _moduleUnload(module);

    public nint Function(nint module, string entry)
    {
        nint function;
        fixed (byte* name = Encoding.UTF8.GetBytes(entry + "\0"))
        {
            Check(_moduleGetFunction(&function, module, name), "cuModuleGetFunction");
        }

        return function;
    }

    /// <exception cref="GpuMemoryException">The device has not as much memory.</exception>
    public ulong Allocate(string what, long bytes)
    {
        ulong address;
        int code = _allocate(&address, (nuint)bytes);
        if (code == OutOfMemory)
        {
            nuint free = 0;
            nuint total = 0;
            _ = _memoryInfo(&free, &total);
            throw new GpuMemoryException(what, bytes, (long)free, (long)total, Failure("cuMemAlloc", code));
        }

        Check(code, "cuMemAlloc");
        return address;
    }

    public void Free(ulong address) => _ = _free(address);

    public void CopyToDevice<T>(ulong address, ReadOnlySpan<T> values)
        where T : unmanaged
    {
        fixed (T* from = values)
        {
            Check(_copyToDevice(address, from, (nuint)values.Length * (nuint)sizeof(T)), "cuMemcpyHtoD");
        }
    }

    /// <summary>Launches in the legacy default stream.</summary>
    public void Launch(nint function, (int X, int Y, int Z) groups, int threads, in CudaParameters parameters)
    {
        fixed (CudaParameters* p = &parameters)
        {
            void** pointers = stackalloc void*[] { &p->Arena, &p->Weights, &p->Tables, &p->Caller, &p->At };
            Check(_launch(function, (uint)groups.X, (uint)groups.Y, (uint)groups.Z, (uint)threads, 1, 1, 0, 0, pointers, null), "cuLaunchKernel");
        }
    }

    private static CudaDriver Open()
    {
        string name = OperatingSystem.IsWindows() ? "nvcuda.dll" : "libcuda.so.1";
        return NativeLibrary.TryLoad(name, out nint library)
            ? new CudaDriver(function => Export(library, name, function))
            : throw new CudaUnavailableException($"the CUDA driver, {name}, is not on this machine");
    }

    private static nint Export(nint library, string name, string function) => NativeLibrary.TryGetExport(library, function, out nint address)
        ? address
        : throw new CudaUnavailableException($"the CUDA driver, {name}, is too old: it has no {function}");

    private void CheckVersion()
    {
        int code = _init(0);
        if (code != 0)
        {
            throw new CudaUnavailableException(code == NoDevice ? "this machine has no CUDA device" : "the CUDA driver does not start", Failure("cuInit", code));
        }

        int version;
        Check(_driverGetVersion(&version), "cuDriverGetVersion");
        if (version < LeastVersion)
        {
            throw new CudaUnavailableException($"the driver is made for CUDA {version / 1000}.{version % 1000 / 10}; {LeastVersion / 1000}.{LeastVersion % 1000 / 10} is needed");
        }
    }

    private void Check(int code, string call, byte* log = null)
    {
        if (code != 0)
        {
            throw Failure(call, code, log is null ? "" : "\n" + TextOf(log));
        }
    }

    private CudaDriverException Failure(string call, int code, string more = "")
    {
        byte* name = null;
        byte* text = null;
        _ = _getErrorName(code, &name);
        _ = _getErrorString(code, &text);
        return new CudaDriverException(call, code, name is null ? "an unknown error" : TextOf(name), ((text is null ? "" : TextOf(text)) + more).TrimEnd());
    }

    private static string TextOf(byte* text) => Marshal.PtrToStringUTF8((nint)text) ?? "";
}
