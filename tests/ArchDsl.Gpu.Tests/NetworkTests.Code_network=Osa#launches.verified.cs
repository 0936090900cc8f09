    private sealed class Program
    {
        private readonly GpuStep<KernelMethod> _stemConv1;
        private readonly GpuStep<KernelMethod> _c2Osa1Conv1;
        private readonly GpuStep<KernelMethod> _c2Osa1Conv2;
        private readonly GpuStep<KernelMethod> _c2Osa1Conv3;
        private readonly GpuStep<KernelMethod> _c2Osa1Conv4;
        private readonly GpuStep<KernelMethod> _c2Osa1Conv5;
        private readonly GpuStep<KernelMethod> _c2Osa1Multiply;
        private readonly GpuStep<KernelMethod> _c2Osa2Conv1;
        private readonly GpuStep<KernelMethod> _c2Osa2Conv2;
        private readonly GpuStep<KernelMethod> _c2Osa2Conv3;
        private readonly GpuStep<KernelMethod> _c2Osa2Conv4;
        private readonly GpuStep<KernelMethod> _c2Osa2Conv5;
        private readonly GpuStep<KernelMethod> _c2Osa2Multiply;
        private readonly GpuStep<KernelMethod> _c3Maxpool1;
        private readonly GpuStep<KernelMethod> _c3Conv1;
        private readonly GpuStep<KernelMethod> _headGlobalpool1;
        private readonly GpuStep<KernelMethod> _headLinear1;

        public Program(GpuLimits device, ModelWeights weights, GpuOptions options, GpuWeights pack)
        {
            int arenaQuads = 1260;
            Plan = new GpuProgram<KernelMethod>(
                "OsaNet", device, options, arenaQuads, 20,
                new TensorInfo("image", 3, 17, 13),
                new TensorInfo("output", 5, 1, 1));
            pack.Precision = Plan.Precision;
            int sums = Plan.Sums;

            Places PackStemConv1(Places at) => pack.Product(
                new WeightRecipe("stem.conv1.conv") { Norm = new NormRecipe("stem.conv1.norm", 1e-05) }.From(weights, 8),
                new ProductShape(8, 27), at);
            _stemConv1 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 756, Quads = 4 },
                [
                    new(Conv3x3Stride2x2Of17x13x3PlanesReluBy16x128, new LaunchShape(GpuGrid.Together, 64, 63, 128, SharedBytes: 22528), PackStemConv1),
                    new(Conv3x3Stride2x2Of17x13x3PlanesReluBy32x32, new LaunchShape(GpuGrid.Together, 256, 63, 32, SharedBytes: 36864), PackStemConv1),
                    new(Conv3x3Stride2x2Of17x13x3PlanesReluBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 128, SharedBytes: 25600), PackStemConv1, IsFast: true),
                    new(Conv3x3Stride2x2Of17x13x3PlanesReluBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 32, SharedBytes: 40960), PackStemConv1, IsFast: true),
                ]);

            Places PackC2Osa1Conv1(Places at) => pack.Product(
                new WeightRecipe("c2.osa1.conv1.conv") { Norm = new NormRecipe("c2.osa1.conv1.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 8), (-1, 0, 8)) }.From(weights, 6),
                new ProductShape(6, 16, Taps: 9), at);
            _c2Osa1Conv1 = Plan.Take(
                new Places { Arena = arenaQuads, Quads = 4, Source = 756 },
                [
                    new(Conv3x3Of9x7x16ReluBy16x128, new LaunchShape(GpuGrid.Together, 64, 63, 128, SharedBytes: 22528), PackC2Osa1Conv1),
                    new(Conv3x3Of9x7x16ReluBy32x32, new LaunchShape(GpuGrid.Together, 256, 63, 32, SharedBytes: 36864), PackC2Osa1Conv1),
                    new(Conv3x3Of9x7x16ReluBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 128, SharedBytes: 38400), PackC2Osa1Conv1, IsFast: true),
                    new(Conv3x3Of9x7x16ReluBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 32, SharedBytes: 40960), PackC2Osa1Conv1, IsFast: true),
                ]);

            Places PackC2Osa1Conv2(Places at) => pack.Product(
                new WeightRecipe("c2.osa1.conv2.conv") { Norm = new NormRecipe("c2.osa1.conv2.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 6), (-1, 0, 10)) }.From(weights, 6),
                new ProductShape(6, 16, Taps: 9), at);
            _c2Osa1Conv2 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 252, Quads = 4 },
                [
                    new(Conv3x3Of9x7x16ReluBy16x128, new LaunchShape(GpuGrid.Together, 64, 63, 128, SharedBytes: 22528), PackC2Osa1Conv2),
                    new(Conv3x3Of9x7x16ReluBy32x32, new LaunchShape(GpuGrid.Together, 256, 63, 32, SharedBytes: 36864), PackC2Osa1Conv2),
                    new(Conv3x3Of9x7x16ReluBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 128, SharedBytes: 38400), PackC2Osa1Conv2, IsFast: true),
                    new(Conv3x3Of9x7x16ReluBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 32, SharedBytes: 40960), PackC2Osa1Conv2, IsFast: true),
                ]);

            Places PackC2Osa1Conv3(Places at) => pack.Product(
                new WeightRecipe("c2.osa1.conv3.conv") { Norm = new NormRecipe("c2.osa1.conv3.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 6), (-1, 0, 10)) }.From(weights, 6),
                new ProductShape(6, 16, Taps: 9), at);
            _c2Osa1Conv3 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 504, Quads = 4, Source = 252 },
                [
                    new(Conv3x3Of9x7x16ReluBy16x128, new LaunchShape(GpuGrid.Together, 64, 63, 128, SharedBytes: 22528), PackC2Osa1Conv3),
                    new(Conv3x3Of9x7x16ReluBy32x32, new LaunchShape(GpuGrid.Together, 256, 63, 32, SharedBytes: 36864), PackC2Osa1Conv3),
                    new(Conv3x3Of9x7x16ReluBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 128, SharedBytes: 38400), PackC2Osa1Conv3, IsFast: true),
                    new(Conv3x3Of9x7x16ReluBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 32, SharedBytes: 40960), PackC2Osa1Conv3, IsFast: true),
                ]);

            Places PackC2Osa1Conv4(Places at) => pack.Product(
                new WeightRecipe("c2.osa1.conv4.conv") { Norm = new NormRecipe("c2.osa1.conv4.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 8), (-1, 0, 8), (8, 1, 6), (-1, 0, 10), (14, 1, 6), (-1, 0, 10), (20, 1, 6), (-1, 0, 10)) }.From(weights, 12),
                new ProductShape(12, 64), at);
            _c2Osa1Conv4 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 1008, Quads = 4, Sums = sums, Source = 756 },
                [
                    new(Conv1x1Of9x7x64ReluSqueezeBy16x128, new LaunchShape(GpuGrid.SampleBySample, 64, 63, 128, SharedBytes: 22528), PackC2Osa1Conv4),
                    new(Conv1x1Of9x7x64ReluSqueezeBy32x32, new LaunchShape(GpuGrid.SampleBySample, 256, 63, 32, SharedBytes: 36864), PackC2Osa1Conv4),
                    new(Conv1x1Of9x7x64ReluSqueezeBy32x128Tf32, new LaunchShape(GpuGrid.SampleBySample, 128, 63, 128, SharedBytes: 38400), PackC2Osa1Conv4, IsFast: true),
                    new(Conv1x1Of9x7x64ReluSqueezeBy32x32Tf32, new LaunchShape(GpuGrid.SampleBySample, 128, 63, 32, SharedBytes: 40960), PackC2Osa1Conv4, IsFast: true),
                ]);

            Places PackC2Osa1Conv5(Places at) => pack.Squeeze(
                at,
                (new WeightRecipe("c2.osa1.conv5.conv") { Bias = true, InputOrder = Permutation.Of((0, 1, 12), (-1, 0, 4)) }.From(weights, 12), 12));
            _c2Osa1Conv5 = Plan.Take(
                new Places { Arena = arenaQuads, Sums = sums, Other = _c2Osa1Conv4.Tiles },
                [
                    new(Squeeze63x16To16HardSigmoid, new LaunchShape(GpuGrid.Together, 256, 1, 1, SharedBytes: 4224), PackC2Osa1Conv5),
                ]);

            _c2Osa1Multiply = Plan.Take(
                new Places { Arena = arenaQuads, Target = 1008, Quads = 4, Source = 1008 },
                [
                    new(MultiplyChannelsOf63, new LaunchShape(GpuGrid.SampleRows, 128, 252, 128)),
                ]);

            Places PackC2Osa2Conv1(Places at) => pack.Product(
                new WeightRecipe("c2.osa2.conv1.conv") { Norm = new NormRecipe("c2.osa2.conv1.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 12), (-1, 0, 4)) }.From(weights, 6),
                new ProductShape(6, 16, Taps: 9), at);
            _c2Osa2Conv1 = Plan.Take(
                new Places { Arena = arenaQuads, Quads = 4, Source = 1008 },
                [
                    new(Conv3x3Of9x7x16ReluBy16x128, new LaunchShape(GpuGrid.Together, 64, 63, 128, SharedBytes: 22528), PackC2Osa2Conv1),
                    new(Conv3x3Of9x7x16ReluBy32x32, new LaunchShape(GpuGrid.Together, 256, 63, 32, SharedBytes: 36864), PackC2Osa2Conv1),
                    new(Conv3x3Of9x7x16ReluBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 128, SharedBytes: 38400), PackC2Osa2Conv1, IsFast: true),
                    new(Conv3x3Of9x7x16ReluBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 32, SharedBytes: 40960), PackC2Osa2Conv1, IsFast: true),
                ]);

            Places PackC2Osa2Conv2(Places at) => pack.Product(
                new WeightRecipe("c2.osa2.conv2.conv") { Norm = new NormRecipe("c2.osa2.conv2.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 6), (-1, 0, 10)) }.From(weights, 6),
                new ProductShape(6, 16, Taps: 9), at);
            _c2Osa2Conv2 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 252, Quads = 4 },
                [
                    new(Conv3x3Of9x7x16ReluBy16x128, new LaunchShape(GpuGrid.Together, 64, 63, 128, SharedBytes: 22528), PackC2Osa2Conv2),
                    new(Conv3x3Of9x7x16ReluBy32x32, new LaunchShape(GpuGrid.Together, 256, 63, 32, SharedBytes: 36864), PackC2Osa2Conv2),
                    new(Conv3x3Of9x7x16ReluBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 128, SharedBytes: 38400), PackC2Osa2Conv2, IsFast: true),
                    new(Conv3x3Of9x7x16ReluBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 32, SharedBytes: 40960), PackC2Osa2Conv2, IsFast: true),
                ]);

            Places PackC2Osa2Conv3(Places at) => pack.Product(
                new WeightRecipe("c2.osa2.conv3.conv") { Norm = new NormRecipe("c2.osa2.conv3.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 6), (-1, 0, 10)) }.From(weights, 6),
                new ProductShape(6, 16, Taps: 9), at);
            _c2Osa2Conv3 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 504, Quads = 4, Source = 252 },
                [
                    new(Conv3x3Of9x7x16ReluBy16x128, new LaunchShape(GpuGrid.Together, 64, 63, 128, SharedBytes: 22528), PackC2Osa2Conv3),
                    new(Conv3x3Of9x7x16ReluBy32x32, new LaunchShape(GpuGrid.Together, 256, 63, 32, SharedBytes: 36864), PackC2Osa2Conv3),
                    new(Conv3x3Of9x7x16ReluBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 128, SharedBytes: 38400), PackC2Osa2Conv3, IsFast: true),
                    new(Conv3x3Of9x7x16ReluBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 63, 32, SharedBytes: 40960), PackC2Osa2Conv3, IsFast: true),
                ]);

            Places PackC2Osa2Conv4(Places at) => pack.Product(
                new WeightRecipe("c2.osa2.conv4.conv") { Norm = new NormRecipe("c2.osa2.conv4.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 12), (-1, 0, 4), (12, 1, 6), (-1, 0, 10), (18, 1, 6), (-1, 0, 10), (24, 1, 6), (-1, 0, 10)) }.From(weights, 12),
                new ProductShape(12, 64), at);
            _c2Osa2Conv4 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 756, Quads = 4, Sums = sums + (8 * options.MaxBatch), Source = 1008 },
                [
                    new(Conv1x1Of9x7x64ReluSqueezeBy16x1282, new LaunchShape(GpuGrid.SampleBySample, 64, 63, 128, SharedBytes: 22528), PackC2Osa2Conv4),
                    new(Conv1x1Of9x7x64ReluSqueezeBy32x322, new LaunchShape(GpuGrid.SampleBySample, 256, 63, 32, SharedBytes: 36864), PackC2Osa2Conv4),
                    new(Conv1x1Of9x7x64ReluSqueezeBy32x128Tf322, new LaunchShape(GpuGrid.SampleBySample, 128, 63, 128, SharedBytes: 38400), PackC2Osa2Conv4, IsFast: true),
                    new(Conv1x1Of9x7x64ReluSqueezeBy32x32Tf322, new LaunchShape(GpuGrid.SampleBySample, 128, 63, 32, SharedBytes: 40960), PackC2Osa2Conv4, IsFast: true),
                ]);

            Places PackC2Osa2Conv5(Places at) => pack.Squeeze(
                at,
                (new WeightRecipe("c2.osa2.conv5.conv") { Bias = true, InputOrder = Permutation.Of((0, 1, 12), (-1, 0, 4)) }.From(weights, 12), 12));
            _c2Osa2Conv5 = Plan.Take(
                new Places { Arena = arenaQuads, Sums = sums + (8 * options.MaxBatch), Other = _c2Osa2Conv4.Tiles },
                [
                    new(Squeeze63x16To16HardSigmoid, new LaunchShape(GpuGrid.Together, 256, 1, 1, SharedBytes: 4224), PackC2Osa2Conv5),
                ]);

            _c2Osa2Multiply = Plan.Take(
                new Places { Arena = arenaQuads, Target = 756, Quads = 4, Source = 756, Residual = 1008 },
                [
                    new(MultiplyChannelsAddOf63, new LaunchShape(GpuGrid.SampleRows, 128, 252, 128)),
                ]);

            _c3Maxpool1 = Plan.Take(
                new Places { Arena = arenaQuads, Source = 756, Quads = 4 },
                [
                    new(MaxPool3x3Stride2x2Of9x7Of12, new LaunchShape(GpuGrid.SampleRows, 128, 48, 128)),
                ]);

            Places PackC3Conv1(Places at) => pack.Product(
                new WeightRecipe("c3.conv1.conv") { Norm = new NormRecipe("c3.conv1.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 12), (-1, 0, 4)) }.From(weights, 10),
                new ProductShape(10, 16, Taps: 9), at);
            _c3Conv1 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 48, Quads = 4, Sums = sums + (16 * options.MaxBatch) },
                [
                    new(Conv3x3Of4x3x16ReluSqueezeBy16x128, new LaunchShape(GpuGrid.SampleBySample, 64, 12, 128, SharedBytes: 22528), PackC3Conv1),
                    new(Conv3x3Of4x3x16ReluSqueezeBy32x32, new LaunchShape(GpuGrid.SampleBySample, 256, 12, 32, SharedBytes: 36864), PackC3Conv1),
                    new(Conv3x3Of4x3x16ReluSqueezeBy32x128Tf32, new LaunchShape(GpuGrid.SampleBySample, 128, 12, 128, SharedBytes: 38400), PackC3Conv1, IsFast: true),
                    new(Conv3x3Of4x3x16ReluSqueezeBy32x32Tf32, new LaunchShape(GpuGrid.SampleBySample, 128, 12, 32, SharedBytes: 40960), PackC3Conv1, IsFast: true),
                ]);

            _headGlobalpool1 = Plan.Take(
                new Places { Arena = arenaQuads, Sums = sums + (16 * options.MaxBatch), Other = _c3Conv1.Tiles, Quads = 4 },
                [
                    new(MeanOf12FromSums, new LaunchShape(GpuGrid.SampleRows, 128, 1, 1, SharedBytes: 2048)),
                ]);

            Places PackHeadLinear1(Places at) => pack.Product(
                new WeightRecipe("head.linear1") { Bias = true, InputOrder = Permutation.Of((0, 1, 10), (-1, 0, 6)) }.From(weights, 5),
                new ProductShape(5, 16), at);
            _headLinear1 = Plan.Take(
                new Places { Arena = arenaQuads, Channels = 5, Quads = 2 },
                [
                    new(Conv1x1Of1x1x16ToCallerBy32x32, new LaunchShape(GpuGrid.Together, 256, 1, 32, SharedBytes: 36864), PackHeadLinear1),
                    new(Conv1x1Of1x1x16ToCallerByVectors4, new LaunchShape(GpuGrid.Together, 32, 1, 4, SharedBytes: 2048), PackHeadLinear1),
                    new(Conv1x1Of1x1x16ToCallerByVectors1, new LaunchShape(GpuGrid.Together, 32, 1, 1, SharedBytes: 512), PackHeadLinear1),
                    new(Conv1x1Of1x1x16ToCallerBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 1, 32, SharedBytes: 40960), PackHeadLinear1, IsFast: true),
                    new(Conv1x1Of1x1x16ToCallerByVectors4, new LaunchShape(GpuGrid.Together, 32, 1, 4, SharedBytes: 2048), PackHeadLinear1, IsFast: true),
                    new(Conv1x1Of1x1x16ToCallerByVectors1, new LaunchShape(GpuGrid.Together, 32, 1, 1, SharedBytes: 512), PackHeadLinear1, IsFast: true),
                ]);
        }

        public GpuProgram<KernelMethod> Plan { get; }

        // The launches, one behind the other.
        public void Forward<TView>(IGpuQueue<KernelMethod, TView> queue, int samples, TView image, TView output)
        {

            // stem.conv1: conv 3x3 stride 2, norm folded, relu; 3x17x13 -> 8x9x7
            queue.Launch(_stemConv1, samples, image);

            // c2.osa1.conv1: conv 3x3, norm folded, relu; 8x9x7 -> 6x9x7
            queue.Launch(_c2Osa1Conv1, samples);

            // c2.osa1.conv2: conv 3x3, norm folded, relu; 6x9x7 -> 6x9x7
            queue.Launch(_c2Osa1Conv2, samples);

            // c2.osa1.conv3: conv 3x3, norm folded, relu; 6x9x7 -> 6x9x7
            queue.Launch(_c2Osa1Conv3, samples);

            // c2.osa1.conv4: conv 1x1, norm folded, relu, squeezed; 8x9x7 + 6x9x7 + 6x9x7 + 6x9x7 -> 12x9x7
            queue.Launch(_c2Osa1Conv4, samples);

            // c2.osa1.conv5: means, conv 1x1, hard_sigmoid; 12x1x1 -> 12x1x1
            queue.Launch(_c2Osa1Conv5, samples);

            // c2.osa1.multiply: multiply a channel; 12x9x7 + 12x1x1 -> 12x9x7
            queue.Launch(_c2Osa1Multiply, samples);

            // c2.osa2.conv1: conv 3x3, norm folded, relu; 12x9x7 -> 6x9x7
            queue.Launch(_c2Osa2Conv1, samples);

            // c2.osa2.conv2: conv 3x3, norm folded, relu; 6x9x7 -> 6x9x7
            queue.Launch(_c2Osa2Conv2, samples);

            // c2.osa2.conv3: conv 3x3, norm folded, relu; 6x9x7 -> 6x9x7
            queue.Launch(_c2Osa2Conv3, samples);

            // c2.osa2.conv4: conv 1x1, norm folded, relu, squeezed; 12x9x7 + 6x9x7 + 6x9x7 + 6x9x7 -> 12x9x7
            queue.Launch(_c2Osa2Conv4, samples);

            // c2.osa2.conv5: means, conv 1x1, hard_sigmoid; 12x1x1 -> 12x1x1
            queue.Launch(_c2Osa2Conv5, samples);

            // c2.osa2.multiply: multiply a channel, residual added; 12x9x7 + 12x1x1 + 12x9x7 -> 12x9x7
            queue.Launch(_c2Osa2Multiply, samples);

            // c3.maxpool1: maxpool 3x3, stride 2; 12x9x7 -> 12x4x3
            queue.Launch(_c3Maxpool1, samples);

            // c3.conv1: conv 3x3, norm folded, relu, squeezed; 12x4x3 -> 10x4x3
            queue.Launch(_c3Conv1, samples);

            // head.globalpool1: squeeze; 10x1x1 -> 10x1x1
            queue.Launch(_headGlobalpool1, samples);

            // head.linear1: linear; 10x1x1 -> 5x1x1
            queue.Launch(_headLinear1, samples, output);
        }
    }