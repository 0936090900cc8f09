using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        public abstract class Convolution : WeightedModule
        {
            private protected Convolution(
                string name, long inChannels, long outChannels, long[] kernel, long[] stride, long[] padding, long[] dilation, long groups, bool bias)
                : base(name)
            {
                if (groups <= 0 || inChannels % groups != 0 || outChannels % groups != 0)
                    throw new ArgumentException($"in_channels ({inChannels}) and out_channels ({outChannels}) must be divisible by groups ({groups})");
                in_channels = inChannels;
                out_channels = outChannels;
                kernel_size = kernel;
                this.stride = stride;
                this.padding = padding;
                this.dilation = dilation;
                this.groups = groups;
                CreateUniform([outChannels, inChannels / groups, .. kernel], bias);
            }

            public long in_channels { get; }

            public long out_channels { get; }

            public long[] kernel_size { get; }

            public long[] stride { get; }

            public long[] padding { get; }

            public long[] dilation { get; }

            public long groups { get; }
        }

        public sealed class Conv2d : Convolution
        {
            internal Conv2d(long inChannels, long outChannels, long[] kernel, long[] stride, long[] padding, long[] dilation, long groups, bool bias)
                : base(nameof(Conv2d), inChannels, outChannels, kernel, stride, padding, dilation, groups, bias)
            {
            }

            public override torch.Tensor forward(torch.Tensor input) =>
                torch.nn.functional.conv2d(input, weight, bias, stride, padding, dilation, groups);
        }

        public sealed class Conv1d : Convolution
        {
            internal Conv1d(long inChannels, long outChannels, long kernel, long stride, long padding, long dilation, long groups, bool bias)
                : base(nameof(Conv1d), inChannels, outChannels, [kernel], [stride], [padding], [dilation], groups, bias)
            {
            }

            public override torch.Tensor forward(torch.Tensor input) =>
                torch.nn.functional.conv1d(input, weight, bias, stride[0], padding[0], dilation[0], groups);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static Conv2d Conv2d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                RequireDefaults(padding_mode, device, dtype);
                return new(
                    in_channels, out_channels, [kernel_size, kernel_size], [stride, stride], [padding, padding], [dilation, dilation], groups, bias);
            }

            public static Conv2d Conv2d(
                long in_channels, long out_channels, (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null,
                (long, long)? dilation = null, PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true,
                Device? device = null, ScalarType? dtype = null)
            {
                RequireDefaults(padding_mode, device, dtype);
                var (strideY, strideX) = stride ?? (1, 1);
                var (paddingY, paddingX) = padding ?? (0, 0);
                var (dilationY, dilationX) = dilation ?? (1, 1);
                return new(
                    in_channels, out_channels, [kernel_size.Item1, kernel_size.Item2], [strideY, strideX], [paddingY, paddingX],
                    [dilationY, dilationX], groups, bias);
            }

            public static Conv1d Conv1d(
                long in_channels, long out_channels, long kernel_size, long stride = 1, long padding = 0, long dilation = 1,
                PaddingModes padding_mode = PaddingModes.Zeros, long groups = 1, bool bias = true, Device? device = null, ScalarType? dtype = null)
            {
                RequireDefaults(padding_mode, device, dtype);
                return new(in_channels, out_channels, kernel_size, stride, padding, dilation, groups, bias);
            }

            private static void RequireDefaults(PaddingModes padding, Device? device, ScalarType? dtype)
            {
                RequireCpu(device);
                if (padding != PaddingModes.Zeros)
                    throw new NotSupportedException($"the TorchSharp double pads convolutions with zeros, not with {padding}");
                if (dtype is not (null or ScalarType.Float32))
                    throw new NotSupportedException($"the TorchSharp double makes Float32 modules, not {dtype}: use to(...)");
            }
        }
    }
}
