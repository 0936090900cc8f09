    private sealed class Program
    {
        private readonly GpuStep<KernelMethod> _conv1;
        private readonly GpuStep<KernelMethod> _s1Conv1;
        private readonly GpuStep<KernelMethod> _s1Bottleneck1Conv1;
        private readonly GpuStep<KernelMethod> _s1Bottleneck1Conv2;
        private readonly GpuStep<KernelMethod> _s1Bottleneck1Conv3;
        private readonly GpuStep<KernelMethod> _s1Bottleneck2Conv1;
        private readonly GpuStep<KernelMethod> _s1Bottleneck2Conv2;
        private readonly GpuStep<KernelMethod> _s1Bottleneck2Conv3;
        private readonly GpuStep<KernelMethod> _s1Conv2;
        private readonly GpuStep<KernelMethod> _s1Conv3;
        private readonly GpuStep<KernelMethod> _globalpool1;
        private readonly GpuStep<KernelMethod> _linear1;

        public Program(GpuLimits device, ModelWeights weights, GpuOptions options, GpuWeights pack)
        {
            int arenaQuads = 1024;
            Plan = new GpuProgram<KernelMethod>(
                "CspNet", device, options, arenaQuads, 8,
                new TensorInfo("image", 3, 16, 16),
                new TensorInfo("output", 5, 1, 1));
            pack.Precision = Plan.Precision;
            int sums = Plan.Sums;

            Places PackConv1(Places at) => pack.Product(
                new WeightRecipe("conv1.conv") { Norm = new NormRecipe("conv1.norm", 1e-05) }.From(weights, 16),
                new ProductShape(16, 27), at);
            _conv1 = Plan.Take(
                new Places { Arena = arenaQuads, Quads = 4 },
                [
                    new(Conv3x3Stride2x2Of16x16x3PlanesLeakyBy16x128, new LaunchShape(GpuGrid.Together, 64, 64, 128, SharedBytes: 22528), PackConv1),
                    new(Conv3x3Stride2x2Of16x16x3PlanesLeakyBy32x32, new LaunchShape(GpuGrid.Together, 256, 64, 32, SharedBytes: 36864), PackConv1),
                    new(Conv3x3Stride2x2Of16x16x3PlanesLeakyBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 128, SharedBytes: 25600), PackConv1, IsFast: true),
                    new(Conv3x3Stride2x2Of16x16x3PlanesLeakyBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 32, SharedBytes: 40960), PackConv1, IsFast: true),
                ]);

            Places PackS1Conv1(Places at) => pack.Product(
                new WeightRecipe("s1.conv1.conv") { Norm = new NormRecipe("s1.conv1.norm", 1e-05) }.From(weights, 16),
                new ProductShape(16, 16), at);
            _s1Conv1 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 256, Quads = 4 },
                [
                    new(Conv1x1Of8x8x16By16x128, new LaunchShape(GpuGrid.Together, 64, 64, 128, SharedBytes: 22528), PackS1Conv1),
                    new(Conv1x1Of8x8x16By32x32, new LaunchShape(GpuGrid.Together, 256, 64, 32, SharedBytes: 36864), PackS1Conv1),
                    new(Conv1x1Of8x8x16By32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 128, SharedBytes: 38400), PackS1Conv1, IsFast: true),
                    new(Conv1x1Of8x8x16By32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 32, SharedBytes: 40960), PackS1Conv1, IsFast: true),
                ]);

            Places PackS1Bottleneck1Conv1(Places at) => pack.Product(
                new WeightRecipe("s1.bottleneck1.conv1.conv") { Norm = new NormRecipe("s1.bottleneck1.conv1.norm", 1e-05), InputOrder = Permutation.Of((-1, 0, 8), (0, 1, 8)) }.From(weights, 8),
                new ProductShape(8, 16), at);
            _s1Bottleneck1Conv1 = Plan.Take(
                new Places { Arena = arenaQuads, Quads = 4, Source = 256 },
                [
                    new(Conv1x1Of8x8x16LeakyBy16x128, new LaunchShape(GpuGrid.Together, 64, 64, 128, SharedBytes: 22528), PackS1Bottleneck1Conv1),
                    new(Conv1x1Of8x8x16LeakyBy32x32, new LaunchShape(GpuGrid.Together, 256, 64, 32, SharedBytes: 36864), PackS1Bottleneck1Conv1),
                    new(Conv1x1Of8x8x16LeakyBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 128, SharedBytes: 38400), PackS1Bottleneck1Conv1, IsFast: true),
                    new(Conv1x1Of8x8x16LeakyBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 32, SharedBytes: 40960), PackS1Bottleneck1Conv1, IsFast: true),
                ]);

            Places PackS1Bottleneck1Conv2(Places at) => pack.Gathered(
                new WeightRecipe("s1.bottleneck1.conv2.conv") { Norm = new NormRecipe("s1.bottleneck1.conv2.norm", 1e-05) }.From(weights, 8),
                new GroupedShape(8, 8, 8, 4, 9),
                ChannelOffsets.Of(64, (0, 0, 1, 8)), null, at);
            _s1Bottleneck1Conv2 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 512, Quads = 4 },
                [
                    new(Gathered2To16Conv3x3Of8x8LeakyBy4, new LaunchShape(GpuGrid.Together, 64, 16, 16), PackS1Bottleneck1Conv2),
                    new(Gathered2To16Conv3x3Of8x8LeakyBy1, new LaunchShape(GpuGrid.Together, 128, 64, 32), PackS1Bottleneck1Conv2),
                ]);

            Places PackS1Bottleneck1Conv3(Places at) => pack.Product(
                new WeightRecipe("s1.bottleneck1.conv3.conv") { Norm = new NormRecipe("s1.bottleneck1.conv3.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 8), (-1, 0, 8)), FilterOrder = Permutation.Of((-1, 0, 8), (0, 1, 8)) }.From(weights, 16),
                new ProductShape(16, 16), at);
            _s1Bottleneck1Conv3 = Plan.Take(
                new Places { Arena = arenaQuads, Quads = 4, Residual = 256, Source = 512 },
                [
                    new(Conv1x1Of8x8x16AddLeakyBy16x128, new LaunchShape(GpuGrid.Together, 64, 64, 128, SharedBytes: 22528), PackS1Bottleneck1Conv3),
                    new(Conv1x1Of8x8x16AddLeakyBy32x32, new LaunchShape(GpuGrid.Together, 256, 64, 32, SharedBytes: 36864), PackS1Bottleneck1Conv3),
                    new(Conv1x1Of8x8x16AddLeakyBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 128, SharedBytes: 38400), PackS1Bottleneck1Conv3, IsFast: true),
                    new(Conv1x1Of8x8x16AddLeakyBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 32, SharedBytes: 40960), PackS1Bottleneck1Conv3, IsFast: true),
                ]);

            Places PackS1Bottleneck2Conv1(Places at) => pack.Product(
                new WeightRecipe("s1.bottleneck2.conv1.conv") { Norm = new NormRecipe("s1.bottleneck2.conv1.norm", 1e-05), InputOrder = Permutation.Of((-1, 0, 8), (0, 1, 8)) }.From(weights, 8),
                new ProductShape(8, 16), at);
            _s1Bottleneck2Conv1 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 512, Quads = 4 },
                [
                    new(Conv1x1Of8x8x16LeakyBy16x128, new LaunchShape(GpuGrid.Together, 64, 64, 128, SharedBytes: 22528), PackS1Bottleneck2Conv1),
                    new(Conv1x1Of8x8x16LeakyBy32x32, new LaunchShape(GpuGrid.Together, 256, 64, 32, SharedBytes: 36864), PackS1Bottleneck2Conv1),
                    new(Conv1x1Of8x8x16LeakyBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 128, SharedBytes: 38400), PackS1Bottleneck2Conv1, IsFast: true),
                    new(Conv1x1Of8x8x16LeakyBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 32, SharedBytes: 40960), PackS1Bottleneck2Conv1, IsFast: true),
                ]);

            Places PackS1Bottleneck2Conv2(Places at) => pack.Gathered(
                new WeightRecipe("s1.bottleneck2.conv2.conv") { Norm = new NormRecipe("s1.bottleneck2.conv2.norm", 1e-05) }.From(weights, 8),
                new GroupedShape(8, 8, 8, 4, 9),
                ChannelOffsets.Of(64, (2048, 0, 1, 8)), null, at);
            _s1Bottleneck2Conv2 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 768, Quads = 4 },
                [
                    new(Gathered2To16Conv3x3Of8x8LeakyBy4, new LaunchShape(GpuGrid.Together, 64, 16, 16), PackS1Bottleneck2Conv2),
                    new(Gathered2To16Conv3x3Of8x8LeakyBy1, new LaunchShape(GpuGrid.Together, 128, 64, 32), PackS1Bottleneck2Conv2),
                ]);

            Places PackS1Bottleneck2Conv3(Places at) => pack.Product(
                new WeightRecipe("s1.bottleneck2.conv3.conv") { Norm = new NormRecipe("s1.bottleneck2.conv3.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 8), (-1, 0, 8)), FilterOrder = Permutation.Of((-1, 0, 8), (0, 1, 8)) }.From(weights, 16),
                new ProductShape(16, 16), at);
            _s1Bottleneck2Conv3 = Plan.Take(
                new Places { Arena = arenaQuads, Quads = 4, Source = 768 },
                [
                    new(Conv1x1Of8x8x16AddLeakyBy16x128, new LaunchShape(GpuGrid.Together, 64, 64, 128, SharedBytes: 22528), PackS1Bottleneck2Conv3),
                    new(Conv1x1Of8x8x16AddLeakyBy32x32, new LaunchShape(GpuGrid.Together, 256, 64, 32, SharedBytes: 36864), PackS1Bottleneck2Conv3),
                    new(Conv1x1Of8x8x16AddLeakyBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 128, SharedBytes: 38400), PackS1Bottleneck2Conv3, IsFast: true),
                    new(Conv1x1Of8x8x16AddLeakyBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 32, SharedBytes: 40960), PackS1Bottleneck2Conv3, IsFast: true),
                ]);

            Places PackS1Conv2(Places at) => pack.Product(
                new WeightRecipe("s1.conv2.conv") { Norm = new NormRecipe("s1.conv2.norm", 1e-05), InputOrder = Permutation.Of((-1, 0, 8), (0, 1, 8)) }.From(weights, 8),
                new ProductShape(8, 16), at);
            _s1Conv2 = Plan.Take(
                new Places { Arena = arenaQuads, Target = 512, Quads = 4 },
                [
                    new(Conv1x1Of8x8x16LeakyBy16x128, new LaunchShape(GpuGrid.Together, 64, 64, 128, SharedBytes: 22528), PackS1Conv2),
                    new(Conv1x1Of8x8x16LeakyBy32x32, new LaunchShape(GpuGrid.Together, 256, 64, 32, SharedBytes: 36864), PackS1Conv2),
                    new(Conv1x1Of8x8x16LeakyBy32x128Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 128, SharedBytes: 38400), PackS1Conv2, IsFast: true),
                    new(Conv1x1Of8x8x16LeakyBy32x32Tf32, new LaunchShape(GpuGrid.Together, 128, 64, 32, SharedBytes: 40960), PackS1Conv2, IsFast: true),
                ]);

            Places PackS1Conv3(Places at) => pack.Product(
                new WeightRecipe("s1.conv3.conv") { Norm = new NormRecipe("s1.conv3.norm", 1e-05), InputOrder = Permutation.Of((0, 1, 8), (-1, 0, 8), (8, 1, 8), (-1, 0, 8)) }.From(weights, 16),
                new ProductShape(16, 32), at);
            _s1Conv3 = Plan.Take(
                new Places { Arena = arenaQuads, Quads = 4, Sums = sums, Source = 256 },
                [
                    new(Conv1x1Of8x8x32LeakySqueezeBy16x128, new LaunchShape(GpuGrid.SampleBySample, 64, 64, 128, SharedBytes: 22528), PackS1Conv3),
                    new(Conv1x1Of8x8x32LeakySqueezeBy32x32, new LaunchShape(GpuGrid.SampleBySample, 256, 64, 32, SharedBytes: 36864), PackS1Conv3),
                    new(Conv1x1Of8x8x32LeakySqueezeBy32x128Tf32, new LaunchShape(GpuGrid.SampleBySample, 128, 64, 128, SharedBytes: 38400), PackS1Conv3, IsFast: true),
                    new(Conv1x1Of8x8x32LeakySqueezeBy32x32Tf32, new LaunchShape(GpuGrid.SampleBySample, 128, 64, 32, SharedBytes: 40960), PackS1Conv3, IsFast: true),
                ]);

            _globalpool1 = Plan.Take(
                new Places { Arena = arenaQuads, Sums = sums, Other = _s1Conv3.Tiles, Quads = 4 },
                [
                    new(MeanOf64FromSums, new LaunchShape(GpuGrid.SampleRows, 128, 1, 1, SharedBytes: 2048)),
                ]);

            Places PackLinear1(Places at) => pack.Product(
                new WeightRecipe("linear1") { Bias = true }.From(weights, 5),
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

            // conv1: conv 3x3 stride 2, norm folded, leaky; 3x16x16 -> 16x8x8
            queue.Launch(_conv1, samples, image);

            // s1.conv1: conv 1x1, norm folded; 16x8x8 -> 16x8x8
            queue.Launch(_s1Conv1, samples);

            // s1.bottleneck1.conv1: conv 1x1, norm folded, leaky; 8x8x8 -> 8x8x8
            queue.Launch(_s1Bottleneck1Conv1, samples);

            // s1.bottleneck1.conv2: conv 3x3 in 4 groups, norm folded, leaky; 8x8x8 -> 8x8x8
            queue.Launch(_s1Bottleneck1Conv2, samples);

            // s1.bottleneck1.conv3: conv 1x1, norm folded, residual added, leaky; 8x8x8 -> 8x8x8
            queue.Launch(_s1Bottleneck1Conv3, samples);

            // s1.bottleneck2.conv1: conv 1x1, norm folded, leaky; 8x8x8 -> 8x8x8
            queue.Launch(_s1Bottleneck2Conv1, samples);

            // s1.bottleneck2.conv2: conv 3x3 in 4 groups, norm folded, leaky; 8x8x8 -> 8x8x8
            queue.Launch(_s1Bottleneck2Conv2, samples);

            // s1.bottleneck2.conv3: conv 1x1, norm folded, residual added, leaky; 8x8x8 -> 8x8x8
            queue.Launch(_s1Bottleneck2Conv3, samples);

            // s1.conv2: conv 1x1, norm folded, leaky; 8x8x8 -> 8x8x8
            queue.Launch(_s1Conv2, samples);

            // s1.conv3: conv 1x1, norm folded, leaky, squeezed; 8x8x8 + 8x8x8 -> 16x8x8
            queue.Launch(_s1Conv3, samples);

            // globalpool1: squeeze; 16x1x1 -> 16x1x1
            queue.Launch(_globalpool1, samples);

            // linear1: linear; 16x1x1 -> 5x1x1
            queue.Launch(_linear1, samples, output);
        }
    }