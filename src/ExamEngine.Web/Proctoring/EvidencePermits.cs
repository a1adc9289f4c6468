using System.Collections.Concurrent;
using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// What may be stored of a session, as its watch said and for as long as it said, which is never past the session's deadline. A page that sends a picture every few
/// seconds costs a grain call each time the answer has run out, and none for the rest; one that records, also for a chunk that was begun since. Only a yes is
/// remembered: a no may be lifted, by a consent or by what a proctor asks for, a moment later. Bounded: beyond <see cref="Capacity"/> the answers of sessions that sent
/// nothing lately go first, and with none of those left the watch is asked each time.
/// </summary>
internal sealed class EvidencePermits(IGrainFactory grains, TimeProvider time)
{
    public const int Capacity = 50_000;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5), SweepAtMost = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<Guid, HeldPermit> held = new();
    private long sweptAt;

    /// <summary>A refusal when the session is none of the actor's.</summary>
    /// <param name="enough">True of a remembered permit by which what is to be stored may be.</param>
    public async ValueTask<Reply<HeldPermit>> For(Guid session, Actor actor, Func<GivenPermit, bool> enough)
    {
        if (held.TryGetValue(session, out var known) && known.Account != actor.Id)
            known = null;
        if (known is not null && known.Given is var given && given.Permit.Remember > time.GetUtcNow() && enough(given))
            return known;

        var asked = time.GetUtcNow();
        var reply = await grains.GetGrain<IWatchGrain>(session).Permit(actor);
        if (reply.Value is not { } permit)
        {
            // Of somebody else it says nothing about whoever holds it.
            if (known is not null)
                held.TryRemove(KeyValuePair.Create(session, known));
            return reply.Problems;
        }

        if (known is not null)
        {
            known.Given = new(permit, asked);
            return known;
        }

        var fresh = new HeldPermit(actor.Id, new(permit, asked), time);
        if (HasRoom())
            held[session] = fresh;
        return fresh;
    }

    /// <summary>The session moved, or ended: what was said of it before counts no more.</summary>
    public void Expire(Guid session)
    {
        if (held.TryGetValue(session, out var known))
            known.Given = known.Given with { Permit = known.Permit with { Remember = DateTimeOffset.MinValue } };
    }

    private bool HasRoom()
    {
        if (held.Count < Capacity)
            return true;
        if (Volatile.Read(ref sweptAt) is var swept && (swept == 0 || time.GetElapsedTime(swept) > SweepAtMost)
            && Interlocked.CompareExchange(ref sweptAt, time.GetTimestamp(), swept) == swept)
        {
            var now = time.GetUtcNow();
            foreach (var (session, permit) in held)
            {
                if (now - permit.Permit.Remember > Idle)
                    held.TryRemove(KeyValuePair.Create(session, permit));
            }
        }

        return held.Count < Capacity;
    }
}

/// <param name="AskedAt">The session went on then, where the permit says that it goes on.</param>
internal sealed record GivenPermit(EvidencePermit Permit, DateTimeOffset AskedAt);

/// <summary>A permit and what was done with it.</summary>
internal sealed class HeldPermit(string account, GivenPermit given, TimeProvider time)
{
    /// <summary>About four times what a camera and a screen are recorded with; a page that comes back after half an hour without a line sends all it has at once.</summary>
    private const long BytesPerSecond = 512 * 1024, BytesAtOnce = 128 * 1024 * 1024;

    private static readonly TimeSpan StillsToldAtMost = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private GivenPermit current = given;
    private double left = BytesAtOnce;
    private long filledAt = time.GetTimestamp();
    private long toldAt;

    public string Account => account;

    public EvidencePermit Permit => Given.Permit;

    public GivenPermit Given
    {
        get => Volatile.Read(ref current);
        set => Volatile.Write(ref current, value);
    }

    /// <summary>Takes so many bytes out of what this page may send; false when it has sent more than any page has to.</summary>
    public bool TryTake(long bytes)
    {
        lock (gate)
        {
            left = Math.Min(BytesAtOnce, left + time.GetElapsedTime(filledAt).TotalSeconds * BytesPerSecond);
            filledAt = time.GetTimestamp();
            if (bytes > left)
                return false;
            left -= bytes;
            return true;
        }
    }

    /// <summary>True when it is time again to tell the room of a still.</summary>
    public bool TellStill()
    {
        var told = Volatile.Read(ref toldAt);
        return (told == 0 || time.GetElapsedTime(told) >= StillsToldAtMost) && Interlocked.CompareExchange(ref toldAt, time.GetTimestamp(), told) == told;
    }
}
