namespace ArchDsl.Ptx;

/// <summary>The text is not PTX, or is PTX that the interpreter does not know.</summary>
public sealed class PtxSyntaxException(int line, string message) : Exception($"Line {line}: {message}")
{
    /// <summary>The line, counted from 1.</summary>
    public int Line => line;
}

/// <summary>A kernel did what a GPU leaves undefined or ends a process for.</summary>
public sealed class PtxFaultException(string message, Exception? cause = null) : Exception(message, cause);
