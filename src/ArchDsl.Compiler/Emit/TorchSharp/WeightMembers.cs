using ArchDsl.Compiler.Emit.Code;

namespace ArchDsl.Compiler.Emit.TorchSharp;

/// <summary>Writes <c>load_weights</c> and <c>save_weights</c>, which go through ArchDsl.Runtime.</summary>
internal static class WeightMembers
{
    private const string Text =
        """
        /// <summary>Loads weights from a safetensors file, or from one that <c>save</c> wrote. Either all are loaded or none.</summary>
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

    public static void Write(CodeWriter writer)
    {
        writer.Line();
        writer.Lines(Text.Replace("\r\n", "\n").Split('\n'));
    }
}
