using System.Runtime.CompilerServices;
using System.Text;

namespace ArchDsl.Testing;

/// <summary>
/// The outputs of one test, compared with the <c>.verified.</c> files beside its source.
/// The source file carries the name of the test class; a test checks its snapshot once.
/// </summary>
/// <example>
/// <code>
/// Snapshot.Verify(text);
/// Snapshot.Here().With("input", input).Add(tokens).AddGenerated("Net.g.cs", source).Check();
/// </code>
/// </example>
public sealed class Snapshot
{
    private readonly string _directory;
    private readonly SnapshotMode _mode;
    private readonly List<(string Suffix, string Extension, string Text)> _targets = [];
    private string _prefix;

    internal Snapshot(string sourceFile, string method, SnapshotMode mode)
    {
        _directory = Path.GetDirectoryName(sourceFile) ?? ".";
        _prefix = Path.GetFileNameWithoutExtension(sourceFile) + "." + method;
        _mode = mode;
    }

    /// <summary>A snapshot of the calling test method.</summary>
    public static Snapshot Here([CallerFilePath] string sourceFile = "", [CallerMemberName] string method = "") =>
        new(Repository.ResolveSource(sourceFile), method, SnapshotMode.Current);

    /// <summary>Checks one text as the calling test's only output.</summary>
    /// <exception cref="SnapshotMismatchException">The text is not the verified one.</exception>
    public static void Verify(
        string text,
        string extension = "txt",
        [CallerFilePath] string sourceFile = "",
        [CallerMemberName] string method = "") => Here(sourceFile, method).Add(text, extension).Check();

    /// <summary>Names a theory's parameter and its value; order as in the method.</summary>
    public Snapshot With(string parameter, object? value)
    {
        _prefix += SnapshotName.Parameter(parameter, value);
        return this;
    }

    /// <summary>Adds the test's main output.</summary>
    public Snapshot Add(string text, string extension = "txt") => AddTarget("", extension, text);

    /// <summary>Adds one of several outputs: <c>{Type}.{Method}#{name}.verified.{extension}</c>.</summary>
    public Snapshot AddNamed(string name, string text, string extension = "txt") =>
        AddTarget("#" + SnapshotName.Escape(name), extension, text);

    /// <summary>
    /// Adds a file a generator made: <c>Net.g.cs</c> becomes <c>#Net.g.verified.cs</c>, headed by its hint name.
    /// </summary>
    public Snapshot AddGenerated(string hintName, string source)
    {
        string withExtension = hintName.EndsWith(".cs", StringComparison.Ordinal) ? hintName : hintName + ".cs";
        return AddNamed(withExtension[..^3], $"//HintName: {hintName}\n{source}", "cs");
    }

    /// <summary>Compares every output; writes, removes or accepts the files as the mode says.</summary>
    /// <exception cref="SnapshotMismatchException">Any output is new, changed or no longer produced.</exception>
    public void Check()
    {
        var produced = new HashSet<string>(StringComparer.Ordinal);
        var problems = new List<string>();
        foreach ((string suffix, string extension, string text) in _targets)
        {
            string verifiedPath = PathOf(suffix, SnapshotName.Verified, extension);
            produced.Add(verifiedPath);
            CheckTarget(verifiedPath, PathOf(suffix, SnapshotName.Received, extension), text, problems);
        }

        foreach (string stale in SnapshotName.FilesOf(_directory, _prefix, SnapshotName.Verified)
            .Where(path => !produced.Contains(path)).ToList())
        {
            if (_mode.Accept)
            {
                File.Delete(stale);
            }
            else
            {
                problems.Add($"no longer produced: {Path.GetFileName(stale)}\n");
            }
        }

        if (problems.Count > 0)
        {
            throw new SnapshotMismatchException(Describe(problems));
        }

        foreach (string left in SnapshotName.FilesOf(_directory, _prefix, SnapshotName.Received).ToList())
        {
            File.Delete(left);
        }
    }

    private Snapshot AddTarget(string suffix, string extension, string text)
    {
        if (_targets.Any(target => target.Suffix == suffix && target.Extension == extension))
        {
            throw new ArgumentException($"the snapshot already has an output '{suffix}.{extension}'", nameof(suffix));
        }

        _targets.Add((suffix, extension, Scrubber.Scrub(SnapshotText.Normalize(text))));
        return this;
    }

    private void CheckTarget(string verifiedPath, string receivedPath, string text, List<string> problems)
    {
        string? verified = SnapshotText.Read(verifiedPath);
        if (verified == text)
        {
            File.Delete(receivedPath);
        }
        else if (_mode.Accept)
        {
            SnapshotText.Write(verifiedPath, text);
            File.Delete(receivedPath);
        }
        else
        {
            SnapshotText.Write(receivedPath, text);
            string kind = verified is null ? "new" : "changed";
            problems.Add($"{kind}: {Path.GetFileName(verifiedPath)}\n{SnapshotDiff.Render(verified ?? "", text)}");
        }
    }

    private string PathOf(string suffix, string mark, string extension) =>
        Path.Combine(_directory, _prefix + suffix + mark + extension);

    private string Describe(List<string> problems)
    {
        var message = new StringBuilder();
        message.Append(_prefix).Append(": the snapshot differs (- verified, + received)\n\n");
        foreach (string problem in problems)
        {
            message.Append(problem).Append('\n');
        }

        return message.Append(AcceptHint()).ToString();
    }

    private string AcceptHint()
    {
        string project = Repository.ProjectOf(_directory) ?? _directory;
        string relative = Path.GetRelativePath(Repository.Root, project).Replace('\\', '/');
        string command = $"{SnapshotMode.AcceptVariable}=1 dotnet test {relative}";
        return _mode.Ci
            ? $"nothing is accepted on CI; to accept on your machine: {command}"
            : $"to accept: {command}";
    }
}
