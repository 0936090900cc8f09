namespace ArchDsl.Compiler.Emit.PyTorch;

/// <summary>The parts of the Python module that are the same for every network.</summary>
internal static class PyTorchText
{
    public const string DropPath =
        """"
        def drop_path(input, probability, training):
            """Stochastic depth: while training, sets whole samples to 0 and scales the rest."""
            if not training:
                return input
            ones = torch.ones([input.shape[0]] + [1] * (input.dim() - 1), dtype=input.dtype, device=input.device)
            return input * F.dropout(ones, probability, True)
        """";

    public const string TrainingAttribute =
        """"
        def __setattr__(self, name, value):
            if name == "training":
                self.__dict__[name] = value
            else:
                super().__setattr__(name, value)
        """";

    public const string WeightMethods =
        """"
        def load_weights(self, path):
            """Loads weights from a safetensors file; raises ValueError where it is not of this network."""
            weights = read_safetensors(path)
            own = self.state_dict()
            problems = [f"missing {key}" for key in own if key not in weights and not key.endswith("num_batches_tracked")]
            problems += [f"unexpected {key}" for key in weights if key not in own and not key.endswith("num_batches_tracked")]
            problems += [
                f"{key} has shape {list(weights[key].shape)} instead of {list(own[key].shape)}"
                for key in own
                if key in weights and weights[key].shape != own[key].shape
            ]
            if problems:
                raise ValueError(f"{path} does not hold the weights of this network: " + "; ".join(problems))
            self.load_state_dict({key: value for key, value in weights.items() if key in own}, strict=False)

        def save_weights(self, path):
            """Saves the weights as a safetensors file."""
            write_safetensors(path, self.state_dict())
        """";

    public const string Safetensors =
        """"
        _DTYPES = {
            "F64": torch.float64,
            "F32": torch.float32,
            "F16": torch.float16,
            "BF16": torch.bfloat16,
            "I64": torch.int64,
            "I32": torch.int32,
            "I16": torch.int16,
            "I8": torch.int8,
            "U8": torch.uint8,
            "BOOL": torch.bool,
        }


        def read_safetensors(path):
            """Reads a safetensors file; raises ValueError where it is malformed."""
            with open(path, "rb") as file:
                content = bytearray(file.read())
            size = int.from_bytes(content[:8], "little")
            if len(content) < 8 or size > len(content) - 8:
                raise ValueError(f"{path} is truncated")
            tensors = {}
            for key, entry in json.loads(content[8 : 8 + size].decode("utf-8")).items():
                if key == "__metadata__":
                    continue
                dtype, shape, (begin, end) = _DTYPES.get(entry["dtype"]), entry["shape"], entry["data_offsets"]
                if dtype is None:
                    raise ValueError(f"{path}: {key} has the unknown type {entry['dtype']}")
                count = math.prod(shape)
                if not 0 <= begin <= end <= len(content) - 8 - size or end - begin != count * torch.empty(0, dtype=dtype).element_size():
                    raise ValueError(f"{path}: {key} does not lie within the file")
                data = content[8 + size + begin : 8 + size + end]
                tensors[key] = torch.frombuffer(data, dtype=dtype).reshape(shape) if count else torch.empty(shape, dtype=dtype)
            return tensors


        def write_safetensors(path, tensors):
            """Writes tensors as a safetensors file, in their order."""
            names = {dtype: name for name, dtype in _DTYPES.items()}
            header, chunks, offset = {}, [], 0
            for key, tensor in tensors.items():
                chunk = tensor.detach().cpu().contiguous().reshape(-1).view(torch.uint8).numpy().tobytes()
                header[key] = {"dtype": names[tensor.dtype], "shape": list(tensor.shape), "data_offsets": [offset, offset + len(chunk)]}
                chunks.append(chunk)
                offset += len(chunk)
            text = json.dumps(header, separators=(",", ":")).encode("utf-8")
            text += b" " * (-len(text) % 8)
            with open(path, "wb") as file:
                file.write(len(text).to_bytes(8, "little"))
                file.write(text)
                for chunk in chunks:
                    file.write(chunk)
        """";

    /// <summary>The lines of a doc string.</summary>
    public static IEnumerable<string> DocString(string text)
    {
        string escaped = text.Replace("\\", "\\\\").Replace("\"", "\\\"");
        return (escaped.IndexOf('\n') < 0 ? $"\"\"\"{escaped}\"\"\"" : $"\"\"\"{escaped}\n\"\"\"").Split('\n');
    }
}
