using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Graph;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Names of weights in other projects: <c>weights</c> and the <c>rename</c>s in it.</summary>
internal sealed partial class Elaborator
{
    private readonly List<DeclaredDialect> _dialects = [];
    private int _copyLevel;

    private void RunWeights(CallStatementSyntax syntax, Frame frame, SourceLocation at)
    {
        string? name = NameArgument(syntax, frame, at, "dialect", "`weights torchvision { … }`");
        SourceLocation place = syntax.Arguments.Count > 0 ? frame.File.LocationOf(syntax.Arguments[0]) : at;
        var rules = new RenameRules(frame.Values);
        Frame inner = frame.Inner(place: BodyPlace.Weights, rules: rules);
        RunLines(syntax.Bodies[0], inner);
        if (name is null)
        {
            return;
        }

        var dialect = new DeclaredDialect(name, _copyLevel, rules.Items, place);
        int index = _dialects.FindIndex(d => d.Name == name);
        if (index < 0)
        {
            _dialects.Add(dialect);
        }
        else if (_dialects[index].Level == _copyLevel)
        {
            _diagnostics.Add(NameErrors.DeclaredTwice(place, name, "`weights` of this arch", _dialects[index].Location));
        }
        else
        {
            // What a copy says of a project takes the place of what its original said.
            _dialects[index] = dialect;
        }
    }

    private void RunRename(CallStatementSyntax syntax, Frame frame, SourceLocation at)
    {
        if (syntax.ContainsErrors)
        {
            return;
        }

        if (syntax.Arguments.FirstOrDefault(a => a.Name is not null) is { } named)
        {
            _diagnostics.Add(NameErrors.UnknownArgument(frame.File.LocationOf(named.Name!), named.Name!.Text, "rename", []));
        }
        else if (syntax.Arguments.Count > 2)
        {
            _diagnostics.Add(NameErrors.TooManyArguments(frame.File.LocationOf(syntax.Arguments[2]), "rename", 2));
        }
        else if (syntax.Arguments.Count < 2)
        {
            _diagnostics.Add(NameErrors.MissingArgument(at, "rename", syntax.Arguments.Count == 0 ? "FROM" : "TO", "two texts, as in `rename \"stem.conv1\", \"conv1\"`"));
        }
        else if (new KeyPatternReader(_evaluator, _diagnostics).Read(syntax.Arguments[0].Value, frame, frame.Rules!.Outer) is { } from)
        {
            frame.Rules.Items.Add(new RenameRule(from, syntax.Arguments[1].Value, frame.Inner(frame.Values.Copy())));
        }
    }

    // Keys follow from the whole network; where that has errors, what is wrong with them follows too.
    private IReadOnlyList<WeightDialect> BindDialects()
    {
        if (_dialects.Count == 0 || _diagnostics.HasErrors || _tainted.Count > 0)
        {
            return [];
        }

        string[] keys = _builder.Nodes.SelectMany(n => n.Operation.Weights.Select(n.KeyOf)).ToArray();
        return _dialects.Select(d => DialectBinder.Bind(d, keys, _diagnostics)).OfType<WeightDialect>().ToArray();
    }
}
