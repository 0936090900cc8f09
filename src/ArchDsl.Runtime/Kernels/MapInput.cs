namespace ArchDsl.Runtime.Kernels;

/// <summary>
/// What a kernel that works lane by lane reads when it is not a tensor as it stands: each slot from any channel, normed and
/// activated on the way: activation(channel * scale + shift). Borders around the map come after that, and stay what they are.
/// </summary>
/// <param name="From">
/// For each slot how many floats behind the source view pixel 0 of its channel is, or -1 for a pad, which counts as zero;
/// null where each slot comes from the same slot.
/// </param>
/// <param name="Norm">One factor and one addend a slot, or null.</param>
/// <param name="Activation">Applied last.</param>
public readonly record struct MapInput(int[]? From = null, ScaleShift? Norm = null, Activation Activation = default);
