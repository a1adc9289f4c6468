using System.Collections.Concurrent;

namespace ExamEngine.Web.Sessions;

/// <summary>
/// The sessions that connections of this process listen to. A grain forgets an observer after two minutes, so presence renews it about once a
/// minute; with the last connection gone it simply ends.
/// </summary>
internal sealed class ObservedSessions(TimeProvider time)
{
    private static readonly TimeSpan RenewAfter = TimeSpan.FromSeconds(50);

    private readonly ConcurrentDictionary<Guid, Observed> sessions = new();

    /// <summary>One more connection listens.</summary>
    public void Join(Guid session) =>
        sessions.AddOrUpdate(session, static _ => new Observed(1, null), static (_, observed) => observed with { Connections = observed.Connections + 1 });

    /// <summary>One connection fewer listens.</summary>
    public void Leave(Guid session)
    {
        while (sessions.TryGetValue(session, out var observed))
        {
            var left = observed with { Connections = observed.Connections - 1 };
            var done = left.Connections > 0
                ? sessions.TryUpdate(session, left, observed)
                : sessions.TryRemove(KeyValuePair.Create(session, observed));
            if (done)
                return;
        }
    }

    /// <summary>True when the observer is to be renewed, and to no other caller for a while.</summary>
    public bool TakesRenewal(Guid session) =>
        sessions.TryGetValue(session, out var observed) && !(observed.RenewedAt is { } at && time.GetElapsedTime(at) < RenewAfter)
        // Of several connections, the one that changes the entry renews.
        && sessions.TryUpdate(session, observed with { RenewedAt = time.GetTimestamp() }, observed);

    /// <summary>Has each session observed again by its next presence, whenever the last time was.</summary>
    public void RenewAll()
    {
        foreach (var session in sessions.Keys)
        {
            while (sessions.TryGetValue(session, out var observed) && !sessions.TryUpdate(session, observed with { RenewedAt = null }, observed))
            {
                // Somebody joined, left or renewed meanwhile: look again.
            }
        }
    }

    /// <param name="RenewedAt">Timestamp of the last renewal; null before the first.</param>
    private sealed record Observed(int Connections, long? RenewedAt);
}
