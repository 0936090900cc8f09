    private static void Conv3x3Of12x12x32By16x128(ArrayView<float> arena, ArrayView<float> weights, ArrayView<int> tables, ArrayView<float> caller, Places at)
    {
        ArrayView<Float4> maps = arena.AsAligned16().Cast<Float4>();
        ArrayView<Float4> filters = weights.AsAligned16().Cast<Float4>();
        ArrayView<Float4> shared = SharedMemory.Allocate<float>(5632).AsAligned16().Cast<Float4>();
        int thread = Group.IdxX;
        int row = Group.IdxX / 16;
        int column = Group.IdxX - (row * 16);
        int firstQuad = Grid.IdxY * 4;
        int firstPixel = Grid.IdxX * 128;
        int pixels = at.Samples * 144;

        int weight0 = thread;
        int depth0 = weight0 / 4;
        int quad0 = firstQuad + weight0 - (depth0 * 4);
        int filter0 = at.Weights + (((quad0 / 8)) * 2304) + (depth0 * 8) + (quad0 % 8);

        int lane = thread % 4;
        int pixel0 = (thread / 4);
        int sample0 = (firstPixel + pixel0) / 144;
        int inMap0 = firstPixel + pixel0 - (sample0 * 144);
        int outY0 = inMap0 / 12;
        int top0 = firstPixel + pixel0 < pixels ? outY0 - 1 : -1000000;
        int left0 = inMap0 - (outY0 * 12) - 1;
        int origin0 = at.Source + (sample0 * at.Arena) + (((top0 * 12) + left0) * 4) + lane;
        int pixel1 = (thread / 4) + 16;
        int sample1 = (firstPixel + pixel1) / 144;
        int inMap1 = firstPixel + pixel1 - (sample1 * 144);
        int outY1 = inMap1 / 12;
        int top1 = firstPixel + pixel1 < pixels ? outY1 - 1 : -1000000;
        int left1 = inMap1 - (outY1 * 12) - 1;
        int origin1 = at.Source + (sample1 * at.Arena) + (((top1 * 12) + left1) * 4) + lane;
        int pixel2 = (thread / 4) + 32;
        int sample2 = (firstPixel + pixel2) / 144;
        int inMap2 = firstPixel + pixel2 - (sample2 * 144);
        int outY2 = inMap2 / 12;
        int top2 = firstPixel + pixel2 < pixels ? outY2 - 1 : -1000000;
        int left2 = inMap2 - (outY2 * 12) - 1;
        int origin2 = at.Source + (sample2 * at.Arena) + (((top2 * 12) + left2) * 4) + lane;
        int pixel3 = (thread / 4) + 48;
        int sample3 = (firstPixel + pixel3) / 144;
        int inMap3 = firstPixel + pixel3 - (sample3 * 144);
        int outY3 = inMap3 / 12;
        int top3 = firstPixel + pixel3 < pixels ? outY3 - 1 : -1000000;
        int left3 = inMap3 - (outY3 * 12) - 1;
        int origin3 = at.Source + (sample3 * at.Arena) + (((top3 * 12) + left3) * 4) + lane;
        int pixel4 = (thread / 4) + 64;
        int sample4 = (firstPixel + pixel4) / 144;
        int inMap4 = firstPixel + pixel4 - (sample4 * 144);
        int outY4 = inMap4 / 12;
        int top4 = firstPixel + pixel4 < pixels ? outY4 - 1 : -1000000;
        int left4 = inMap4 - (outY4 * 12) - 1;
        int origin4 = at.Source + (sample4 * at.Arena) + (((top4 * 12) + left4) * 4) + lane;
        int pixel5 = (thread / 4) + 80;
        int sample5 = (firstPixel + pixel5) / 144;
        int inMap5 = firstPixel + pixel5 - (sample5 * 144);
        int outY5 = inMap5 / 12;
        int top5 = firstPixel + pixel5 < pixels ? outY5 - 1 : -1000000;
        int left5 = inMap5 - (outY5 * 12) - 1;
        int origin5 = at.Source + (sample5 * at.Arena) + (((top5 * 12) + left5) * 4) + lane;
        int pixel6 = (thread / 4) + 96;
        int sample6 = (firstPixel + pixel6) / 144;
        int inMap6 = firstPixel + pixel6 - (sample6 * 144);
        int outY6 = inMap6 / 12;
        int top6 = firstPixel + pixel6 < pixels ? outY6 - 1 : -1000000;
        int left6 = inMap6 - (outY6 * 12) - 1;
        int origin6 = at.Source + (sample6 * at.Arena) + (((top6 * 12) + left6) * 4) + lane;
        int pixel7 = (thread / 4) + 112;
        int sample7 = (firstPixel + pixel7) / 144;
        int inMap7 = firstPixel + pixel7 - (sample7 * 144);
        int outY7 = inMap7 / 12;
        int top7 = firstPixel + pixel7 < pixels ? outY7 - 1 : -1000000;
        int left7 = inMap7 - (outY7 * 12) - 1;
        int origin7 = at.Source + (sample7 * at.Arena) + (((top7 * 12) + left7) * 4) + lane;

        Float4 sum00 = default, sum01 = default, sum02 = default, sum03 = default, sum04 = default, sum05 = default, sum06 = default, sum07 = default;
        for (int round = -1; round < 18; round++)
        {
            int step = round + 1;
            Float4 w0 = default;
            Float4 x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default, x7 = default;
            if (step < 18)
            {
                w0 = filters[filter0 + (step * 128)];
                int tap = step / 2;
                int block = step - (tap * 2);
                int tapY = tap / 3;
                int tapX = tap - (tapY * 3);
                int down = tapY;
                int right = tapX;
                int offset = block * 576 + (((down * 12) + right) * 4);
                if (GpuFunctions.IsWithin(top0 + down, 12) && GpuFunctions.IsWithin(left0 + right, 12))
                {
                    x0 = maps[origin0 + offset];
                }

                if (GpuFunctions.IsWithin(top1 + down, 12) && GpuFunctions.IsWithin(left1 + right, 12))
                {
                    x1 = maps[origin1 + offset];
                }

                if (GpuFunctions.IsWithin(top2 + down, 12) && GpuFunctions.IsWithin(left2 + right, 12))
                {
                    x2 = maps[origin2 + offset];
                }

                if (GpuFunctions.IsWithin(top3 + down, 12) && GpuFunctions.IsWithin(left3 + right, 12))
                {
                    x3 = maps[origin3 + offset];
                }

                if (GpuFunctions.IsWithin(top4 + down, 12) && GpuFunctions.IsWithin(left4 + right, 12))
                {
                    x4 = maps[origin4 + offset];
                }

                if (GpuFunctions.IsWithin(top5 + down, 12) && GpuFunctions.IsWithin(left5 + right, 12))
                {
                    x5 = maps[origin5 + offset];
                }

                if (GpuFunctions.IsWithin(top6 + down, 12) && GpuFunctions.IsWithin(left6 + right, 12))
                {
                    x6 = maps[origin6 + offset];
                }

                if (GpuFunctions.IsWithin(top7 + down, 12) && GpuFunctions.IsWithin(left7 + right, 12))
                {
                    x7 = maps[origin7 + offset];
                }
            }

            if (round >= 0)
            {
                int tile = ((round & 1) * 704);
                int filterRow = tile + row;
                int pixelRow = tile + 64 + (column * 5);
                for (int k = 0; k < 4; k++)
                {
                    Float4 f00 = shared[filterRow];
                    Float4 f01 = shared[filterRow + 4];
                    Float4 f02 = shared[filterRow + 8];
                    Float4 f03 = shared[filterRow + 12];
                    Float4 p0 = shared[pixelRow];
                    sum00 = Float4.MultiplyAdd(f00, f01, f02, f03, p0, sum00);
                    Float4 p1 = shared[pixelRow + 80];
                    sum01 = Float4.MultiplyAdd(f00, f01, f02, f03, p1, sum01);
                    Float4 p2 = shared[pixelRow + 160];
                    sum02 = Float4.MultiplyAdd(f00, f01, f02, f03, p2, sum02);
                    Float4 p3 = shared[pixelRow + 240];
                    sum03 = Float4.MultiplyAdd(f00, f01, f02, f03, p3, sum03);
                    Float4 p4 = shared[pixelRow + 320];
                    sum04 = Float4.MultiplyAdd(f00, f01, f02, f03, p4, sum04);
                    Float4 p5 = shared[pixelRow + 400];
                    sum05 = Float4.MultiplyAdd(f00, f01, f02, f03, p5, sum05);
                    Float4 p6 = shared[pixelRow + 480];
                    sum06 = Float4.MultiplyAdd(f00, f01, f02, f03, p6, sum06);
                    Float4 p7 = shared[pixelRow + 560];
                    sum07 = Float4.MultiplyAdd(f00, f01, f02, f03, p7, sum07);
                    filterRow += 16;
                    pixelRow += 1;
                }
            }
            int next = (((round + 1) & 1) * 704);
            shared[next + weight0] = w0;
            shared[next + 64 + (pixel0 * 5) + lane] = x0;
            shared[next + 64 + (pixel1 * 5) + lane] = x1;
            shared[next + 64 + (pixel2 * 5) + lane] = x2;
            shared[next + 64 + (pixel3 * 5) + lane] = x3;
            shared[next + 64 + (pixel4 * 5) + lane] = x4;
            shared[next + 64 + (pixel5 * 5) + lane] = x5;
            shared[next + 64 + (pixel6 * 5) + lane] = x6;
            shared[next + 64 + (pixel7 * 5) + lane] = x7;
            Group.Barrier();
        }

        int filterQuad0 = firstQuad + row;
        bool isFilter0 = filterQuad0 < at.Quads;
        Conv3x3Of12x12x32By16x128Store(maps, at, isFilter0 && firstPixel + column < pixels, firstPixel + column, filterQuad0, sum00);
        Conv3x3Of12x12x32By16x128Store(maps, at, isFilter0 && firstPixel + column + 16 < pixels, firstPixel + column + 16, filterQuad0, sum01);
        Conv3x3Of12x12x32By16x128Store(maps, at, isFilter0 && firstPixel + column + 32 < pixels, firstPixel + column + 32, filterQuad0, sum02);
        Conv3x3Of12x12x32By16x128Store(maps, at, isFilter0 && firstPixel + column + 48 < pixels, firstPixel + column + 48, filterQuad0, sum03);
        Conv3x3Of12x12x32By16x128Store(maps, at, isFilter0 && firstPixel + column + 64 < pixels, firstPixel + column + 64, filterQuad0, sum04);
        Conv3x3Of12x12x32By16x128Store(maps, at, isFilter0 && firstPixel + column + 80 < pixels, firstPixel + column + 80, filterQuad0, sum05);
        Conv3x3Of12x12x32By16x128Store(maps, at, isFilter0 && firstPixel + column + 96 < pixels, firstPixel + column + 96, filterQuad0, sum06);
        Conv3x3Of12x12x32By16x128Store(maps, at, isFilter0 && firstPixel + column + 112 < pixels, firstPixel + column + 112, filterQuad0, sum07);
    }