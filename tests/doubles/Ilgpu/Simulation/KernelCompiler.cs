using System.Reflection;
using System.Reflection.Emit;

namespace ILGPU.Simulation;

/// <summary>A kernel ready to run.</summary>
internal sealed record CompiledKernel(KernelBody Body, Func<KernelFrame> NewFrame, bool HasBarriers);

/// <summary>
/// Rewrites a kernel's IL into dynamic methods. Every load and store through an address is announced to
/// <see cref="MemoryWatch"/>. A barrier becomes a return that saves the locals and a later call that restores them, so
/// that one thread of this process runs a whole group; methods that reach a barrier are inlined into the kernel for it.
/// </summary>
internal sealed class KernelCompiler
{
    private static readonly FieldInfo ArgumentsField = typeof(KernelFrame).GetField(nameof(KernelFrame.Arguments))!;
    private static readonly FieldInfo BarrierField = typeof(KernelFrame).GetField(nameof(KernelFrame.Barrier))!;
    private static int _frames;

    private readonly IReadOnlyDictionary<MethodBase, KernelMethod> _methods;
    private readonly IReadOnlySet<MethodBase> _withBarrier;
    private readonly Dictionary<MethodBase, DynamicMethod> _helpers = [];
    private readonly List<Type> _slots = [];

    private KernelCompiler(IReadOnlyDictionary<MethodBase, KernelMethod> methods, IReadOnlySet<MethodBase> withBarrier)
    {
        _methods = methods;
        _withBarrier = withBarrier;
    }

    public static CompiledKernel Compile(MethodInfo kernel, bool algorithms)
    {
        (IReadOnlyDictionary<MethodBase, KernelMethod> methods, IReadOnlySet<MethodBase> withBarrier) = KernelVerifier.Verify(kernel, algorithms);
        return new KernelCompiler(methods, withBarrier).CompileKernel(methods[kernel]);
    }

    /// <summary>The dynamic twin of a method without barriers.</summary>
    public DynamicMethod Helper(MethodBase method)
    {
        if (_helpers.TryGetValue(method, out DynamicMethod? known))
            return known;
        KernelMethod code = _methods[method];
        var twin = new DynamicMethod(method.Name, code.ReturnType, code.Parameters, typeof(KernelCompiler).Module, skipVisibility: true);
        _helpers[method] = twin;
        ILGenerator il = twin.GetILGenerator();
        new MethodRewriter(this, il, code, arguments: null, Declare(il, code.Locals), onBarrier: null).Write(null);
        return twin;
    }

    public bool NeedsInlining(MethodBase method) => _withBarrier.Contains(method);
    public KernelMethod Code(MethodBase method) => _methods[method];

    private static LocalBuilder[] Declare(ILGenerator il, IEnumerable<Type> types) => [.. types.Select(il.DeclareLocal)];

    private CompiledKernel CompileKernel(KernelMethod kernel)
    {
        bool barriers = NeedsInlining(kernel.Method);
        CollectSlots(kernel);
        Type frameType = barriers ? BuildFrame() : typeof(PlainFrame);
        var body = new DynamicMethod(kernel.Method.Name, typeof(int), [typeof(KernelFrame)], typeof(KernelCompiler).Module, skipVisibility: true);
        ILGenerator il = body.GetILGenerator();
        LocalBuilder frame = il.DeclareLocal(frameType);
        LocalBuilder[] slots = Declare(il, _slots);
        FieldInfo[] fields = [.. slots.Select((_, i) => frameType.GetField(SlotName(i))).OfType<FieldInfo>()];
        var resumePoints = new List<Label>();
        Label restore = il.DefineLabel(), end = il.DefineLabel();

        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Castclass, frameType);
        il.Emit(OpCodes.Stloc, frame);
        if (barriers)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, BarrierField);
            il.Emit(OpCodes.Brtrue, restore);
        }

        LoadArguments(il, kernel, slots);
        new MethodRewriter(this, il, kernel, new SlotAllocator(slots), onBarrier: Suspend).Write(end);
        il.MarkLabel(end);
        il.Emit(OpCodes.Ldc_I4_0);
        il.Emit(OpCodes.Ret);
        if (barriers)
            Restore();
        return new CompiledKernel(body.CreateDelegate<KernelBody>(), () => (KernelFrame)Activator.CreateInstance(frameType)!, barriers);

        void Suspend()
        {
            for (int i = 0; i < fields.Length; i++)
            {
                il.Emit(OpCodes.Ldloc, frame);
                il.Emit(OpCodes.Ldloc, slots[i]);
                if (_slots[i].IsByRef)
                    il.Emit(OpCodes.Conv_U);
                il.Emit(OpCodes.Stfld, fields[i]);
            }

            resumePoints.Add(il.DefineLabel());
            il.Emit(OpCodes.Ldc_I4, resumePoints.Count);
            il.Emit(OpCodes.Ret);
            il.MarkLabel(resumePoints[^1]);
        }

        void Restore()
        {
            il.MarkLabel(restore);
            for (int i = 0; i < fields.Length; i++)
            {
                il.Emit(OpCodes.Ldloc, frame);
                il.Emit(OpCodes.Ldfld, fields[i]);
                il.Emit(OpCodes.Stloc, slots[i]);
            }

            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, BarrierField);
            il.Emit(OpCodes.Ldc_I4_1);
            il.Emit(OpCodes.Sub);
            il.Emit(OpCodes.Switch, [.. resumePoints]);
            il.Emit(OpCodes.Br, end);
        }
    }

    /// <summary>The kernel's parameters and locals, then those of every inlined call, in the order the rewriter meets them.</summary>
    private void CollectSlots(KernelMethod code)
    {
        _slots.AddRange(code.Parameters);
        _slots.AddRange(code.Locals);
        foreach (IlInstruction instruction in code.Instructions)
        {
            if (instruction.Operand is MethodBase callee && NeedsInlining(callee))
                CollectSlots(Code(callee));
        }
    }

    private static void LoadArguments(ILGenerator il, KernelMethod kernel, LocalBuilder[] slots)
    {
        int first = kernel.Method.IsStatic ? 0 : 1;
        for (int i = first; i < kernel.Parameters.Length; i++)
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldfld, ArgumentsField);
            il.Emit(OpCodes.Ldc_I4, i - first);
            il.Emit(OpCodes.Ldelem_Ref);
            il.Emit(OpCodes.Unbox_Any, kernel.Parameters[i]);
            il.Emit(OpCodes.Stloc, slots[i]);
        }
    }

    /// <summary>A class with a field for every slot. References into device memory do not move, so an address keeps them.</summary>
    private Type BuildFrame()
    {
        var name = new AssemblyName(FormattableString.Invariant($"KernelFrame{Interlocked.Increment(ref _frames)}"));
        ModuleBuilder module = AssemblyBuilder.DefineDynamicAssembly(name, AssemblyBuilderAccess.RunAndCollect).DefineDynamicModule(name.Name!);
        TypeBuilder type = module.DefineType(name.Name!, TypeAttributes.Public | TypeAttributes.Sealed, typeof(KernelFrame));
        for (int i = 0; i < _slots.Count; i++)
            type.DefineField(SlotName(i), _slots[i].IsByRef ? typeof(nint) : _slots[i], FieldAttributes.Public);
        return type.CreateType();
    }

    private static string SlotName(int index) => FormattableString.Invariant($"Slot{index}");
}

/// <summary>Hands out the kernel's slots in order.</summary>
internal sealed class SlotAllocator(LocalBuilder[] slots)
{
    private int _next;

    public LocalBuilder[] Take(int count)
    {
        LocalBuilder[] taken = slots[_next..(_next + count)];
        _next += count;
        return taken;
    }
}
