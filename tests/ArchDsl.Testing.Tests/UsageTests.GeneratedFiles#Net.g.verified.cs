//HintName: Net.g.cs
[GeneratedCode("ArchDsl", "{Version}")]
internal sealed class Net;