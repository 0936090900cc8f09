using System.Numerics;

namespace ArchDsl.Compiler.Spaces;

/// <summary>
/// The generator xoshiro256** of Blackman and Vigna (2018), started from SplitMix64: the same numbers on every machine.
/// Every attempt of a sample has one of its own, so that its numbers do not depend on who draws before it.
/// </summary>
internal sealed class Xoshiro256
{
    private const ulong Golden = 0x9E3779B97F4A7C15;

    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    /// <param name="seed">What the user chose.</param>
    /// <param name="stream">Which of the seed's streams.</param>
    public Xoshiro256(ulong seed, ulong stream)
    {
        unchecked
        {
            ulong start = Mix(Mix(Mix(seed + Golden) + (stream * Golden)));
            _a = Mix(start + Golden);
            _b = Mix(start + (2 * Golden));
            _c = Mix(start + (3 * Golden));
            _d = Mix(start + (4 * Golden));
        }
    }

    /// <summary>The next 64 bits.</summary>
    public ulong Next()
    {
        unchecked
        {
            ulong result = Rotate(_b * 5, 7) * 9;
            ulong shifted = _b << 17;
            _c ^= _a;
            _d ^= _b;
            _b ^= _c;
            _a ^= _d;
            _c ^= shifted;
            _d = Rotate(_d, 45);
            return result;
        }
    }

    /// <summary>A number from 0 to below a limit, each as likely as any other: what does not fit is thrown away.</summary>
    public ulong Below(ulong limit)
    {
        ulong mask = limit - 1;
        for (int shift = 1; shift < 64; shift *= 2)
        {
            mask |= mask >> shift;
        }

        ulong number;
        do
        {
            number = Next() & mask;
        }
        while (number >= limit);
        return number;
    }

    /// <inheritdoc cref="Below(ulong)"/>
    public BigInteger Below(BigInteger limit)
    {
        if (limit <= ulong.MaxValue)
        {
            return Below((ulong)limit);
        }

        byte[] most = (limit - 1).ToByteArray();
        int words = (most.Length + 7) / 8;
        BigInteger mask = 1;
        while (mask < limit)
        {
            mask <<= 1;
        }

        mask -= 1;
        BigInteger number;
        do
        {
            number = 0;
            for (int i = 0; i < words; i++)
            {
                number = (number << 64) | Next();
            }

            number &= mask;
        }
        while (number >= limit);
        return number;
    }

    private static ulong Rotate(ulong bits, int by) => (bits << by) | (bits >> (64 - by));

    private static ulong Mix(ulong bits)
    {
        unchecked
        {
            bits = (bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9;
            bits = (bits ^ (bits >> 27)) * 0x94D049BB133111EB;
            return bits ^ (bits >> 31);
        }
    }
}
