using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>What values may not do: grow or be computed without end, or depend on a runtime parameter.</summary>
internal sealed partial class Evaluator
{
    public const int MaxWork = 1_000_000;
    public const int MaxNumberBytes = 512;

    private long _work;

    /// <summary>The steps that were counted so far.</summary>
    public long Work => _work;

    /// <summary>Whether calls went too deep: what else grows too large then follows from that.</summary>
    public bool IsTooDeep { get; private set; }

    /// <summary>Counts steps against a limit, since functions and loops can call for more of them than anyone waits for.</summary>
    /// <exception cref="TooLargeException">The limit is passed.</exception>
    public void Charge(long steps, SyntaxElement at, Frame frame)
    {
        _work += steps;
        if (_work > MaxWork)
        {
            throw new TooLargeException(LimitErrors.TooMuchWork(frame.File.LocationOf(at), MaxWork));
        }
    }

    /// <summary>Whether so many steps more are within the limit.</summary>
    public bool CanDo(long steps) => _work + steps <= MaxWork;

    /// <summary>Counts steps that were done before, with the same result.</summary>
    public void Charge(long steps) => _work += steps;

    /// <summary>Reports that calls go too deep, once.</summary>
    public void ReportTooDeep(SourceLocation at, string name, int limit)
    {
        if (!IsTooDeep)
        {
            _diagnostics.Add(LimitErrors.Recursion(at, name, limit));
        }

        IsTooDeep = true;
    }

    /// <summary>The value, or an error where it has grown beyond what is computed with.</summary>
    public Value Bounded(Value value, SourceLocation at)
    {
        switch (value)
        {
            case NumberValue number when number.Number.Bytes > MaxNumberBytes:
                _diagnostics.Add(LimitErrors.TooManyDigits(at));
                return ErrorValue.Instance;
            case ListValue list when list.Size > Coercion.MaxList:
                _diagnostics.Add(LimitErrors.TooLong(at, "a list", list.Size.ToString(System.Globalization.CultureInfo.InvariantCulture), Coercion.MaxList));
                return ErrorValue.Instance;
            default:
                return value;
        }
    }

    /// <summary>Reports a runtime width where only a compile-time number can be.</summary>
    public bool NoRuntime(SourceLocation at, string use, params Value[] values) => NoRuntime(at, new ParameterName(use), values);

    /// <inheritdoc cref="NoRuntime(SourceLocation, string, Value[])"/>
    public bool NoRuntime(SourceLocation at, ParameterName use, params Value[] values)
    {
        WidthExpression? width = null;
        foreach (Value value in values)
        {
            width ??= (value as NumberValue)?.Width;
        }

        if (width is not null)
        {
            _diagnostics.Add(ValueErrors.RuntimeValue(at, width.ToText(n => n), use.ToString()));
        }

        return width is null;
    }
}
