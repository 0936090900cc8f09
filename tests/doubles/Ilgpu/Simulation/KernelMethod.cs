using System.Buffers.Binary;
using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Simulation;

/// <summary>One instruction: what it is and what it refers to, resolved. Branch targets are offsets.</summary>
internal readonly record struct IlInstruction(int Offset, OpCode OpCode, object? Operand)
{
    public int Index => Operand is int index ? index : OpCode.Name![^1] - '0';

    public bool Is(string family) =>
        OpCode.Name!.StartsWith(family, StringComparison.Ordinal) && (OpCode.Name.Length == family.Length || OpCode.Name[family.Length] == '.');
}

/// <summary>A method's IL, decoded.</summary>
internal sealed class KernelMethod
{
    private static readonly Dictionary<short, OpCode> OpCodesByValue = typeof(OpCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Select(field => (OpCode)field.GetValue(null)!)
        .ToDictionary(opCode => opCode.Value);

    public KernelMethod(MethodBase method, MethodBody body)
    {
        Method = method;
        Body = body;
        Type[] instance = method.IsStatic ? [] : [ThisType(method)];
        Parameters = [.. instance, .. method.GetParameters().Select(parameter => parameter.ParameterType)];
        Locals = [.. body.LocalVariables.Select(local => local.LocalType)];
        Instructions = Decode(method, body.GetILAsByteArray()!);
    }

    public MethodBase Method { get; }
    public MethodBody Body { get; }

    /// <summary>The types that ldarg numbers count: the instance first.</summary>
    public Type[] Parameters { get; }

    public Type[] Locals { get; }
    public IReadOnlyList<IlInstruction> Instructions { get; }
    public Type ReturnType => Method is MethodInfo method ? method.ReturnType : typeof(void);

    private static Type ThisType(MethodBase method) =>
        method.DeclaringType!.IsValueType ? method.DeclaringType.MakeByRefType() : method.DeclaringType;

    private static List<IlInstruction> Decode(MethodBase method, byte[] il)
    {
        var tokens = new TokenResolver(method);
        var instructions = new List<IlInstruction>();
        for (int at = 0; at < il.Length;)
        {
            int offset = at;
            short value = il[at++];
            if (value == 0xFE)
                value = (short)(0xFE00 | il[at++]);
            OpCode opCode = OpCodesByValue[value];
            object? operand = Operand(opCode, il, ref at, tokens);
            instructions.Add(new IlInstruction(offset, opCode, operand));
        }

        return instructions;
    }

    private static object? Operand(OpCode opCode, byte[] il, ref int at, TokenResolver tokens)
    {
        ReadOnlySpan<byte> bytes = il.AsSpan(at);
        switch (opCode.OperandType)
        {
            case OperandType.InlineNone:
                return null;
            case OperandType.ShortInlineBrTarget:
                at += 1;
                return at + (sbyte)bytes[0];
            case OperandType.InlineBrTarget:
                at += 4;
                return at + BinaryPrimitives.ReadInt32LittleEndian(bytes);
            case OperandType.ShortInlineI:
                at += 1;
                return opCode == OpCodes.Ldc_I4_S ? (int)(sbyte)bytes[0] : bytes[0];
            case OperandType.ShortInlineVar:
                at += 1;
                return (int)bytes[0];
            case OperandType.InlineVar:
                at += 2;
                return (int)BinaryPrimitives.ReadUInt16LittleEndian(bytes);
            case OperandType.InlineI:
                at += 4;
                return BinaryPrimitives.ReadInt32LittleEndian(bytes);
            case OperandType.InlineI8:
                at += 8;
                return BinaryPrimitives.ReadInt64LittleEndian(bytes);
            case OperandType.ShortInlineR:
                at += 4;
                return BinaryPrimitives.ReadSingleLittleEndian(bytes);
            case OperandType.InlineR:
                at += 8;
                return BinaryPrimitives.ReadDoubleLittleEndian(bytes);
            case OperandType.InlineSwitch:
                int count = BinaryPrimitives.ReadInt32LittleEndian(bytes);
                at += 4 + (4 * count);
                var targets = new int[count];
                for (int i = 0; i < count; i++)
                    targets[i] = at + BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 + (4 * i))..]);
                return targets;
            default:
                at += 4;
                return tokens.Resolve(opCode.OperandType, BinaryPrimitives.ReadInt32LittleEndian(bytes));
        }
    }

    /// <summary>Metadata tokens in the context of the method's own type arguments.</summary>
    private sealed class TokenResolver(MethodBase method)
    {
        private readonly Type[] _typeArguments = method.DeclaringType?.GetGenericArguments() ?? [];
        private readonly Type[] _methodArguments = method.IsGenericMethod ? method.GetGenericArguments() : [];

        public object? Resolve(OperandType kind, int token) => kind switch
        {
            OperandType.InlineMethod => method.Module.ResolveMethod(token, _typeArguments, _methodArguments),
            OperandType.InlineField => method.Module.ResolveField(token, _typeArguments, _methodArguments),
            OperandType.InlineType => method.Module.ResolveType(token, _typeArguments, _methodArguments),
            OperandType.InlineTok => method.Module.ResolveMember(token, _typeArguments, _methodArguments),
            OperandType.InlineString => method.Module.ResolveString(token),
            _ => token,
        };
    }
}
