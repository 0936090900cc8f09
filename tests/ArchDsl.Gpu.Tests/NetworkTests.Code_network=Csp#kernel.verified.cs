    private static void Conv1x1Of8x8x32LeakySqueezeBy16x128(ArrayView<float> arena, ArrayView<float> weights, ArrayView<int> tables, ArrayView<float> caller, Places at)
    {
        ArrayView<Float4> maps = arena.AsAligned16().Cast<Float4>();
        ArrayView<Float4> filters = weights.AsAligned16().Cast<Float4>();
        ArrayView<Float4> shared = SharedMemory.Allocate<float>(5632).AsAligned16().Cast<Float4>();
        int thread = Group.IdxX;
        int row = Group.IdxX / 16;
        int column = Group.IdxX - (row * 16);
        int firstQuad = Grid.IdxY * 4;
        int sampleOfTile = Grid.IdxX / 1;
        int firstPixel = (sampleOfTile * 64) + ((Grid.IdxX - (sampleOfTile * 1)) * 128);
        int pixels = (sampleOfTile + 1) * 64;

        int weight0 = thread;
        int depth0 = weight0 / 4;
        int quad0 = firstQuad + weight0 - (depth0 * 4);
        int filter0 = at.Weights + (((quad0 / 8)) * 256) + (depth0 * 8) + (quad0 % 8);

        int lane = thread % 4;
        int pixel0 = (thread / 4);
        int sample0 = (firstPixel + pixel0) / 64;
        bool isPixel0 = firstPixel + pixel0 < pixels;
        int origin0 = at.Source + (sample0 * at.Arena) + ((firstPixel + pixel0 - (sample0 * 64)) * 4) + lane;
        int pixel1 = (thread / 4) + 16;
        int sample1 = (firstPixel + pixel1) / 64;
        bool isPixel1 = firstPixel + pixel1 < pixels;
        int origin1 = at.Source + (sample1 * at.Arena) + ((firstPixel + pixel1 - (sample1 * 64)) * 4) + lane;
        int pixel2 = (thread / 4) + 32;
        int sample2 = (firstPixel + pixel2) / 64;
        bool isPixel2 = firstPixel + pixel2 < pixels;
        int origin2 = at.Source + (sample2 * at.Arena) + ((firstPixel + pixel2 - (sample2 * 64)) * 4) + lane;
        int pixel3 = (thread / 4) + 48;
        int sample3 = (firstPixel + pixel3) / 64;
        bool isPixel3 = firstPixel + pixel3 < pixels;
        int origin3 = at.Source + (sample3 * at.Arena) + ((firstPixel + pixel3 - (sample3 * 64)) * 4) + lane;
        int pixel4 = (thread / 4) + 64;
        int sample4 = (firstPixel + pixel4) / 64;
        bool isPixel4 = firstPixel + pixel4 < pixels;
        int origin4 = at.Source + (sample4 * at.Arena) + ((firstPixel + pixel4 - (sample4 * 64)) * 4) + lane;
        int pixel5 = (thread / 4) + 80;
        int sample5 = (firstPixel + pixel5) / 64;
        bool isPixel5 = firstPixel + pixel5 < pixels;
        int origin5 = at.Source + (sample5 * at.Arena) + ((firstPixel + pixel5 - (sample5 * 64)) * 4) + lane;
        int pixel6 = (thread / 4) + 96;
        int sample6 = (firstPixel + pixel6) / 64;
        bool isPixel6 = firstPixel + pixel6 < pixels;
        int origin6 = at.Source + (sample6 * at.Arena) + ((firstPixel + pixel6 - (sample6 * 64)) * 4) + lane;
        int pixel7 = (thread / 4) + 112;
        int sample7 = (firstPixel + pixel7) / 64;
        bool isPixel7 = firstPixel + pixel7 < pixels;
        int origin7 = at.Source + (sample7 * at.Arena) + ((firstPixel + pixel7 - (sample7 * 64)) * 4) + lane;

        Float4 sum00 = default, sum01 = default, sum02 = default, sum03 = default, sum04 = default, sum05 = default, sum06 = default, sum07 = default;
        for (int round = -1; round < 2; round++)
        {
            int step = round + 1;
            Float4 w0 = default;
            Float4 x0 = default, x1 = default, x2 = default, x3 = default, x4 = default, x5 = default, x6 = default, x7 = default;
            if (step < 2)
            {
                w0 = filters[filter0 + (step * 128)];
                int offset = step * 256;
                if (isPixel0)
                {
                    x0 = maps[origin0 + offset];
                }

                if (isPixel1)
                {
                    x1 = maps[origin1 + offset];
                }

                if (isPixel2)
                {
                    x2 = maps[origin2 + offset];
                }

                if (isPixel3)
                {
                    x3 = maps[origin3 + offset];
                }

                if (isPixel4)
                {
                    x4 = maps[origin4 + offset];
                }

                if (isPixel5)
                {
                    x5 = maps[origin5 + offset];
                }

                if (isPixel6)
                {
                    x6 = maps[origin6 + offset];
                }

                if (isPixel7)
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
        Float4 bias0 = filters[at.Bias + filterQuad0];
        Float4 total0 = default;
        total0 += Conv1x1Of8x8x32LeakySqueezeBy16x128Store(maps, at, isFilter0 && firstPixel + column < pixels, firstPixel + column, filterQuad0, sum00 + bias0);
        total0 += Conv1x1Of8x8x32LeakySqueezeBy16x128Store(maps, at, isFilter0 && firstPixel + column + 16 < pixels, firstPixel + column + 16, filterQuad0, sum01 + bias0);
        total0 += Conv1x1Of8x8x32LeakySqueezeBy16x128Store(maps, at, isFilter0 && firstPixel + column + 32 < pixels, firstPixel + column + 32, filterQuad0, sum02 + bias0);
        total0 += Conv1x1Of8x8x32LeakySqueezeBy16x128Store(maps, at, isFilter0 && firstPixel + column + 48 < pixels, firstPixel + column + 48, filterQuad0, sum03 + bias0);
        total0 += Conv1x1Of8x8x32LeakySqueezeBy16x128Store(maps, at, isFilter0 && firstPixel + column + 64 < pixels, firstPixel + column + 64, filterQuad0, sum04 + bias0);
        total0 += Conv1x1Of8x8x32LeakySqueezeBy16x128Store(maps, at, isFilter0 && firstPixel + column + 80 < pixels, firstPixel + column + 80, filterQuad0, sum05 + bias0);
        total0 += Conv1x1Of8x8x32LeakySqueezeBy16x128Store(maps, at, isFilter0 && firstPixel + column + 96 < pixels, firstPixel + column + 96, filterQuad0, sum06 + bias0);
        total0 += Conv1x1Of8x8x32LeakySqueezeBy16x128Store(maps, at, isFilter0 && firstPixel + column + 112 < pixels, firstPixel + column + 112, filterQuad0, sum07 + bias0);

        Group.Barrier();
        shared[((row) * 16) + column] = total0;
        Group.Barrier();
        int summed = thread;
        if (summed < 4 && firstQuad + summed < at.Quads)
        {
            int quad = firstQuad + summed;
            Float4 total = shared[summed * 16];
            for (int i = 1; i < 16; i++)
            {
                total += shared[(summed * 16) + i];
            }

            maps[at.Sums + (Grid.IdxX * at.Quads) + quad] = total;
        }
    }