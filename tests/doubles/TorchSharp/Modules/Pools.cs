using TorchSharp.Modules;

namespace TorchSharp
{
    namespace Modules
    {
        public sealed class MaxPool2d : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            private readonly long[] _kernel;
            private readonly long[]? _stride;
            private readonly long[]? _padding;
            private readonly long[]? _dilation;
            private readonly bool _ceil;

            internal MaxPool2d(long[] kernel, long[]? stride, long[]? padding, long[]? dilation, bool ceil)
                : base(nameof(MaxPool2d)) => (_kernel, _stride, _padding, _dilation, _ceil) = (kernel, stride, padding, dilation, ceil);

            public override torch.Tensor forward(torch.Tensor input) =>
                torch.nn.functional.max_pool2d(input, _kernel, _stride, _padding, _dilation, _ceil);
        }

        public sealed class AvgPool2d : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            private readonly long[] _kernel;
            private readonly long[]? _stride;
            private readonly long[]? _padding;
            private readonly (bool Ceil, bool CountPadding, long? Divisor) _options;

            internal AvgPool2d(long[] kernel, long[]? stride, long[]? padding, bool ceil, bool countPadding, long? divisor)
                : base(nameof(AvgPool2d)) => (_kernel, _stride, _padding, _options) = (kernel, stride, padding, (ceil, countPadding, divisor));

            public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.avg_pool2d(
                input, _kernel, _stride, _padding, _options.Ceil, _options.CountPadding, _options.Divisor);
        }

        public sealed class AdaptiveAvgPool2d : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal AdaptiveAvgPool2d(long[] size)
                : base(nameof(AdaptiveAvgPool2d)) => output_size = size;

            public long[] output_size { get; set; }

            public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.adaptive_avg_pool2d(input, output_size);
        }

        public sealed class AdaptiveMaxPool2d : ParameterLessModule<torch.Tensor, torch.Tensor>
        {
            internal AdaptiveMaxPool2d(long[] size)
                : base(nameof(AdaptiveMaxPool2d)) => output_size = size;

            public long[] output_size { get; set; }

            public override torch.Tensor forward(torch.Tensor input) => torch.nn.functional.adaptive_max_pool2d(input, output_size);
        }
    }

    public static partial class torch
    {
        public static partial class nn
        {
            public static MaxPool2d MaxPool2d(
                long kernel_size, long? stride = null, long? padding = null, long? dilation = null, bool ceil_mode = false) =>
                new([kernel_size, kernel_size], Both(stride), Both(padding), Both(dilation), ceil_mode);

            public static MaxPool2d MaxPool2d(
                (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, (long, long)? dilation = null, bool ceil_mode = false) =>
                new([kernel_size.Item1, kernel_size.Item2], Both(stride), Both(padding), Both(dilation), ceil_mode);

            public static AvgPool2d AvgPool2d(
                long kernel_size, long? stride = null, long? padding = null, bool ceil_mode = false, bool count_include_pad = true, long? divisor_override = null) =>
                new([kernel_size, kernel_size], Both(stride), Both(padding), ceil_mode, count_include_pad, divisor_override);

            public static AvgPool2d AvgPool2d(
                (long, long) kernel_size, (long, long)? stride = null, (long, long)? padding = null, bool ceil_mode = false,
                bool count_include_pad = true, long? divisor_override = null) =>
                new([kernel_size.Item1, kernel_size.Item2], Both(stride), Both(padding), ceil_mode, count_include_pad, divisor_override);

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long[] output_size) => new(output_size);

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d((long, long) output_size) => new([output_size.Item1, output_size.Item2]);

            public static AdaptiveAvgPool2d AdaptiveAvgPool2d(long output_size) => new([output_size, output_size]);

            public static AdaptiveMaxPool2d AdaptiveMaxPool2d(long[] output_size) => new(output_size);

            private static long[]? Both(long? value) => value is null ? null : [value.Value, value.Value];

            private static long[]? Both((long, long)? value) => value is null ? null : [value.Value.Item1, value.Value.Item2];
        }
    }
}
