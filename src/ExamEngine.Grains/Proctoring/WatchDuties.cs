using System.Buffers.Binary;
using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// What commits beside a watch's events. The session tells its watch of the end without waiting; should that be lost with a silo, the agenda has
/// the watch look for itself a day later.
/// </summary>
internal static class WatchDuties
{
    public const string Close = "close";

    private static readonly TimeSpan LooksAfter = TimeSpan.FromDays(1);

    /// <param name="over">True when the session had ended before: what people still write down, and what is flagged of late news, its review has to look at.</param>
    public static IReadOnlyList<AgendaChange> Of(Guid id, bool over, ImmutableArray<WatchEvent> events, DateTimeOffset now)
    {
        if (over)
            return events.Any(happened => happened is WatchEvent.IncidentReported or WatchEvent.FlagSetByHand or WatchEvent.FlagRaised { Excuse: null }) ? [ReviewDuties.Opening(id, now)] : [];
        foreach (var happened in events)
        {
            if (happened is WatchEvent.Began)
                return [new AgendaChange.Put($"watch/{id}", now + LooksAfter, $"watch/{id}", Close)];
            if (happened is WatchEvent.Over)
                return [new AgendaChange.Remove($"watch/{id}")];
        }
        return [];
    }

    /// <summary>The command by which the exam's policy admits to the session: the same for one check-in, so that it happens once.</summary>
    public static Guid AdmissionOf(Guid session, DateTimeOffset completed)
    {
        Span<byte> bytes = stackalloc byte[16];
        session.TryWriteBytes(bytes);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], BinaryPrimitives.ReadInt64LittleEndian(bytes[8..]) ^ completed.ToUnixTimeMilliseconds());
        return new(bytes);
    }
}
