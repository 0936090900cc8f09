using Sprache;

namespace ArchDsl.Compiler.Syntax;

/// <summary>Two results in a row.</summary>
internal sealed record Pair<TFirst, TSecond>(TFirst First, TSecond Second);

// One rule after the other, in one stack frame: Sprache's own query form nests several frames for each element.
internal static partial class Rules
{
    public static Parser<Pair<T1, T2>> Sequence<T1, T2>(Parser<T1> p1, Parser<T2> p2) =>
        Sequence(p1, p2, (first, second) => new Pair<T1, T2>(first, second));

    public static Parser<TResult> Sequence<T1, T2, TResult>(Parser<T1> p1, Parser<T2> p2, Func<T1, T2, TResult> build) => input =>
    {
        IResult<T1> r1 = p1(input);
        IResult<T2> r2 = p2(r1.Remainder);
        return Result.Success(build(r1.Value, r2.Value), r2.Remainder);
    };

    public static Parser<TResult> Sequence<T1, T2, T3, TResult>(
        Parser<T1> p1, Parser<T2> p2, Parser<T3> p3, Func<T1, T2, T3, TResult> build) => input =>
    {
        IResult<T1> r1 = p1(input);
        IResult<T2> r2 = p2(r1.Remainder);
        IResult<T3> r3 = p3(r2.Remainder);
        return Result.Success(build(r1.Value, r2.Value, r3.Value), r3.Remainder);
    };

    public static Parser<TResult> Sequence<T1, T2, T3, T4, TResult>(
        Parser<T1> p1, Parser<T2> p2, Parser<T3> p3, Parser<T4> p4, Func<T1, T2, T3, T4, TResult> build) => input =>
    {
        IResult<T1> r1 = p1(input);
        IResult<T2> r2 = p2(r1.Remainder);
        IResult<T3> r3 = p3(r2.Remainder);
        IResult<T4> r4 = p4(r3.Remainder);
        return Result.Success(build(r1.Value, r2.Value, r3.Value, r4.Value), r4.Remainder);
    };

    public static Parser<TResult> Sequence<T1, T2, T3, T4, T5, TResult>(
        Parser<T1> p1, Parser<T2> p2, Parser<T3> p3, Parser<T4> p4, Parser<T5> p5, Func<T1, T2, T3, T4, T5, TResult> build) => input =>
    {
        IResult<T1> r1 = p1(input);
        IResult<T2> r2 = p2(r1.Remainder);
        IResult<T3> r3 = p3(r2.Remainder);
        IResult<T4> r4 = p4(r3.Remainder);
        IResult<T5> r5 = p5(r4.Remainder);
        return Result.Success(build(r1.Value, r2.Value, r3.Value, r4.Value, r5.Value), r5.Remainder);
    };

    public static Parser<TResult> Sequence<T1, T2, T3, T4, T5, T6, TResult>(
        Parser<T1> p1,
        Parser<T2> p2,
        Parser<T3> p3,
        Parser<T4> p4,
        Parser<T5> p5,
        Parser<T6> p6,
        Func<T1, T2, T3, T4, T5, T6, TResult> build) => input =>
    {
        IResult<T1> r1 = p1(input);
        IResult<T2> r2 = p2(r1.Remainder);
        IResult<T3> r3 = p3(r2.Remainder);
        IResult<T4> r4 = p4(r3.Remainder);
        IResult<T5> r5 = p5(r4.Remainder);
        IResult<T6> r6 = p6(r5.Remainder);
        return Result.Success(build(r1.Value, r2.Value, r3.Value, r4.Value, r5.Value, r6.Value), r6.Remainder);
    };
}
