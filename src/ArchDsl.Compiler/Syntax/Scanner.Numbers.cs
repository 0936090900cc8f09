using ArchDsl.Compiler.Diagnostics;

namespace ArchDsl.Compiler.Syntax;

// INT, REAL and SIZE: `22_600_296`, `1e-3`, `7.07G`, `3x224x224`; `1..4` is three tokens.
internal sealed partial class Scanner
{
    private void ScanNumber()
    {
        SyntaxKind kind = SyntaxKind.Int;
        int stop = DigitsEnd(_at);
        if (SizePartAt(stop))
        {
            kind = SyntaxKind.Size;
            while (SizePartAt(stop))
            {
                stop = DigitsEnd(stop + 1);
            }
        }
        else
        {
            if (CharAt(stop) == '.' && IsDigit(CharAt(stop + 1)))
            {
                kind = SyntaxKind.Real;
                stop = DigitsEnd(stop + 1);
            }

            if (ExponentEnd(stop) is var exponent && exponent > stop)
            {
                kind = SyntaxKind.Real;
                stop = exponent;
            }
            else if (CharAt(stop) is 'K' or 'M' or 'G' or 'T')
            {
                stop++;
            }
        }

        int wordEnd = stop + NameLength(stop);
        string text = _text.Substring(_at, wordEnd - _at);
        bool wellFormed = wordEnd == stop && UnderscoresStandBetweenDigits(text);
        if (!wellFormed)
        {
            kind = SyntaxKind.Bad;
            Report(text.Length, location => SyntaxErrors.MalformedNumber(location, text));
        }

        Add(kind, text.Length, text);
    }

    private bool SizePartAt(int i) => CharAt(i) == 'x' && IsDigit(CharAt(i + 1));

    private int ExponentEnd(int i)
    {
        if (CharAt(i) is not ('e' or 'E'))
        {
            return i;
        }

        int digits = CharAt(i + 1) is '+' or '-' ? i + 2 : i + 1;
        return IsDigit(CharAt(digits)) ? DigitsEnd(digits) : i;
    }

    private int DigitsEnd(int i)
    {
        while (IsDigit(CharAt(i)) || CharAt(i) == '_')
        {
            i++;
        }

        return i;
    }

    private char CharAt(int i) => i < end ? _text[i] : '\0';

    private static bool UnderscoresStandBetweenDigits(string text)
    {
        for (int i = text.IndexOf('_'); i >= 0; i = text.IndexOf('_', i + 1))
        {
            if (!IsDigit(text[i - 1]) || i + 1 == text.Length || !IsDigit(text[i + 1]))
            {
                return false;
            }
        }

        return true;
    }
}
