    private sealed class Program
    {
        private readonly GpuStep<KernelMethod> _conv1;
        private readonly GpuStep<KernelMethod> _compconv1B2;
        private readonly GpuStep<KernelMethod> _compconv1B1;
        private readonly GpuStep<KernelMethod> _compconv1B0;
        private readonly GpuStep<KernelMethod> _compconv1Tail;
        private readonly GpuStep<KernelMethod> _maxpool1;
        private readonly GpuStep<KernelMethod> _compconv2B2;
        private readonly GpuStep<KernelMethod> _compconv2B1;
        private readonly GpuStep<KernelMethod> _compconv2B0;
        private readonly GpuStep<KernelMethod> _compconv2Tail;
        private readonly GpuStep<KernelMethod> _conv2;
        private readonly GpuStep<KernelMethod> _globalpool1;
        private readonly GpuStep<KernelMethod> _linear1;

        public Program(GpuLimits device, ModelWeights weights, GpuOptions options, GpuWeights pack)
        {
            int arenaQuads = 3456;
            Plan = new GpuProgram<KernelMethod>(
                "CompConvNet", device, options, arenaQuads, 8,
                new TensorInfo("image", 3, 12, 12),
                new TensorInfo("output", 5, 1, 1));
            pack.Precision = Plan.Precision;
            int sums = Plan.Sums;

            Places PackConv1(Places at) => pack.Product(
                new WeightRecipe("conv1.conv") { Norm = new NormRecipe("conv1.norm", 1e-05) }.From(weights, 16),
                new ProductShape(16, 27), at);
            _conv1 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 2304, Quads = 4 },
                [
                    new(Conv3x3Of12x12x3PlanesReluBy16x128, new LaunchShape(GpuGrid.Together, 64, 144, 128, SharedBytes: 22528), PackConv1),
                    new(Conv3x3Of12x12x3PlanesReluBy32x32, new LaunchShape(GpuGrid.Together, 256, 144, 32, SharedBytes: 36864), PackConv1),
                    new(Conv3x3Of12x12x3PlanesReluBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 144, 128, SharedBytes: 25600), PackConv1, IsFast: true),
                    new(Conv3x3Of12x12x3PlanesReluBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 144, 32, SharedBytes: 40960), PackConv1, IsFast: true),
                ]);

            Places PackCompconv1B2(Places at) => pack.Product(
                new WeightRecipe("compconv1.b2").From(weights, 2),
                new ProductShape(2, 16, Taps: 9), at);
            _compconv1B2 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 2880, Quads = 4, Source = 2304 },
                [
                    new(Conv3x3Of12x12x16By16x128, new LaunchShape(GpuGrid.Together, 64, 144, 128, SharedBytes: 22528), PackCompconv1B2),
                    new(Conv3x3Of12x12x16By32x32, new LaunchShape(GpuGrid.Together, 256, 144, 32, SharedBytes: 36864), PackCompconv1B2),
                    new(Conv3x3Of12x12x16By32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 144, 128, SharedBytes: 38400), PackCompconv1B2, IsFast: true),
                    new(Conv3x3Of12x12x16By32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 144, 32, SharedBytes: 40960), PackCompconv1B2, IsFast: true),
                ]);

            Places PackCompconv1B1(Places at) => pack.Product(
                new WeightRecipe("compconv1.b1") { InputOrder = Permutation.Of((0, 1, 2), (-1, 0, 14), (2, 1, 2), (-1, 0, 14)) }.From(weights, 4),
                new ProductShape(4, 32, Taps: 9), at);
            _compconv1B1 = Plan.Take(
                new Places { Arena = arenaQuads, Quads = 4, Source = 2304 },
                [
                    new(Conv3x3Of12x12x32By16x128, new LaunchShape(GpuGrid.Together, 64, 144, 128, SharedBytes: 22528), PackCompconv1B1),
                    new(Conv3x3Of12x12x32By32x32, new LaunchShape(GpuGrid.Together, 256, 144, 32, SharedBytes: 36864), PackCompconv1B1),
                    new(Conv3x3Of12x12x32By32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 144, 128, SharedBytes: 38400), PackCompconv1B1, IsFast: true),
                    new(Conv3x3Of12x12x32By32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 144, 32, SharedBytes: 40960), PackCompconv1B1, IsFast: true),
                ]);

            Places PackCompconv1B0(Places at) => pack.Product(
                new WeightRecipe("compconv1.b0") { InputOrder = Permutation.Of((-1, 0, 2), (0, 1, 4), (-1, 0, 10), (4, 1, 4), (-1, 0, 12)) }.From(weights, 8),
                new ProductShape(8, 32, Taps: 9), at);
            _compconv1B0 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 576, Quads = 4, Source = 2304 },
                [
                    new(Conv3x3Of12x12x32By16x1282, new LaunchShape(GpuGrid.Together, 64, 144, 128, SharedBytes: 22528), PackCompconv1B0),
                    new(Conv3x3Of12x12x32By32x322, new LaunchShape(GpuGrid.Together, 256, 144, 32, SharedBytes: 36864), PackCompconv1B0),
                    new(Conv3x3Of12x12x32By32x128Tf322, new LaunchShape(GpuGrid.Together, 128, 144, 128, SharedBytes: 38400), PackCompconv1B0, IsFast: true),
                    new(Conv3x3Of12x12x32By32x32Tf322, new LaunchShape(GpuGrid.Together, 128, 144, 32, SharedBytes: 40960), PackCompconv1B0, IsFast: true),
                ]);

            Places PackCompconv1Tail(Places at) => pack.Grouped(
                new WeightRecipe("compconv1.tail") { Norm = new NormRecipe("compconv1.norm", 1e-05), FilterOrder = Permutation.Of((24, 2, 2), (1, 2, 6), (0, 2, 2), (8, 2, 4), (13, 2, 8), (4, 2, 2), (16, 2, 4), (-1, 0, 4)), Filters = Permutation.Of((-1, 3, 2), (-1, 4, 2), (-1, 5, 2), (-1, 6, 2), (-1, 7, 2), (-1, 8, 2), (-1, 0, 12), (0, -1, 2), (1, -2, 2)) }.From(weights, 32),
                32, 9, at);
            _compconv1Tail = Plan.Take(
                new Places { Arena = arenaQuads, Target = 1152, Quads = 8, Table = pack.AddSlots(ChannelOffsets.Of(144, (2304, 0, 1, 8), (9216, 0, 1, 6), (2304, 0, 1, 8), (11520, 0, 1, 2), (0, 0, 1, 4)), 32) },
                [
                    new(GatherDepthwise3x3Of12x12ReluBy4, new LaunchShape(GpuGrid.Together, 128, 36, 32, Rows: 2), PackCompconv1Tail),
                    new(GatherDepthwise3x3Of12x12ReluBy1, new LaunchShape(GpuGrid.Together, 128, 144, 32, Rows: 2), PackCompconv1Tail),
                ]);

            _maxpool1 = Plan.Take(
                new Places { Arena = arenaQuads, Source = 1152, Quads = 8 },
                [
                    new(MaxPool2x2Stride2x2Of12x12Of36, new LaunchShape(GpuGrid.SampleRows, 128, 288, 128)),
                ]);

            Places PackCompconv2B2(Places at) => pack.Product(
                new WeightRecipe("compconv2.b2") { InputOrder = Permutation.Of((24, 2, 2), (1, 2, 6), (0, 2, 2), (8, 2, 4), (13, 2, 8), (4, 2, 2), (16, 2, 4), (-1, 0, 4)) }.From(weights, 2),
                new ProductShape(2, 32, Taps: 9), at);
            _compconv2B2 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 864, Quads = 4 },
                [
                    new(Conv3x3Of6x6x32By16x128, new LaunchShape(GpuGrid.Together, 64, 36, 128, SharedBytes: 22528), PackCompconv2B2),
                    new(Conv3x3Of6x6x32By32x32, new LaunchShape(GpuGrid.Together, 256, 36, 32, SharedBytes: 36864), PackCompconv2B2),
                    new(Conv3x3Of6x6x32By32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 36, 128, SharedBytes: 38400), PackCompconv2B2, IsFast: true),
                    new(Conv3x3Of6x6x32By32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 36, 32, SharedBytes: 40960), PackCompconv2B2, IsFast: true),
                ]);

            Places PackCompconv2B1(Places at) => pack.Product(
                new WeightRecipe("compconv2.b1") { InputOrder = Permutation.Of((-1, 0, 2), (1, -2, 2), (-1, 0, 4), (0, -1, 2), (-1, 0, 6), (2, 1, 2), (-1, 0, 14)) }.From(weights, 4),
                new ProductShape(4, 32, Taps: 9), at);
            _compconv2B1 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 288, Quads = 4 },
                [
                    new(Conv3x3Of6x6x32By16x1282, new LaunchShape(GpuGrid.Together, 64, 36, 128, SharedBytes: 22528), PackCompconv2B1),
                    new(Conv3x3Of6x6x32By32x322, new LaunchShape(GpuGrid.Together, 256, 36, 32, SharedBytes: 36864), PackCompconv2B1),
                    new(Conv3x3Of6x6x32By32x128Tf322, new LaunchShape(GpuGrid.Together, 128, 36, 128, SharedBytes: 38400), PackCompconv2B1, IsFast: true),
                    new(Conv3x3Of6x6x32By32x32Tf322, new LaunchShape(GpuGrid.Together, 128, 36, 32, SharedBytes: 40960), PackCompconv2B1, IsFast: true),
                ]);

            Places PackCompconv2B0(Places at) => pack.Product(
                new WeightRecipe("compconv2.b0") { InputOrder = Permutation.Of((-1, 0, 3), (1, 2, 2), (-1, 0, 4), (0, -1, 2), (-1, 0, 11), (2, -3, 2), (-1, 0, 8), (4, 1, 4), (-1, 0, 12)) }.From(weights, 8),
                new ProductShape(8, 48, Taps: 9), at);
            _compconv2B0 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 432, Quads = 4 },
                [
                    new(Conv3x3Of6x6x48By16x128, new LaunchShape(GpuGrid.Together, 64, 36, 128, SharedBytes: 22528), PackCompconv2B0),
                    new(Conv3x3Of6x6x48By32x32, new LaunchShape(GpuGrid.Together, 256, 36, 32, SharedBytes: 36864), PackCompconv2B0),
                    new(Conv3x3Of6x6x48By32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 36, 128, SharedBytes: 38400), PackCompconv2B0, IsFast: true),
                    new(Conv3x3Of6x6x48By32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 36, 32, SharedBytes: 40960), PackCompconv2B0, IsFast: true),
                ]);

            Places PackCompconv2Tail(Places at) => pack.Grouped(
                new WeightRecipe("compconv2.tail") { Norm = new NormRecipe("compconv2.norm", 1e-05), FilterOrder = Permutation.Of((24, 2, 2), (1, 2, 6), (2, 8, 2), (14, -14, 2), (8, 4, 2), (13, 2, 8), (4, 2, 2), (16, 2, 4), (-1, 0, 4)), Filters = Permutation.Of((-1, 3, 2), (-1, 4, 2), (-1, 5, 2), (-1, 6, 2), (-1, 7, 2), (-1, 8, 2), (-1, 0, 12), (0, -1, 2), (1, -2, 2)) }.From(weights, 32),
                32, 9, at);
            _compconv2Tail = Plan.Take(
                new Places { Arena = arenaQuads, Target = 576, Quads = 8, Table = pack.AddSlots(ChannelOffsets.Of(36, (1728, 0, 1, 8), (0, 2, 1, 3), (0, 8, 1, 2), (0, 22, 1, 1), (1728, 0, 1, 8), (3456, 0, 1, 2), (1152, 0, 1, 4)), 32) },
                [
                    new(GatherDepthwise3x3Of6x6ReluBy4, new LaunchShape(GpuGrid.Together, 64, 12, 16, Rows: 2), PackCompconv2Tail),
                    new(GatherDepthwise3x3Of6x6ReluBy1, new LaunchShape(GpuGrid.Together, 128, 36, 32, Rows: 2), PackCompconv2Tail),
                ]);

            Places PackConv2(Places at) => pack.Product(
                new WeightRecipe("conv2.conv") { Norm = new NormRecipe("conv2.norm", 1e-05), InputOrder = Permutation.Of((24, 2, 2), (1, 2, 6), (2, 8, 2), (14, -14, 2), (8, 4, 2), (13, 2, 8), (4, 2, 2), (16, 2, 4), (-1, 0, 4)) }.From(weights, 8),
                new ProductShape(8, 32), at);
            _conv2 = Plan.Take(
                new Places { Arena = arenaQuads, Quads = 4, Sums = sums, Source = 576 },
                [
                    new(Conv1x1Of6x6x32ReluSqueezeBy16x128, new LaunchShape(GpuGrid.SampleBySample, 64, 36, 128, SharedBytes: 22528), PackConv2),
                    new(Conv1x1Of6x6x32ReluSqueezeBy32x32, new LaunchShape(GpuGrid.SampleBySample, 256, 36, 32, SharedBytes: 36864), PackConv2),
                    new(Conv1x1Of6x6x32ReluSqueezeBy32x128Tf32, new LaunchShape(GpuGrid.SampleBySample, 128, 36, 128, SharedBytes: 38400), PackConv2, IsFast: true),
                    new(Conv1x1Of6x6x32ReluSqueezeBy32x32Tf32, new LaunchShape(GpuGrid.SampleBySample, 128, 36, 32, SharedBytes: 40960), PackConv2, IsFast: true),
                ]);

            _globalpool1 = Plan.Take(
                new Places { Arena = arenaQuads, Sums = sums, Other = _conv2.Tiles, Quads = 4 },
                [
                    new(MeanOf36FromSums, new LaunchShape(GpuGrid.SampleRows, 128, 1, 1, SharedBytes: 2048)),
                ]);

            Places PackLinear1(Places at) => pack.Product(
                new WeightRecipe("linear1") { Bias = true, InputOrder = Permutation.Of((0, 1, 8), (-1, 0, 8)) }.From(weights, 5),
                new ProductShape(5, 16), at);
            _linear1 = Plan.Take(
                new Places { Arena = arenaQuads, Channels = 5, Quads = 2 },
                [
                    new(Conv1x1Of1x1x16ToCallerBy32x32, new LaunchShape(GpuGrid.Together, 256, 1, 32, SharedBytes: 36864), PackLinear1),
                    new(Conv1x1Of1x1x16ToCallerByVectors4, new LaunchShape(GpuGrid.Together, 32, 1, 4, SharedBytes: 2048), PackLinear1),
                    new(Conv1x1Of1x1x16ToCallerByVectors1, new LaunchShape(GpuGrid.Together, 32, 1, 1, SharedBytes: 512), PackLinear1),
                    new(Conv1x1Of1x1x16ToCallerBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 1, 32, SharedBytes: 40960), PackLinear1, IsFast: true),
                    new(Conv1x1Of1x1x16ToCallerByVectors4, new LaunchShape(GpuGrid.Together, 32, 1, 4, SharedBytes: 2048), PackLinear1, IsFast: true),
                    new(Conv1x1Of1x1x16ToCallerByVectors1, new LaunchShape(GpuGrid.Together, 32, 1, 1, SharedBytes: 512), PackLinear1, IsFast: true),
                ]);
        }

        public GpuProgram<KernelMethod> Plan { get; }

        // The launches, one behind the other.
        public void Forward<TView>(IGpuQueue<KernelMethod, TView> queue, int samples, TView image, TView output)
        {

            // conv1: conv 3x3, norm folded, relu; 3x12x12 -> 16x12x12
            queue.Launch(_conv1, samples, image);

            // compconv1.b2: conv 3x3; 16x12x12 -> 2x12x12
            queue.Launch(_compconv1B2, samples);

            // compconv1.b1: conv 3x3; 2x12x12 + 2x12x12 -> 4x12x12
            queue.Launch(_compconv1B1, samples);

            // compconv1.b0: conv 3x3; 4x12x12 + 4x12x12 -> 8x12x12
            queue.Launch(_compconv1B0, samples);

            // compconv1.tail: depthwise conv 3x3, 20 channels passed, norm folded, relu; 8x12x12 + 6x12x12 + 8x12x12 + 2x12x12 + 4x12x12 -> 28x12x12
            queue.Launch(_compconv1Tail, samples);

            // maxpool1: maxpool 2x2, stride 2; 28x12x12 -> 28x6x6
            queue.Launch(_maxpool1, samples);

            // compconv2.b2: conv 3x3; 28x6x6 -> 2x6x6
            queue.Launch(_compconv2B2, samples);

            // compconv2.b1: conv 3x3; 2x6x6 + 2x6x6 -> 4x6x6
            queue.Launch(_compconv2B1, samples);

            // compconv2.b0: conv 3x3; 4x6x6 + 4x6x6 -> 8x6x6
            queue.Launch(_compconv2B0, samples);

            // compconv2.tail: depthwise conv 3x3, 20 channels passed, norm folded, relu; 8x6x6 + 6x6x6 + 8x6x6 + 2x6x6 + 4x6x6 -> 28x6x6
            queue.Launch(_compconv2Tail, samples);

            // conv2: conv 1x1, norm folded, relu, squeezed; 28x6x6 -> 8x6x6
            queue.Launch(_conv2, samples);

            // globalpool1: squeeze; 8x1x1 -> 8x1x1
            queue.Launch(_globalpool1, samples);

            // linear1: linear; 8x1x1 -> 5x1x1
            queue.Launch(_linear1, samples, output);
        }
    }