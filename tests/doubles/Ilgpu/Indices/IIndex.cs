namespace ILGPU;

/// <summary>What an implicitly grouped kernel may take as its first parameter.</summary>
public interface IIndex
{
    long Size { get; }
}

/// <summary>An extent or position of 32-bit components, read as three dimensions by the launcher.</summary>
internal interface ILaunchIndex
{
    Index3D Extent { get; }

    /// <summary>The index of the same type at <paramref name="position"/>, boxed as a kernel argument.</summary>
    object At(Index3D position);
}
