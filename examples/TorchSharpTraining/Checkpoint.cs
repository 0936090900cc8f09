using System.Globalization;
using System.Text.Json;

namespace TorchSharpTraining;

/// <summary>
/// A training's state on disk: weights, momentum and position in a folder of their own, which gets its name only once all
/// of it is written. The newest such folder counts.
/// </summary>
internal sealed class Checkpoint
{
    private const string Prefix = "checkpoint-";
    private const string WeightsName = "weights.safetensors";
    private const string MomentumName = "momentum.bin";
    private const string PositionName = "position.json";

    private readonly string _folder;

    /// <param name="folder">Where checkpoints lie.</param>
    public Checkpoint(string folder) => _folder = folder;

    /// <summary>Saves the state and then removes older ones.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public void Save(FashionNet network, Trainer trainer, TrainingPlan plan, Position position)
    {
        string partial = Path.Combine(_folder, "checkpoint.partial");
        if (Directory.Exists(partial))
        {
            Directory.Delete(partial, recursive: true);
        }

        Directory.CreateDirectory(partial);
        network.save_weights(Path.Combine(partial, WeightsName));
        trainer.Optimizer.save_state_dict(Path.Combine(partial, MomentumName));
        File.WriteAllText(Path.Combine(partial, PositionName), JsonSerializer.Serialize(new Content(plan, position)));

        string[] older = Folders();
        string name = string.Create(CultureInfo.InvariantCulture, $"{Prefix}{position.Epoch:D4}-{position.Step:D6}");
        string final = Path.Combine(_folder, name);
        if (Directory.Exists(final))
        {
            Directory.Delete(final, recursive: true);
        }

        Directory.Move(partial, final);
        foreach (string old in older.Where(old => Path.GetFileName(old) != name))
        {
            Directory.Delete(old, recursive: true);
        }
    }

    /// <summary>Loads the newest state.</summary>
    /// <returns>Where the training stood.</returns>
    /// <exception cref="InvalidDataException">There is none, or it is of another plan.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public Position Load(FashionNet network, Trainer trainer, TrainingPlan plan)
    {
        string newest = Folders().LastOrDefault() ?? throw new InvalidDataException($"there is no checkpoint in '{_folder}' to resume from");
        Content content = Read(Path.Combine(newest, PositionName));
        if (content.Plan != plan)
        {
            throw new InvalidDataException($"'{newest}' is of another training: {content.Plan}; asked for is {plan}");
        }

        network.load_weights(Path.Combine(newest, WeightsName));
        trainer.Optimizer.load_state_dict(Path.Combine(newest, MomentumName));
        return content.Position;
    }

    private static Content Read(string path)
    {
        try
        {
            return JsonSerializer.Deserialize<Content>(File.ReadAllText(path)) ?? throw new InvalidDataException($"'{path}' is empty");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"'{path}' is damaged: {error.Message}", error);
        }
    }

    private string[] Folders() => Directory.Exists(_folder)
        ? [.. Directory.EnumerateDirectories(_folder, Prefix + "*").Order(StringComparer.Ordinal)]
        : [];

    private sealed record Content(TrainingPlan Plan, Position Position);
}
