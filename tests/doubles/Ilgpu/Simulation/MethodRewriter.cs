using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Simulation;

/// <summary>Writes one method's instructions anew: watched, and with inlined calls where barriers need them.</summary>
internal sealed class MethodRewriter
{
    private static readonly MethodInfo Load = typeof(MemoryWatch).GetMethod(nameof(MemoryWatch.Load))!;
    private static readonly MethodInfo Store = typeof(MemoryWatch).GetMethod(nameof(MemoryWatch.Store))!;

    private readonly KernelCompiler _compiler;
    private readonly ILGenerator _il;
    private readonly KernelMethod _code;
    private readonly LocalBuilder[]? _arguments;
    private readonly LocalBuilder[] _locals;
    private readonly SlotAllocator? _slots;
    private readonly Action? _onBarrier;
    private readonly Dictionary<int, Label> _labels = [];
    private readonly Dictionary<Type, LocalBuilder> _temporaries = [];

    /// <summary>A method with arguments of its own, or with locals in their place.</summary>
    public MethodRewriter(
        KernelCompiler compiler, ILGenerator il, KernelMethod code, LocalBuilder[]? arguments, LocalBuilder[] locals, Action? onBarrier)
    {
        _compiler = compiler;
        _il = il;
        _code = code;
        _arguments = arguments;
        _locals = locals;
        _onBarrier = onBarrier;
    }

    /// <summary>A method whose arguments and locals are slots of the kernel.</summary>
    public MethodRewriter(KernelCompiler compiler, ILGenerator il, KernelMethod code, SlotAllocator slots, Action onBarrier)
        : this(compiler, il, code, slots.Take(code.Parameters.Length), slots.Take(code.Locals.Length), onBarrier)
    {
        _slots = slots;
    }

    /// <summary>Writes the method; a return leaves to <paramref name="end"/>, where given.</summary>
    public void Write(Label? end)
    {
        foreach (IlInstruction instruction in _code.Instructions)
        {
            foreach (int target in Targets(instruction))
                _labels.TryAdd(target, _il.DefineLabel());
        }

        for (int i = 0; i < _code.Instructions.Count; i++)
        {
            IlInstruction instruction = _code.Instructions[i];
            if (_labels.TryGetValue(instruction.Offset, out Label label))
                _il.MarkLabel(label);
            if (instruction.OpCode == OpCodes.Ret && end is { } after)
                _il.Emit(OpCodes.Br, after);
            else if (!WriteVariable(instruction) && !WriteCall(instruction))
                WriteOther(instruction, i);
        }
    }

    private static IEnumerable<int> Targets(IlInstruction instruction) => instruction.OpCode.OperandType switch
    {
        OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget => [(int)instruction.Operand!],
        OperandType.InlineSwitch => (int[])instruction.Operand!,
        _ => [],
    };

    private bool WriteVariable(IlInstruction instruction)
    {
        string name = instruction.OpCode.Name!.Split('.')[0];
        OpCode? local = name switch
        {
            "ldloc" or "ldarg" => OpCodes.Ldloc,
            "ldloca" or "ldarga" => OpCodes.Ldloca,
            "stloc" or "starg" => OpCodes.Stloc,
            _ => null,
        };
        if (local is not { } opCode)
            return false;
        int index = instruction.Index;
        bool argument = name.Contains("arg", StringComparison.Ordinal);
        if (!argument)
            _il.Emit(opCode, _locals[index]);
        else if (_arguments is not null)
            _il.Emit(opCode, _arguments[index]);
        else
            _il.Emit(name switch { "ldarg" => OpCodes.Ldarg, "ldarga" => OpCodes.Ldarga, _ => OpCodes.Starg }, (short)index);
        return true;
    }

    private bool WriteCall(IlInstruction instruction)
    {
        if (instruction.Operand is not MethodBase callee)
            return false;
        if (KernelVerifier.IsBarrier(callee))
            _onBarrier!();
        else if (_compiler.NeedsInlining(callee))
            Inline(_compiler.Code(callee));
        else if (KernelVerifier.IsUserCode(callee))
            WriteHelperCall(instruction.OpCode, callee);
        else if (callee is ConstructorInfo constructor)
            _il.Emit(instruction.OpCode, constructor);
        else
            _il.Emit(instruction.OpCode, (MethodInfo)callee);
        return true;
    }

    /// <summary>A constructor of a struct is compiled as written: it stores to the new value alone.</summary>
    private void WriteHelperCall(OpCode opCode, MethodBase callee)
    {
        if (callee is ConstructorInfo constructor)
            _il.Emit(opCode, constructor);
        else
            _il.Emit(OpCodes.Call, _compiler.Helper(callee));
    }

    private void Inline(KernelMethod callee)
    {
        Label end = _il.DefineLabel();
        var inner = new MethodRewriter(_compiler, _il, callee, _slots!, _onBarrier!);
        for (int i = callee.Parameters.Length - 1; i >= 0; i--)
            _il.Emit(OpCodes.Stloc, inner._arguments![i]);
        foreach (LocalBuilder local in inner._locals)
            Clear(local);
        inner.Write(end);
        _il.MarkLabel(end);
    }

    /// <summary>Locals start as zero in every call, also in the second turn of a loop.</summary>
    private void Clear(LocalBuilder local)
    {
        if (local.LocalType.IsByRef)
            return;
        _il.Emit(OpCodes.Ldloca, local);
        _il.Emit(OpCodes.Initobj, local.LocalType);
    }

    private void WriteOther(IlInstruction instruction, int at)
    {
        Watch(instruction, at);
        OpCode opCode = instruction.OpCode;
        switch (instruction.Operand)
        {
            case int target when opCode.OperandType is OperandType.InlineBrTarget or OperandType.ShortInlineBrTarget:
                _il.Emit(Long(opCode), _labels[target]);
                break;
            case int[] targets:
                _il.Emit(opCode, [.. targets.Select(target => _labels[target])]);
                break;
            case int value when opCode == OpCodes.Ldc_I4_S:
                _il.Emit(OpCodes.Ldc_I4, value);
                break;
            case null:
                _il.Emit(opCode);
                break;
            case byte value:
                _il.Emit(opCode, value);
                break;
            case int value:
                _il.Emit(opCode, value);
                break;
            case long value:
                _il.Emit(opCode, value);
                break;
            case float value:
                _il.Emit(opCode, value);
                break;
            case double value:
                _il.Emit(opCode, value);
                break;
            case string value:
                _il.Emit(opCode, value);
                break;
            case FieldInfo field:
                _il.Emit(opCode, field);
                break;
            case Type type:
                _il.Emit(opCode, type);
                break;
            default:
                throw KernelVerifier.Rejected(_code.Method, opCode.Name!);
        }
    }

    /// <summary>Announces a load or store through the address on the stack.</summary>
    private void Watch(IlInstruction instruction, int at)
    {
        OpCode opCode = instruction.OpCode;
        if (instruction.Is("ldind") || opCode == OpCodes.Ldobj)
            Announce(Load, AccessType(instruction), null);
        else if (instruction.Is("stind") || opCode == OpCodes.Stobj)
            UnderValue(AccessType(instruction), null);
        else if (opCode == OpCodes.Initobj)
            Announce(Store, (Type)instruction.Operand!, null);
        else if (opCode == OpCodes.Stfld)
            UnderValue(((FieldInfo)instruction.Operand!).FieldType, (FieldInfo)instruction.Operand);
        else if (opCode == OpCodes.Ldfld && LeavesMemoryAddress(at - 1))
            Announce(Load, ((FieldInfo)instruction.Operand!).FieldType, (FieldInfo)instruction.Operand);
    }

    private void UnderValue(Type type, FieldInfo? field)
    {
        if (!_temporaries.TryGetValue(type, out LocalBuilder? value))
            _temporaries[type] = value = _il.DeclareLocal(type);
        _il.Emit(OpCodes.Stloc, value);
        Announce(Store, type, field);
        _il.Emit(OpCodes.Ldloc, value);
    }

    private void Announce(MethodInfo watch, Type type, FieldInfo? field)
    {
        _il.Emit(OpCodes.Dup);
        if (field is not null)
            _il.Emit(OpCodes.Ldflda, field);
        _il.Emit(OpCodes.Conv_U);
        _il.Emit(OpCodes.Sizeof, type);
        _il.Emit(OpCodes.Call, watch);
    }

    /// <summary>Whether an instruction leaves an address that may lie in device memory, as against a value or a local's address.</summary>
    private bool LeavesMemoryAddress(int at)
    {
        IlInstruction instruction = _code.Instructions[at];
        if (instruction.OpCode == OpCodes.Dup)
            return LeavesMemoryAddress(at - 1);
        if (instruction.OpCode == OpCodes.Ldflda)
            return LeavesMemoryAddress(at - 1);
        if (instruction.Operand is MethodInfo method)
            return method.ReturnType.IsByRef;
        if (instruction.Is("ldloc"))
            return _code.Locals[instruction.Index].IsByRef;
        return instruction.Is("ldarg") && _code.Parameters[instruction.Index].IsByRef;
    }

    private static Type AccessType(IlInstruction instruction) => instruction.Operand as Type ?? instruction.OpCode.Name switch
    {
        "ldind.i1" or "ldind.u1" or "stind.i1" => typeof(byte),
        "ldind.i2" or "ldind.u2" or "stind.i2" => typeof(short),
        "ldind.i8" or "stind.i8" => typeof(long),
        "ldind.r4" or "stind.r4" => typeof(float),
        "ldind.r8" or "stind.r8" => typeof(double),
        "ldind.i" or "stind.i" => typeof(nint),
        _ => typeof(int),
    };

    /// <summary>The four-byte form of a short branch: the code around it grew.</summary>
    private static OpCode Long(OpCode opCode) => opCode.OperandType == OperandType.InlineBrTarget ? opCode : opCode.Name switch
    {
        "br.s" => OpCodes.Br,
        "brtrue.s" => OpCodes.Brtrue,
        "brfalse.s" => OpCodes.Brfalse,
        "beq.s" => OpCodes.Beq,
        "bge.s" => OpCodes.Bge,
        "bgt.s" => OpCodes.Bgt,
        "ble.s" => OpCodes.Ble,
        "blt.s" => OpCodes.Blt,
        "bne.un.s" => OpCodes.Bne_Un,
        "bge.un.s" => OpCodes.Bge_Un,
        "bgt.un.s" => OpCodes.Bgt_Un,
        "ble.un.s" => OpCodes.Ble_Un,
        _ => OpCodes.Blt_Un,
    };
}
