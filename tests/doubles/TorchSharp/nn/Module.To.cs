using System.Reflection;
using TorchSharp.Modules;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public static partial class nn
    {
        public partial class Module
        {
            protected internal virtual Module _to(ScalarType dtype, bool non_blocking)
            {
                if (!IsFloatingPoint(dtype))
                    throw new ArgumentException($"nn.Module.to only accepts floating point or complex types, but got desired dtype={dtype}");
                foreach (var (_, child) in named_children())
                    child._to(dtype, non_blocking);

                // Two public properties of one name (a hiding one) end here with an exception, as in the real library.
                Dictionary<string, PropertyInfo> properties =
                    GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).ToDictionary(property => property.Name);
                Dictionary<string, FieldInfo> fields = GetFieldsRecursive(GetType()).ToDictionary(field => field.ComponentName());

                foreach (var (parameterName, parameter) in named_parameters(false).ToList())
                {
                    if (parameter.dtype == dtype)
                        continue;
                    var moved = new Parameter(parameter.to(dtype), parameter.requires_grad);
                    moved.DetachFromDisposeScope();
                    Replace(properties, fields, parameterName, moved, () => ConditionallyRegisterParameter(parameterName, moved));
                    parameter.Dispose();
                }

                foreach (var (bufferName, buffer) in named_buffers(false).ToList())
                {
                    if (buffer.dtype == dtype || !IsFloatingPoint(buffer.dtype))
                        continue;
                    Tensor moved = buffer.to(dtype).DetachFromDisposeScope();
                    Replace(properties, fields, bufferName, moved, () => ConditionallyRegisterBuffer(bufferName, moved));
                    buffer.Dispose();
                }

                return this;
            }

            protected internal virtual Module _to(DeviceType deviceType, int deviceIndex, bool non_blocking)
            {
                RequireCpu(new Device(deviceType, deviceIndex));
                return this;
            }

            private void Replace(
                Dictionary<string, PropertyInfo> properties, Dictionary<string, FieldInfo> fields, string name, Tensor value, Action register)
            {
                if (properties.TryGetValue(name, out PropertyInfo? property))
                {
                    property.SetValue(this, value);
                    return;
                }

                register();
                if (fields.TryGetValue(name, out FieldInfo? field))
                    field.SetValue(this, value);
            }
        }
    }
}

public static class ModuleExtensionMethods
{
    public static T to<T>(this T module, torch.ScalarType type, bool non_blocking = false)
        where T : torch.nn.Module => (T)module._to(type, non_blocking);

    public static T to<T>(this T module, torch.Device device, bool non_blocking = false)
        where T : torch.nn.Module => (T)module._to(device.type, device.index, non_blocking);

    public static T to<T>(this T module, DeviceType deviceType, int deviceIndex = -1, bool non_blocking = false)
        where T : torch.nn.Module => (T)module._to(deviceType, deviceIndex, non_blocking);

    public static T to<T>(this T module, string device, bool non_blocking = false)
        where T : torch.nn.Module => module.to(new torch.Device(device), non_blocking);

    public static T cpu<T>(this T module, bool non_blocking = false)
        where T : torch.nn.Module => (T)module._to(DeviceType.CPU, -1, non_blocking);
}
