namespace TorchSharp;

/// <summary>Owns the tensors made while it is the thread's innermost scope, and disposes them with itself.</summary>
public sealed class DisposeScope : IDisposable
{
    private DisposeScopeManager? _manager;

    internal DisposeScope(DisposeScopeManager manager)
    {
        _manager = manager;
        OuterScope = manager.CurrentDisposeScope;
    }

    internal DisposeScope? OuterScope { get; set; }

    internal HashSet<IDisposable> Disposables { get; private set; } = new(ReferenceEqualityComparer.Instance);

    public int DisposablesCount => _manager is null
        ? throw new ObjectDisposedException(GetType().FullName)
        : Disposables.Count;

    public T MoveToOuter<T>(T disposable)
        where T : IDisposable
    {
        MoveToOther(OuterScope, disposable);
        return disposable;
    }

    public void MoveToOuter(params IDisposable[] disposables)
    {
        foreach (IDisposable disposable in disposables)
            MoveToOther(OuterScope, disposable);
    }

    public T MoveToOther<T>(DisposeScope? scope, T disposable)
        where T : IDisposable
    {
        ObjectDisposedException.ThrowIf(_manager is null, this);
        if (scope is null)
            return Detach(disposable);
        if (Disposables.Remove(disposable))
            scope.Adopt(disposable);
        return disposable;
    }

    public T Detach<T>(T disposable)
        where T : IDisposable
    {
        ObjectDisposedException.ThrowIf(_manager is null, this);
        if (Disposables.Remove(disposable) && disposable is torch.Tensor tensor)
        {
            _manager.StatisticsInstance.DetachedFromScopeCount++;
            tensor.OwningDisposeScope = null;
        }

        return disposable;
    }

    public void Attach(IDisposable disposable)
    {
        ObjectDisposedException.ThrowIf(_manager is null, this);
        if (disposable is torch.Tensor tensor && tensor.OwningDisposeScope != this)
        {
            tensor.OwningDisposeScope?.Disposables.Remove(tensor);
            Adopt(tensor);
            _manager.StatisticsInstance.AttachedToScopeCount++;
        }
    }

    public bool Contains(IDisposable disposable) => Disposables.Contains(disposable);

    public void DisposeEverything()
    {
        ObjectDisposedException.ThrowIf(_manager is null, this);
        HashSet<IDisposable> old = Disposables;
        Disposables = new(ReferenceEqualityComparer.Instance);
        foreach (IDisposable disposable in old)
            disposable.Dispose();
    }

    public void Dispose()
    {
        if (_manager is null)
            return;
        DisposeEverything();
        _manager.RemoveDisposeScope(this);
        _manager = null;
    }

    public void MarkAsDisposed(IDisposable disposable)
    {
        ObjectDisposedException.ThrowIf(_manager is null, this);
        Disposables.Remove(disposable);
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = null;
    }

    /// <summary>Puts the replacement where the original was, when the original had an owner.</summary>
    internal static void ReplaceWith(torch.Tensor original, torch.Tensor replacement)
    {
        DisposeScope? scope = original.OwningDisposeScope;
        if (scope is not null && scope.Disposables.Remove(original))
        {
            original.OwningDisposeScope = null;
            scope.Adopt(replacement);
        }
    }

    private void Adopt(IDisposable disposable)
    {
        Disposables.Add(disposable);
        if (disposable is torch.Tensor tensor)
            tensor.OwningDisposeScope = this;
    }
}
