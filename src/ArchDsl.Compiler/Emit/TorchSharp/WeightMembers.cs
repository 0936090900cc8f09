using ArchDsl.Compiler.Emit.Code;
using ArchDsl.Compiler.Graph;

namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>Writes <c>load_weights</c> and <c>save_weights</c>, which go through ArchDsl.Runtime.</summary>
internal static class WeightMembers
{
    private const string Text =
        """
        /// <summary>Loads weights from a safetensors file, a PyTorch checkpoint, or what <c>save</c> wrote. Either all are loaded or none.</summary>
        /// <param name="path">The file.</param>
        /// <exception cref="WeightsException">The file is malformed or is not of this network; the message lists every difference.</exception>
        /// <exception cref="System.IO.IOException">The file is missing or cannot be read.</exception>
        public void load_weights(string path)
        {
            Dictionary<string, Tensor> state = state_dict();
            using WeightsFile file = WeightsFile.Open(path);
            ModelWeights.Check(file, state.Select(entry => new WeightSpec(entry.Key, new TensorShape(entry.Value.shape))).ToArray());
            using DisposeScope scope = NewDisposeScope();
            using IDisposable guard = no_grad();
            foreach (KeyValuePair<string, Tensor> entry in state)
            {
                // A count of batches may be missing: inference has no use for it.
                if (file.TryGetInfo(entry.Key, out _))
                {
                    entry.Value.copy_(tensor(file.ReadFloats(entry.Key), entry.Value.shape));
                }
            }
        }

        /// <summary>Saves the weights as a safetensors file, floating-point numbers in single precision.</summary>
        /// <param name="path">The file; replaced in one step if it exists.</param>
        /// <exception cref="System.IO.IOException">The file cannot be written.</exception>
        public void save_weights(string path)
        {
            using DisposeScope scope = NewDisposeScope();
            var weights = new List<WeightData>();
            foreach (KeyValuePair<string, Tensor> entry in state_dict())
            {
                var shape = new TensorShape(entry.Value.shape);
                Tensor value = entry.Value.detach().cpu();
                weights.Add(value.dtype == ScalarType.Int64
                    ? WeightData.FromInt64s(entry.Key, shape, value.data<long>().ToArray())
                    : WeightData.FromFloats(entry.Key, shape, value.to(ScalarType.Float32).data<float>().ToArray()));
            }

            SafetensorsWriter.Write(path, weights);
        }
        """;

    // What changes where other projects' names are known.
    private static readonly (string Without, string With)[] Dialects =
    [
        ("public void load_weights(string path)", "public void load_weights(string path, string? dialect = null)"),
        ("ModelWeights.Check(file, state.Select(entry => new WeightSpec(entry.Key, new TensorShape(entry.Value.shape))).ToArray());",
            "WeightSpec[] expected = state.Select(entry => new WeightSpec(entry.Key, new TensorShape(entry.Value.shape))).ToArray();\n"
            + "    WeightDialect names = ModelWeights.Check(file, expected, Dialects(), dialect);"),
        ("if (file.TryGetInfo(entry.Key, out _))", "if (file.TryGetInfo(names[entry.Key], out _))"),
        ("file.ReadFloats(entry.Key)", "file.ReadFloats(names[entry.Key])"),
    ];

    public static void Write(CodeWriter writer, Network network)
    {
        string text = Text.Replace("\r\n", "\n");
        if (network.Dialects.Count > 0)
        {
            string names = string.Join(", ", network.Dialects.Select(d => $"<c>{CSharpNames.Escape(d.Name)}</c>"));
            const string Path = "/// <param name=\"path\">The file.</param>\n";
            text = Dialects.Aggregate(text, (t, change) => t.Replace(change.Without, change.With))
                .Replace(Path, $"{Path}/// <param name=\"dialect\">Whose names the tensors have: {names}, empty for the network's own; null finds out.</param>\n");
        }

        writer.Line();
        writer.Lines(text.Split('\n'));
        if (network.Dialects.Count > 0)
        {
            writer.Line();
            writer.Line("// What other projects call the modules whose names differ.");
            writer.Line("private static WeightDialect[] Dialects() =>");
            DialectTable.Write(writer, network);
        }
    }
}
