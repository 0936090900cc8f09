using System.Reflection;
using ArchDsl.Compiler.Emit;
using ArchDsl.Compiler.Graph;
using TorchSharp;
using static TorchSharp.torch;

namespace ArchDsl.Compiler.Tests.Emit;

/// <summary>A network as the TorchSharp module generated from it, compiled and constructed.</summary>
internal sealed class GeneratedNetwork : IDisposable
{
    public GeneratedNetwork(Network network, params object[] arguments)
    {
        Network = network;
        EmittedFile file = Assert.Single(ArchEmitter.Emit(network, EmitTarget.TorchSharp, new EmitOptions { Namespace = "Demo" }));
        Text = file.Text;
        Type type = GeneratedCode.Load(Text).GetType("Demo." + Path.GetFileName(file.Name).Replace(".g.cs", "", StringComparison.Ordinal).TrimStart('@'))!;
        ConstructorInfo constructor = Assert.Single(type.GetConstructors());
        object?[] given = [.. constructor.GetParameters().Select((p, i) => i < arguments.Length ? arguments[i] : p.DefaultValue)];
        Module = (nn.Module)constructor.Invoke(given);
    }

    public Network Network { get; }

    public string Text { get; }

    public nn.Module Module { get; }

    /// <summary>Runs <c>call</c>, or another method that computes.</summary>
    public IReadOnlyList<Tensor> Run(IReadOnlyList<Tensor> inputs, string method = "call")
    {
        MethodInfo found = Module.GetType().GetMethods().Single(m => m.Name == method);
        object result = found.Invoke(Module, [.. inputs])!;
        return result is Tensor tensor
            ? [tensor]
            : [.. result.GetType().GetProperties().Where(p => p.PropertyType == typeof(Tensor)).Select(p => (Tensor)p.GetValue(result)!)];
    }

    public void Call(string method, string path) => Module.GetType().GetMethod(method)!.Invoke(Module, [path]);

    /// <summary>Random inputs of a batch.</summary>
    public IReadOnlyList<Tensor> Inputs(int batch) =>
        [.. Network.Inputs.Select(i => randn([batch, i.Shape.Channels, i.Shape.Height, i.Shape.Width]))];

    /// <summary>Gives every weight and running statistic a value that shows.</summary>
    public void Stir()
    {
        using IDisposable guard = no_grad();
        using DisposeScope scope = NewDisposeScope();
        foreach ((string key, Tensor value) in Module.state_dict())
        {
            if (value.dtype == ScalarType.Float32)
            {
                bool positive = key.EndsWith("running_var", StringComparison.Ordinal);
                value.copy_(positive ? rand(value.shape) + 0.5 : randn(value.shape) * 0.3);
            }
        }
    }

    public void Dispose() => Module.Dispose();
}
