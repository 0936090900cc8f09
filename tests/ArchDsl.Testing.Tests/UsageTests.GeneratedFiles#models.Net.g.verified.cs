//HintName: models.Net.g.cs
internal sealed class Net2;