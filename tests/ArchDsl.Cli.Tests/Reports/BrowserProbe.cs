using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using ArchDsl.Testing;

namespace ArchDsl.Cli.Tests.Reports;

/// <summary>Puts a script into a page that reports what it finds once all is loaded, and reads the report from the document the browser ends with.</summary>
internal static partial class BrowserProbe
{
    /// <summary>What <paramref name="script"/>, the body of a function, returns within the page.</summary>
    public static JsonElement Ask(string folder, string html, int width, string script)
    {
        string file = Path.Combine(folder, "probe.html");
        string probe = $$"""
            <script>
            addEventListener('load', () => {
                const found = (() => { try { {{script}} } catch (e) { return { error: String(e) } } })();
                const report = document.createElement('pre');
                report.id = 'probe';
                report.textContent = JSON.stringify(found);
                document.body.append(report);
            });
            </script>
            </body>
            """;
        File.WriteAllText(file, html.Replace("</body>", probe, StringComparison.Ordinal));
        string json = Report().Match(Chromium.Load(file, width)).Groups[1].Value;
        return JsonDocument.Parse(WebUtility.HtmlDecode(json)).RootElement;
    }

    [GeneratedRegex("<pre id=\"probe\">(.*?)</pre>", RegexOptions.Singleline)]
    private static partial Regex Report();
}
