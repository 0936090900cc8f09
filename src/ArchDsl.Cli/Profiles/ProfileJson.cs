using ArchDsl.Runtime.Cpu;

namespace ArchDsl.Cli.Profiles;

/// <summary>A profile for other programs: milliseconds, 10⁹ operations a second, bytes; <c>share_of_peak</c> is 1 at the peak, null where nothing is multiplied.</summary>
internal static class ProfileJson
{
    public static string Render(string network, string weights, long arenaBytes, CpuProfile profile) => Json.Render(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("arch", network);
        writer.WriteString("weights", weights);
        writer.WriteNumber("threads", profile.Threads);
        writer.WriteNumber("peak_gflops", Math.Round(profile.PeakGflops, 1));
        writer.WriteNumber("ms", Math.Round(profile.Milliseconds, 4));
        writer.WriteNumber("gflops", Math.Round(profile.Gflops, 1));
        writer.WriteNumber("arena_bytes", arenaBytes);
        writer.WriteArray("steps", profile.Steps, step =>
        {
            writer.WriteStartObject();
            writer.WriteString("name", step.Name);
            writer.WriteString("algorithm", step.Algorithm);
            writer.WriteNumber("ms", Math.Round(step.Milliseconds, 4));
            writer.WriteNumber("macs", step.Macs);
            writer.WriteNumber("bytes", step.Bytes);
            if (step.Macs == 0 || step.Milliseconds == 0)
            {
                writer.WriteNull("gflops");
                writer.WriteNull("share_of_peak");
            }
            else
            {
                writer.WriteNumber("gflops", Math.Round(step.Gflops, 1));
                writer.WriteNumber("share_of_peak", Math.Round(step.Gflops / profile.PeakGflops, 3));
            }

            writer.WriteEndObject();
        });
        writer.WriteEndObject();
    });
}
