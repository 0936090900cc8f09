using ArchDsl.Compiler.Diagnostics;
using ArchDsl.Compiler.Syntax;
using ArchDsl.Compiler.Text;

namespace ArchDsl.Compiler.Binding;

/// <summary>Matches arguments with parameters: by place first, then by name, then by default.</summary>
internal sealed class ArgumentBinder(Evaluator evaluator, DiagnosticBag diagnostics)
{
    /// <param name="signature">What can be given.</param>
    /// <param name="arguments">What is given.</param>
    /// <param name="frame">Where the arguments are written.</param>
    /// <param name="at">The call, for what is missing.</param>
    /// <param name="defaultsFrame">Where a declaration's defaults are evaluated; parameters to the left are in sight there.</param>
    /// <param name="inherited">What a replaced statement had, for what is left out here.</param>
    /// <param name="mayMiss">Parameters that are given otherwise, as trailing bodies are.</param>
    public BoundArguments Bind(
        Signature signature,
        IReadOnlyList<ArgumentSyntax> arguments,
        Frame frame,
        SourceLocation at,
        Frame? defaultsFrame = null,
        Func<Parameter, bool>? mayMiss = null,
        Func<Parameter, Value?>? inherited = null)
    {
        var bound = new BoundArguments(signature);
        var given = new ArgumentSyntax?[signature.Parameters.Count];
        int position = 0;
        bool sawName = false;
        foreach (ArgumentSyntax argument in arguments)
        {
            int index;
            if (argument.Name is { } name)
            {
                sawName = true;
                index = signature.IndexOf(name.Text);
                if (index < 0)
                {
                    diagnostics.Add(NameErrors.UnknownArgument(frame.File.LocationOf(name), name.Text, signature.Owner, signature.Parameters.Select(p => p.Name).ToArray()));
                    bound.HasErrors = true;
                    continue;
                }
            }
            else if (sawName)
            {
                diagnostics.Add(NameErrors.PositionalBehindNamed(frame.File.LocationOf(argument), signature.Owner));
                bound.HasErrors = true;
                continue;
            }
            else if (position >= signature.Parameters.Count)
            {
                diagnostics.Add(NameErrors.TooManyArguments(frame.File.LocationOf(argument), signature.Owner, signature.Parameters.Count));
                bound.HasErrors = true;
                continue;
            }
            else
            {
                index = position++;
            }

            if (given[index] is not null)
            {
                diagnostics.Add(NameErrors.GivenTwice(frame.File.LocationOf(argument), signature.Parameters[index].Name, signature.Owner));
                bound.HasErrors = true;
                continue;
            }

            given[index] = argument;
        }

        // A misspelt or misplaced argument is why another seems to be missing.
        bool isMisgiven = bound.HasErrors;
        for (int i = 0; i < given.Length; i++)
        {
            BindOne(signature.Parameters[i], given[i]);
        }

        return bound;

        void BindOne(Parameter parameter, ArgumentSyntax? argument)
        {
            var owner = new ParameterName(parameter.Name, signature.Owner);
            if (argument is not null)
            {
                SourceLocation place = frame.File.LocationOf(argument.Value);
                Value value = evaluator.Evaluate(argument.Value, frame, parameter.Type);

                // A bare auto equals an argument left out; none can be said where it is the default.
                if (value is not AutoValue { Base: null })
                {
                    bool isSwitchedOff = value is NoneValue && parameter.DefaultSyntax is CallSyntax { HasParentheses: false, Name.Text: "none" };
                    value = isSwitchedOff ? value : Coercion.To(TypeOf(parameter, defaultsFrame), value, owner, place, diagnostics);
                    bound.Set(parameter.Name, value, place);
                    defaultsFrame?.Values.Set(parameter.Name, bound[parameter.Name]);
                    return;
                }
            }

            if (argument is null && inherited?.Invoke(parameter) is { } old)
            {
                bound.Set(parameter.Name, Coercion.To(TypeOf(parameter, defaultsFrame), old, owner, at, diagnostics), at);
                defaultsFrame?.Values.Set(parameter.Name, bound[parameter.Name]);
                return;
            }

            Value? fallback = parameter.Default;
            if (parameter.DefaultSyntax is { } syntax && defaultsFrame is not null)
            {
                fallback = evaluator.Evaluate(syntax, defaultsFrame, parameter.Type);
                if (parameter.IsTyped && fallback is not (AutoValue or NoneValue))
                {
                    fallback = Coercion.To(parameter.Type, fallback, owner, defaultsFrame.File.LocationOf(syntax), diagnostics);
                }
            }

            if (fallback is not null)
            {
                bound.Set(parameter.Name, fallback, null);
                defaultsFrame?.Values.Set(parameter.Name, fallback);
            }
            else if (mayMiss?.Invoke(parameter) != true)
            {
                if (!isMisgiven)
                {
                    diagnostics.Add(NameErrors.MissingArgument(at, signature.Owner, parameter.Name, parameter.Type.ToString()));
                }

                bound.HasErrors = true;
                defaultsFrame?.Values.Set(parameter.Name, ErrorValue.Instance);
            }
        }
    }

    // Defaults give types: 5 int, 0.5 real.
    private ArchType TypeOf(Parameter parameter, Frame? defaultsFrame)
    {
        if (parameter.IsTyped || parameter.DefaultSyntax is null || defaultsFrame is null)
        {
            return parameter.Type;
        }

        if (parameter.TypeOfDefault is { } known)
        {
            return known;
        }

        ArchType type = ArchType.OfDefault(parameter.DefaultSyntax, evaluator.Evaluate(parameter.DefaultSyntax, defaultsFrame, null));
        parameter.TypeOfDefault = parameter.DefaultSyntax is LiteralSyntax { Token.Kind: not SyntaxKind.InKeyword } ? type : null;
        return type;
    }
}
