using ArchDsl.Compiler.Diagnostics;

namespace ArchDsl.Compiler.Binding;

/// <summary>What is wrong with edits once the network has run: places that nothing has, patterns that matched nothing.</summary>
internal sealed partial class Elaborator
{
    private void ReportUnmatched(IReadOnlyList<Declaration> chain)
    {
        if (IsOriginalBroken())
        {
            return;
        }

        var written = new Lazy<HashSet<string>>(() => WrittenNames.Of(chain));
        foreach (Edit edit in _edits)
        {
            Diagnostic[] places = [.. edit.Pattern.Within.Concat(edit.Pattern.Except).Select(p => WrongPlace(p, written)).OfType<Diagnostic>()];
            foreach (Diagnostic place in places)
            {
                _diagnostics.Add(place);
            }

            if (edit.Matches == 0 && places.Length == 0)
            {
                _diagnostics.Add(EditErrors.NoMatch(edit.Location, edit.Pattern.Name, [.. edit.NearMisses.OrderByDescending(m => m.Met).Select(m => m.Why)], _namesSeen));
            }
        }
    }

    // An error of the network that is edited may be all that keeps an edit from matching; one of an edit's own body is not.
    private bool IsOriginalBroken() =>
        _builder.Nodes.FirstOrDefault(IsTainted)?.Location is { } at
        && !_edits.Any(e => at.Path == e.Location.Path && at.Span.Start >= e.Body.Span.Start && at.Span.End <= e.Body.Span.End);

    // A name that is written but did not run is none of the user's slips: a `when` leaves it out for these arguments.
    private Diagnostic? WrongPlace(PlaceRange place, Lazy<HashSet<string>> written)
    {
        if (place.Last is null)
        {
            return _namesSeen.Contains(place.First) || written.Value.Contains(place.First)
                ? null
                : EditErrors.UnknownPlace(place.Location, place.Parameter, place.First, _namesSeen.Concat(written.Value));
        }

        (int first, int last) = (_stagesSeen.IndexOf(place.First), _stagesSeen.IndexOf(place.Last));
        if (first < 0 || last < 0)
        {
            return EditErrors.NoStage(place.Location, first < 0 ? place.First : place.Last, _stagesSeen);
        }

        return last < first ? EditErrors.ReversedRange(place.Location, place.First, place.Last) : null;
    }
}
