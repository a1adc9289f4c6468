using ExamEngine.LoadTests.Learners.Watched;

namespace ExamEngine.LoadTests.Proctors;

/// <summary>
/// Puts what one learner's page noticed beside what the console of the room showed of that session. A signal has come when the board shows what lasts
/// after it, or after one that followed it: of a glance that was over before the next change of the board, the board shows only that there was more.
/// Pure, so that a test can leave a change out and see the signal missed.
/// </summary>
internal static class SignalTimes
{
    /// <param name="signals">In the order they were noticed; times in microseconds, as in <paramref name="sightings"/>.</param>
    public static SignalLags Of(IReadOnlyList<SentSignal> signals, IReadOnlyList<Sighting> sightings)
    {
        var lags = new List<(int Second, int Micros)>();
        var expected = Expected(signals);
        var (next, shown) = (0, default(Sighting));
        foreach (var sighting in sightings)
        {
            if (Carried(sighting) is { } last)
            {
                for (; next <= last; next++)
                    lags.Add(((int)Math.Floor(sighting.At / 1e6), (int)Math.Clamp(sighting.At - signals[next].Due, 0, int.MaxValue)));
            }

            shown = sighting;
        }

        return new(lags, [.. signals.Skip(next).Where(signal => signal.Noted)]);

        // The earliest that the board can be showing: nobody is credited with more than was seen.
        int? Carried(Sighting sighting)
        {
            // The same again with several events more: something began and ended meanwhile.
            var same = shown.Open is not null && shown.Open == sighting.Open;
            if (same && sighting.Version < shown.Version + 2)
                return null;
            for (var i = same ? next + 1 : next; i < signals.Count && signals[i].Due <= sighting.At; i++)
            {
                if (expected[i] == sighting.Open)
                    return i;
            }

            return null;
        }
    }

    /// <summary>What lasts after each signal, as a board says it.</summary>
    private static List<string> Expected(IReadOnlyList<SentSignal> signals)
    {
        var (open, after) = (new List<string>(), new List<string>(signals.Count));
        foreach (var signal in signals)
        {
            var (kind, began) = (signal.What[..signal.What.LastIndexOf('.')], signal.What.EndsWith(".began", StringComparison.Ordinal));
            if (!began)
                open.Remove(kind);
            else if (!open.Contains(kind))
                open.Add(kind);
            after.Add(string.Join(' ', open));
        }

        return after;
    }
}

/// <param name="Shown">Of each that came, the second in which it did and how long it took.</param>
/// <param name="Missing">Acknowledged, and never shown.</param>
internal sealed record SignalLags(IReadOnlyList<(int Second, int Micros)> Shown, IReadOnlyList<SentSignal> Missing);
