using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Spaces;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Turns a <c>space</c> into a <see cref="DesignSpace"/>.</summary>
internal sealed class SpaceBinder
{
    public const int MaxDimensions = 256;

    private readonly IReadOnlyList<Declaration> _chain;
    private readonly Declaration[] _spaces;
    private readonly Declaration _root;
    private readonly DiagnosticBag _diagnostics;
    private readonly Signature _signature;
    private readonly Dictionary<string, VariedParameter> _varied;
    private readonly List<Parameter> _free = [];

    private SpaceBinder(IReadOnlyList<Declaration> chain, DiagnosticBag diagnostics)
    {
        _chain = chain;
        _spaces = chain.TakeWhile(d => d.Syntax is SpaceSyntax).ToArray();
        _root = chain[chain.Count - 1];
        _diagnostics = diagnostics;
        _signature = Signatures.Of(_root, ((ArchSyntax)_root.Syntax).Parameters, diagnostics);
        var names = new HashSet<string>(VaryArguments().Select(v => v.Argument.Name!.Text), StringComparer.Ordinal);
        _varied = _signature.Parameters.Where(p => names.Contains(p.Name)).ToDictionary(p => p.Name, p => new VariedParameter(p), StringComparer.Ordinal);
    }

    private bool IsBroken => _chain.Any(d => d.IsBroken);

    /// <param name="chain">The space, what it is made of, and so on to the arch with the parameters.</param>
    /// <param name="diagnostics">Where findings go.</param>
    /// <param name="options">What the host decides.</param>
    /// <returns>Null where anything is wrong.</returns>
    public static DesignSpace? Bind(IReadOnlyList<Declaration> chain, DiagnosticBag diagnostics, CompilerOptions options)
    {
        var findings = new DiagnosticBag();
        DesignSpace? space = null;
        try
        {
            space = new SpaceBinder(chain, findings).Bind(options);
        }
        catch (InsufficientExecutionStackException)
        {
            findings.Add(LimitErrors.NestedTooDeep(chain[0].Location));
        }
        catch (TooLargeException e)
        {
            findings.Add(e.Diagnostic);
        }

        diagnostics.AddRange(findings.ToSorted());
        return findings.HasErrors ? null : space;
    }

    private DesignSpace? Bind(CompilerOptions options)
    {
        ReportGivenAndVaried();
        PointName parameters = Parameters();
        var domains = new DomainReader(_signature, _varied, _diagnostics);
        var requirements = new List<Requirement>();
        bool isMisread = false;
        var lets = new List<(PointName Sight, LetSyntax Syntax, SourceFile File)>();
        foreach (Declaration space in _spaces.Reverse())
        {
            var reader = new SpaceReader(space.File, domains, _diagnostics);
            reader.Read(((SpaceSyntax)space.Syntax).Body, parameters);
            isMisread |= reader.IsMisread || domains.IsMisread;
            requirements.AddRange(reader.Requirements);
            lets.AddRange(reader.Lets.Select(l => (l.Sight, l.Syntax, space.File)));
        }

        VariedParameter[] varied = _signature.Parameters.Where(p => _varied.ContainsKey(p.Name)).Select(p => _varied[p.Name]).ToArray();
        // A misspelt line is why a parameter seems to have no value.
        if (!IsBroken && !isMisread)
        {
            _free.AddRange(varied.Where(v => !domains.IsGiven(v.Parameter.Name)).Select(v => v.Parameter));
            _free.ForEach(ReportFree);
        }

        if (IsBroken || varied.Any(v => v.Domain is null) || !Place(varied))
        {
            return null;
        }

        TryFirstPoint(requirements, lets, new int[varied.Sum(v => v.Domain!.Elements ?? 1)]);
        Declaration declaration = _chain[0];
        return new DesignSpace(
            declaration.Name,
            _chain.Select(d => d.Documentation).FirstOrDefault(d => d is not null),
            declaration.Original!.Name.Text,
            declaration.Location,
            varied.Select(v => v.Domain!).ToArray(),
            requirements.Select(r => r.ToConstraint()).ToArray(),
            input => new PointMeter(_chain, varied, input is null ? options : options with { Input = input }));
    }

    // Gives every parameter its dimensions.
    private bool Place(VariedParameter[] varied)
    {
        int next = 0;
        foreach (VariedParameter parameter in varied)
        {
            parameter.First = next;
            next += parameter.Domain!.Elements ?? 1;
        }

        if (next > MaxDimensions)
        {
            _diagnostics.Add(LimitErrors.TooLong(_chain[0].Location, "a space", $"{next} dimensions", MaxDimensions));
        }

        return next <= MaxDimensions;
    }

    // A wrong type is wrong at every point, so the first will do to find it.
    private void TryFirstPoint(IReadOnlyList<Requirement> requirements, IReadOnlyList<(PointName Sight, LetSyntax Syntax, SourceFile File)> lets, int[] point)
    {
        foreach ((PointName sight, LetSyntax syntax, SourceFile file) in lets)
        {
            PointExpression.Of(syntax.Value, file, sight).Evaluate(point, null, _diagnostics);
        }

        foreach (IGrouping<CallStatementSyntax, Requirement> statement in requirements.GroupBy(r => r.Statement))
        {
            // Behind a part that does not hold, `and` looks no further.
            foreach (Requirement requirement in statement)
            {
                if (!requirement.Try(point, _diagnostics))
                {
                    break;
                }
            }
        }
    }

    // The default gives the type, whatever a copy gives for a value.
    private static ArchType TypeOf(Parameter parameter, Value? value, Value? ofDefault) =>
        parameter.IsTyped || value is null ? parameter.Type
        : ofDefault is null ? ArchType.Of(value)
        : ArchType.OfDefault(parameter.DefaultSyntax!, ofDefault);

    private PointName Parameters()
    {
        var evaluator = new Evaluator(_diagnostics, _ => false);
        CopyArguments given = CopyArguments.Of(_chain, _signature, new ArgumentBinder(evaluator, _diagnostics));
        PointName sight = CostName.All;
        foreach (Parameter parameter in _signature.Parameters)
        {
            PointExpression? fallback = parameter.DefaultSyntax is { } syntax ? PointExpression.Of(syntax, _root.File, sight) : null;
            VariedParameter? varied = _varied.TryGetValue(parameter.Name, out VariedParameter? found) ? found : null;
            Value? ofCopy = given.Find(parameter.Name)?.Value;
            Value? ofDefault = (ofCopy is null || varied is not null) && fallback is { IsFixed: true } ? fallback.Evaluate(null, null, _diagnostics, parameter.Type) : null;
            Value? value = ofCopy ?? ofDefault;
            if (varied is not null)
            {
                varied.Type = TypeOf(parameter, value, ofDefault);
                varied.Fallback = value;
                sight = new VariedName(parameter.Name, sight, varied);
            }
            else if (value is null && fallback is not null)
            {
                sight = new DerivedName(parameter.Name, sight, parameter.DefaultSyntax!, _root.File, parameter);
            }
            else
            {
                if (value is null && !given.HasErrors)
                {
                    _free.Add(parameter);
                }

                bool isCoerced = parameter.IsTyped && value is not (null or AutoValue or NoneValue);
                sight = new FixedName(parameter.Name, sight, isCoerced ? Coercion.To(parameter.Type, value!, new ParameterName(parameter.Name, _root.Name), _root.Location, _diagnostics) : value ?? ErrorValue.Instance);
            }
        }

        return sight;
    }

    private void ReportFree(Parameter parameter)
    {
        CallSyntax original = _chain[0].Original!;
        _diagnostics.Add(SpaceErrors.Free(_chain[0].File.LocationOf(original), original.Name.Text, parameter.Name, parameter.IsTyped ? parameter.Type.ToString() : null));
    }

    // A parameter has a value or a domain. The spaces that a space is made of count, the copies do not: they are its starting point.
    private void ReportGivenAndVaried()
    {
        foreach (Declaration space in _spaces)
        {
            CallSyntax call = space.Original!;
            for (int i = 0; i < call.Arguments.Count; i++)
            {
                string? name = call.Arguments[i].Name?.Text ?? (i < _signature.Parameters.Count ? _signature.Parameters[i].Name : null);
                (ArgumentSyntax vary, SourceFile file) = VaryArguments().FirstOrDefault(v => v.Argument.Name!.Text == name);
                if (vary is not null && name is not null)
                {
                    _diagnostics.Add(SpaceErrors.GivenAndVaried(space.File.LocationOf(call.Arguments[i]), name, file.LocationOf(vary.Name!)));
                }
            }
        }
    }

    private IEnumerable<(ArgumentSyntax Argument, SourceFile File)> VaryArguments() =>
        _spaces.SelectMany(space => VaryArguments(((SpaceSyntax)space.Syntax).Body).Select(argument => (argument, space.File)));

    private static IEnumerable<ArgumentSyntax> VaryArguments(SyntaxNode node)
    {
        System.Runtime.CompilerServices.RuntimeHelpers.EnsureSufficientExecutionStack();
        return node is CallStatementSyntax { Name.Text: "vary" } vary
            ? vary.Arguments.Where(a => a.Name is not null)
            : node.Children.Where(c => c is BodySyntax or StatementSyntax).SelectMany(c => VaryArguments((SyntaxNode)c)).ToArray();
    }
}
