using ArchDsl.Generators.Project;

namespace ArchDsl.Generators.Tests;

/// <summary>Paths as text, whatever the machine.</summary>
public class PathTests
{
    [Theory]
    [InlineData("/projects/app/", "/projects/app/models/net.arch", "models/net.arch")]
    [InlineData("/projects/app", "/projects/app/net.arch", "net.arch")]
    [InlineData("/projects/app", "/projects/other/net.arch", "../other/net.arch")]
    [InlineData("/projects/app", "/projects/app2/net.arch", "../app2/net.arch")]
    [InlineData("C:\\Work\\App\\", "c:\\work\\app\\Models\\net.arch", "Models/net.arch")]
    [InlineData("C:\\Work\\App\\", "D:\\net.arch", "D:/net.arch")]
    [InlineData("", "/projects/net.arch", "/projects/net.arch")]
    [InlineData("/projects/app", "/projects/app", "../app")]
    public void A_file_seen_from_a_folder(string directory, string path, string expected) =>
        Assert.Equal(expected, Paths.Relative(directory, path));

    [Theory]
    [InlineData("models/net.arch", "blocks.arch", "models/blocks.arch")]
    [InlineData("models/net.arch", "../blocks.arch", "blocks.arch")]
    [InlineData("models\\net.arch", "..\\lib\\./blocks.arch", "lib/blocks.arch")]
    [InlineData("net.arch", "../../blocks.arch", "../../blocks.arch")]
    [InlineData("../shared/net.arch", "../blocks.arch", "../blocks.arch")]
    [InlineData("/a/net.arch", "b.arch", "/a/b.arch")]
    public void An_import_seen_from_its_file(string importer, string import, string expected) =>
        Assert.Equal(expected, Paths.FromFile(importer, import));

    [Theory]
    [InlineData("models/net.arch", "models/net")]
    [InlineData("../a b/n:t.ARCH", "_/a_b/n_t")]
    [InlineData("C:/x/net.v2.arch", "C_/x/net.v2")]
    public void A_hint_has_only_letters_that_hosts_take(string path, string expected) =>
        Assert.Equal(expected, Paths.ToHint(path));
}
