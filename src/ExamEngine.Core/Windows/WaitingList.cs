using System.Collections.Immutable;

namespace ExamEngine.Core.Windows;

/// <summary>Somebody who waits. <paramref name="OfferedUntil"/>: until when a place is kept for them; null while none is.</summary>
/// <param name="Number">In the order of coming, from 1; never given twice.</param>
public sealed record WaitingPlace(string Learner, int Number, DateTimeOffset Since, DateTimeOffset? OfferedUntil);

/// <summary>Who waits for a place in a window, first come first. Bounded by <see cref="WaitingRules.MostWaiting"/>.</summary>
/// <param name="Offered">How many have an offer: those places are not free.</param>
public sealed record WaitingList(ImmutableArray<WaitingPlace> Places, int LastNumber, int Offered)
{
    public static readonly WaitingList Empty = new([], 0, 0);

    public WaitingPlace? Find(string learner)
    {
        foreach (var place in Places)
        {
            if (string.Equals(place.Learner, learner, StringComparison.Ordinal))
                return place;
        }
        return null;
    }

    /// <summary>From 1: how many have to be served until it is this learner's turn; 0 for one who has an offer or does not wait.</summary>
    public int PositionOf(string learner)
    {
        var position = 0;
        foreach (var place in Places.Where(place => place.OfferedUntil is null))
        {
            position++;
            if (string.Equals(place.Learner, learner, StringComparison.Ordinal))
                return position;
        }
        return 0;
    }

    /// <summary>Null when nobody has an offer.</summary>
    public DateTimeOffset? FirstEnd => Places.Min(place => place.OfferedUntil);

    internal WaitingList Join(string learner, DateTimeOffset at) => new(Places.Add(new(learner, LastNumber + 1, at, null)), LastNumber + 1, Offered);

    internal WaitingList Offer(ImmutableArray<string> learners, DateTimeOffset until)
    {
        var chosen = learners.ToHashSet(StringComparer.Ordinal);
        return Counted([.. Places.Select(place => chosen.Contains(place.Learner) ? place with { OfferedUntil = until } : place)]);
    }

    internal WaitingList Without(IEnumerable<string> learners)
    {
        if (Places.IsEmpty)
            return this;
        var gone = learners.ToHashSet(StringComparer.Ordinal);
        return Counted([.. Places.Where(place => !gone.Contains(place.Learner))]);
    }

    private WaitingList Counted(ImmutableArray<WaitingPlace> places) => new(places, LastNumber, places.Count(place => place.OfferedUntil is not null));
}
