using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>What the copies and spaces of a chain give for the parameters of the arch at its end; the first to give one decides.</summary>
internal sealed class CopyArguments
{
    private readonly Dictionary<string, (Value Value, SourceLocation At)> _given = new(StringComparer.Ordinal);

    private CopyArguments()
    {
    }

    public bool HasErrors { get; private set; }

    /// <param name="chain">The outermost first; the last has the parameters.</param>
    /// <param name="signature">Its parameters.</param>
    /// <param name="binder">Evaluates the arguments.</param>
    public static CopyArguments Of(IReadOnlyList<Declaration> chain, Signature signature, ArgumentBinder binder)
    {
        var arguments = new CopyArguments();
        for (int i = 0; i < chain.Count - 1; i++)
        {
            CallSyntax call = chain[i].Original!;
            var scope = new Frame { File = chain[i].File, Values = new Scoped(), Place = BodyPlace.Function };
            BoundArguments bound = binder.Bind(signature with { Owner = call.Name.Text }, call.Arguments, scope, chain[i].File.LocationOf(call), null, _ => true);
            arguments.HasErrors |= bound.HasErrors;
            foreach (Parameter parameter in signature.Parameters.Where(p => bound.IsGiven(p.Name) && !arguments._given.ContainsKey(p.Name)))
            {
                arguments._given.Add(parameter.Name, (bound[parameter.Name], bound.PlaceOf(parameter.Name)!));
            }
        }

        return arguments;
    }

    public (Value Value, SourceLocation At)? Find(string parameter) => _given.TryGetValue(parameter, out var argument) ? argument : null;
}
