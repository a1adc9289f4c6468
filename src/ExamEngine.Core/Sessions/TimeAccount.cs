using System.Collections.Immutable;

namespace ExamEngine.Core.Sessions;

/// <summary>Where time went, or came from.</summary>
public enum TimeCause { Working, Lost, Paused, Break, Credited, Added, Taken }

/// <summary>A stretch of time by cause, or time that was given or taken at a moment.</summary>
/// <param name="To">Null while the stretch goes on; of a moment the moment.</param>
/// <param name="Amount">Of a stretch that goes on, so far.</param>
/// <param name="Why">A code: why it was stopped, given or taken; empty where the cause says it all.</param>
public sealed record TimeEntry(TimeCause Cause, DateTimeOffset From, DateTimeOffset? To, TimeSpan Amount, string Why);

/// <summary>
/// The time ledger written out from a session's events: every moment from the start to the end lies in exactly one stretch, whatever
/// happened, because each one begins where the one before it ended. It agrees with <see cref="TimeLedger"/>, which a property test holds:
/// working and lost are what ran, paused and break what stood still.
/// </summary>
public static class TimeAccount
{
    public static ImmutableArray<TimeEntry> Of(IEnumerable<SessionEvent> events, DateTimeOffset now)
    {
        var entries = ImmutableArray.CreateBuilder<TimeEntry>();
        var (cause, why, limit) = ((TimeCause?)null, "", TimeSpan.Zero);
        var since = default(DateTimeOffset);
        foreach (var happened in events)
        {
            switch (happened)
            {
                case SessionEvent.Seated e:
                    limit = e.Limit;
                    break;
                case SessionEvent.SeatedInWindow e:
                    limit = e.Seat.Limit;
                    break;
                case SessionEvent.Accommodated e:
                    if (cause is not null && e.Limit > limit)
                        Moment(TimeCause.Added, e.At, e.Limit - limit, "accommodation");
                    limit = e.Limit;
                    break;
                case SessionEvent.Started e:
                    (cause, since) = (TimeCause.Working, e.At);
                    break;
                case SessionEvent.ConnectionLost e:
                    Next(TimeCause.Lost, e.From);
                    Next(TimeCause.Working, e.To);
                    if (e.Credited > TimeSpan.Zero)
                        Moment(TimeCause.Credited, e.To, e.Credited, "connection");
                    break;
                case SessionEvent.Paused e:
                    Next(TimeCause.Paused, e.At, e.Reason);
                    break;
                case SessionEvent.Locked e:
                    Next(TimeCause.Paused, e.At, e.Reason);
                    break;
                case SessionEvent.BreakBegan e:
                    Next(TimeCause.Break, e.At, e.Reason);
                    break;
                case SessionEvent.Resumed or SessionEvent.Unlocked:
                    Next(TimeCause.Working, happened.At);
                    break;
                case SessionEvent.BreakEnded e:
                    Next(TimeCause.Working, e.EndedAt);
                    break;
                case SessionEvent.TimeAdded e:
                    Moment(TimeCause.Added, e.At, e.Amount, e.Reason);
                    break;
                case SessionEvent.TimeTaken e:
                    Moment(TimeCause.Taken, e.At, e.Amount, e.Reason);
                    break;
                case SessionEvent.Submitted e:
                    Next(null, e.EndedAt);
                    break;
                case SessionEvent.Expired e:
                    Next(null, e.EndedAt);
                    break;
                case SessionEvent.Terminated e:
                    Next(null, e.EndedAt);
                    break;
                default:
                    break;
            }
        }
        if (cause is { } open)
            entries.Add(new(open, since, null, now > since ? now - since : TimeSpan.Zero, why));
        return entries.ToImmutable();

        void Next(TimeCause? next, DateTimeOffset at, string because = "")
        {
            if (cause is { } over && at != since)
                entries.Add(new(over, since, at, at - since, why));
            if (cause is not null)
                (cause, since, why) = (next, at, because);
        }

        void Moment(TimeCause what, DateTimeOffset at, TimeSpan amount, string because) => entries.Add(new(what, at, at, amount, because));
    }
}
