namespace TorchSharp;

public static partial class torch
{
    [ThreadStatic]
    private static bool _gradDisabled;

    public static IDisposable no_grad() => new GradMode(false);

    public static IDisposable enable_grad(bool enabled = true) => new GradMode(enabled);

    public static IDisposable set_grad_enabled(bool mode = true) => new GradMode(mode);

    public static IDisposable inference_mode(bool mode = true) => new GradMode(!mode);

    public static bool is_grad_enabled() => !_gradDisabled;

    private sealed class GradMode : IDisposable
    {
        private readonly bool _previous = _gradDisabled;

        internal GradMode(bool enabled) => _gradDisabled = !enabled;

        public void Dispose() => _gradDisabled = _previous;
    }
}
