using System.Globalization;
using System.Reflection;
using System.Reflection.Emit;
using ILGPU.Algorithms;
using ILGPU.Runtime.Cuda;

namespace ILGPU.Simulation;

/// <summary>
/// Walks a kernel and all it calls and refuses what the real library refuses to compile: objects, exceptions, strings,
/// static arrays, virtual calls, recursion, pinning, framework methods without a counterpart on a GPU.
/// </summary>
internal sealed class KernelVerifier
{
    private static readonly HashSet<string> DeviceMath =
    [
        "Abs", "Min", "Max", "Clamp", "Sqrt", "Floor", "Ceiling", "Truncate", "Sign", "CopySign", "ReciprocalEstimate",
        .. AlgorithmMath,
    ];

    private readonly bool _algorithms;
    private readonly Dictionary<MethodBase, KernelMethod> _methods = [];
    private readonly Stack<MethodBase> _path = [];
    private readonly HashSet<MethodBase> _withBarrier = [];

    private KernelVerifier(bool algorithms) => _algorithms = algorithms;

    /// <summary>The functions that the real library has only with ILGPU.Algorithms.</summary>
    private static string[] AlgorithmMath =>
    [
        "Exp", "Log", "Log2", "Log10", "Pow", "Sin", "Cos", "Tan", "Asin", "Acos", "Atan", "Atan2", "Sinh", "Cosh", "Tanh", "Round",
    ];

    /// <summary>The methods of a kernel by identity, and those of them that reach a barrier.</summary>
    public static (IReadOnlyDictionary<MethodBase, KernelMethod> Methods, IReadOnlySet<MethodBase> WithBarrier) Verify(
        MethodBase entry, bool algorithms)
    {
        var verifier = new KernelVerifier(algorithms);
        verifier.Visit(entry);
        return (verifier._methods, verifier._withBarrier);
    }

    /// <summary>The exception of the real library, with the construct in words.</summary>
    public static InternalCompilerException Rejected(MethodBase method, string construct)
    {
        string name = string.Create(CultureInfo.InvariantCulture, $"{method.DeclaringType?.Name}.{method.Name}");
        var reason = new NotSupportedException($"{construct}: the real library throws here as well");
        return new InternalCompilerException($"{name} cannot be compiled: {construct}", reason);
    }

    public static bool IsBarrier(MethodBase method) => method.DeclaringType == typeof(Group) && method.Name == nameof(Group.Barrier);

    /// <summary>Whether a method is compiled with the kernel, as against called.</summary>
    public static bool IsUserCode(MethodBase method) =>
        method.Module.Assembly != typeof(KernelVerifier).Assembly && !IsFramework(method.DeclaringType?.Namespace ?? string.Empty);

    private static bool IsFramework(string space) =>
        space == "System" || space.StartsWith("System.", StringComparison.Ordinal);

    private void Visit(MethodBase method)
    {
        if (_path.Contains(method))
            throw Rejected(method, "recursion");
        if (_methods.ContainsKey(method))
            return;
        if (method.GetMethodBody() is not { } body)
            throw Rejected(method, "a method without a body");
        if (body.ExceptionHandlingClauses.Count > 0)
            throw Rejected(method, "try, catch, finally or using");
        if (body.LocalVariables.Any(local => local.IsPinned))
            throw Rejected(method, "fixed");

        _path.Push(method);
        var code = new KernelMethod(method, body);
        for (int i = 0; i < code.Instructions.Count; i++)
            Check(code, i);
        _path.Pop();
        _methods[method] = code;
    }

    private void Check(KernelMethod code, int at)
    {
        IlInstruction instruction = code.Instructions[at];
        OpCode opCode = instruction.OpCode;
        if (opCode == OpCodes.Ldarg_0 && !code.Method.IsStatic && !code.Method.DeclaringType!.IsValueType)
            throw Rejected(code.Method, "a captured variable or an instance member of a class");
        if (Forbidden(opCode) is { } construct)
            throw Rejected(code.Method, construct);
        if (opCode == OpCodes.Ldstr && !FeedsAssembly(code, at))
            throw Rejected(code.Method, "a string");
        if (opCode == OpCodes.Ldsfld || opCode == OpCodes.Ldsflda)
            CheckStatic(code.Method, (FieldInfo)instruction.Operand!);
        if (instruction.Operand is MethodBase callee)
            CheckCall(code.Method, opCode, callee);
    }

    private static string? Forbidden(OpCode opCode) => opCode.Name switch
    {
        "throw" or "rethrow" or "leave" or "leave.s" or "endfinally" or "endfilter" => "an exception",
        "box" or "unbox" or "unbox.any" => "boxing",
        "castclass" or "isinst" => "a cast of objects",
        "newarr" or "ldlen" or "ldelema" or "ldtoken" => "an array",
        "stsfld" => "a store to a static field",
        "calli" or "ldftn" or "ldvirtftn" => "a delegate or function pointer",
        "constrained." => "a call through an interface",
        "localloc" or "cpblk" or "initblk" or "cpobj" => "stackalloc or a block copy",
        "ldnull" => "a null reference",
        { } name when name.StartsWith("ldelem", StringComparison.Ordinal) || name.StartsWith("stelem", StringComparison.Ordinal) => "an array",
        _ => null,
    };

    /// <summary>Whether a string is the text of inline PTX, the one place for strings.</summary>
    private static bool FeedsAssembly(KernelMethod code, int at) =>
        code.Instructions.Skip(at).Select(instruction => instruction.Operand).OfType<MethodBase>()
            .FirstOrDefault(method => method.DeclaringType == typeof(CudaAsm)) is not null;

    private static void CheckStatic(MethodBase method, FieldInfo field)
    {
        string name = $"{field.DeclaringType?.Name}.{field.Name}";
        if (field.FieldType.IsArray)
            throw Rejected(method, $"the static array {name}");
        if (!field.FieldType.IsValueType)
            throw Rejected(method, $"the static object {name}");
        if (!field.IsInitOnly)
            throw Rejected(method, $"the static field {name}, which is not readonly");
    }

    private void CheckCall(MethodBase method, OpCode opCode, MethodBase callee)
    {
        string name = $"{callee.DeclaringType?.Name}.{callee.Name}";
        if (opCode == OpCodes.Newobj && !callee.DeclaringType!.IsValueType)
            throw Rejected(method, $"an object of class {callee.DeclaringType.Name}");
        if (opCode == OpCodes.Callvirt && callee.IsVirtual)
            throw Rejected(method, $"the virtual call {name}");
        if (IsBarrier(callee))
        {
            _withBarrier.Add(method);
            return;
        }

        if (IsUserCode(callee))
        {
            Visit(callee);
            if (_withBarrier.Contains(callee))
                _withBarrier.Add(method);
            return;
        }

        if (callee.Module.Assembly == typeof(KernelVerifier).Assembly)
            CheckLibraryCall(method, callee, name);
        else if (!HasCounterpart(callee))
            throw Rejected(method, $"{name}, which has no counterpart on a GPU");
        else if (!_algorithms && callee.DeclaringType == typeof(MathF) | callee.DeclaringType == typeof(Math) && AlgorithmMath.Contains(callee.Name))
            throw Rejected(method, $"{name} in a context without EnableAlgorithms");
    }

    private void CheckLibraryCall(MethodBase method, MethodBase callee, string name)
    {
        if (callee.IsDefined(typeof(NotInsideKernelAttribute)) || callee.DeclaringType is { IsValueType: false, IsAbstract: false })
            throw Rejected(method, $"{name}, which is for the host");
        if (!_algorithms && callee.DeclaringType == typeof(XMath))
            throw Rejected(method, $"{name} in a context without EnableAlgorithms");
    }

    private static bool HasCounterpart(MethodBase callee)
    {
        Type type = callee.DeclaringType!;
        if (type == typeof(Math) || type == typeof(MathF))
            return DeviceMath.Contains(callee.Name);
        if (type == typeof(float) || type == typeof(double))
            return callee.Name is "IsNaN" or "IsInfinity" or "IsFinite";
        if (type == typeof(BitConverter))
            return callee.Name.Contains("Bits", StringComparison.Ordinal);
        return type == typeof(System.Numerics.BitOperations) && callee.Name is "PopCount" or "LeadingZeroCount" or "TrailingZeroCount";
    }
}
