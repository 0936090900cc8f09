using System.Globalization;
using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        /// <summary>Holds its children outside the registry and does not call their <c>RegisterComponents</c>.</summary>
        public class Sequential : torch.nn.Module<torch.Tensor, torch.Tensor>
        {
            private readonly List<(string Name, torch.nn.Module<torch.Tensor, torch.Tensor> Module)> _children = [];

            internal Sequential()
                : base(nameof(Sequential))
            {
            }

            public int Count => _children.Count;

            public Sequential append(string name, torch.nn.Module<torch.Tensor, torch.Tensor> module)
            {
                _children.Add((name, module));
                return this;
            }

            public Sequential append(torch.nn.Module<torch.Tensor, torch.Tensor> module) =>
                append(_children.Count.ToString(CultureInfo.InvariantCulture), module);

            public override torch.Tensor forward(torch.Tensor tensor)
            {
                if (_children.Count == 0)
                    return tensor.alias();
                torch.Tensor current = _children[0].Module.call(tensor);
                foreach (var (_, module) in _children.Skip(1))
                {
                    torch.Tensor next = module.call(current);
                    current.Dispose();
                    current = next;
                }

                return current;
            }

            public override IEnumerable<(string name, torch.nn.Module module)> named_children() =>
                _children.Select(child => (child.Name, (torch.nn.Module)child.Module));

            public override IEnumerable<(string name, torch.nn.Module module)> named_modules() => named_children().Concat(
                from child in _children
                from descendant in child.Module.named_modules()
                select ($"{child.Name}.{descendant.name}", descendant.module));

            public override IEnumerable<(string name, Parameter parameter)> named_parameters(bool recurse = true) => recurse
                ? (from child in _children
                   from parameter in child.Module.named_parameters(true)
                   select ($"{child.Name}.{parameter.name}", parameter.parameter)).DistinctBy(p => p.parameter)
                : [];

            public override IEnumerable<(string name, torch.Tensor buffer)> named_buffers(bool recurse = true, bool include_nonpersistent = true) => recurse
                ? (from child in _children
                   from buffer in child.Module.named_buffers(true, include_nonpersistent)
                   select ($"{child.Name}.{buffer.name}", buffer.buffer)).DistinctBy(b => b.buffer)
                : [];

            public override torch.nn.Module apply(Action<torch.nn.Module> fn)
            {
                foreach (var (_, module) in _children)
                    module.apply(fn);
                fn(this);
                return this;
            }
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Sequential Sequential() => new();

            public static Sequential Sequential(params (string name, Module<Tensor, Tensor> submodule)[] modules)
            {
                var result = new Sequential();
                foreach (var (name, submodule) in modules)
                    result.append(name, submodule);
                return result;
            }

            public static Sequential Sequential(params Module<Tensor, Tensor>[] modules)
            {
                var result = new Sequential();
                foreach (Module<Tensor, Tensor> module in modules)
                    result.append(module);
                return result;
            }
        }
    }
}
