namespace ArchDsl.Generators;

/// <summary>The names of the generator's steps, as <c>GeneratorRunResult.TrackedSteps</c> lists them.</summary>
internal static class Steps
{
    /// <summary>The text of each .arch file with its path in the project and its item's metadata.</summary>
    public const string Files = nameof(Files);

    /// <summary>Each file with the paths it imports.</summary>
    public const string Imports = nameof(Imports);

    /// <summary>All files, to look imports up in.</summary>
    public const string Library = nameof(Library);

    /// <summary>Each file with all it imports, directly or through others.</summary>
    public const string Units = nameof(Units);

    /// <summary>What the project says for all files.</summary>
    public const string Project = nameof(Project);

    /// <summary>Which libraries the project references.</summary>
    public const string Engines = nameof(Engines);

    /// <summary>What came of compiling and emitting each unit.</summary>
    public const string Results = nameof(Results);

    /// <summary>Classes that more than one file would generate.</summary>
    public const string Clashes = nameof(Clashes);

    /// <summary>The generated C# of each file.</summary>
    public const string Sources = nameof(Sources);

    /// <summary>All diagnostics, each once.</summary>
    public const string Diagnostics = nameof(Diagnostics);
}
