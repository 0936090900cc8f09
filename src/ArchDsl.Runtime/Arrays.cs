namespace ArchDsl.Runtime;

/// <summary>
/// What LINQ does, for the few forms that loading a network needs. Over values LINQ is compiled when it is called, for
/// ahead of time only code of this assembly is: that made a quarter of what a small network takes to load.
/// </summary>
internal static class Arrays
{
    /// <summary>So many elements, each made from its place.</summary>
    public static T[] Of<T>(int count, Func<int, T> element)
    {
        var elements = new T[count];
        for (int i = 0; i < count; i++)
        {
            elements[i] = element(i);
        }

        return elements;
    }

    /// <summary>The largest size that is measured of any element; 0 of none.</summary>
    public static int Max<T>(IReadOnlyList<T> elements, Func<T, int> measure)
    {
        int most = 0;
        for (int i = 0; i < elements.Count; i++)
        {
            most = Math.Max(most, measure(elements[i]));
        }

        return most;
    }
}
