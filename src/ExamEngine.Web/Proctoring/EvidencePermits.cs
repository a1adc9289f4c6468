using System.Collections.Concurrent;
using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// What may be stored of a session, as its watch said and for as long as it said. A page that sends a picture every few seconds costs a grain call each
/// time the answer has run out, and none for the rest. Bounded: beyond <see cref="Capacity"/> the answers of sessions that sent nothing lately go first, and with
/// none of those left the watch is asked each time.
/// </summary>
internal sealed class EvidencePermits(IGrainFactory grains, TimeProvider time)
{
    public const int Capacity = 50_000;
    private static readonly TimeSpan Idle = TimeSpan.FromMinutes(5), SweepAtMost = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<(Guid Session, string Account), HeldPermit> held = new();
    private long sweptAt;

    /// <summary>A refusal when the session is none of the actor's.</summary>
    public async ValueTask<Reply<HeldPermit>> For(Guid session, Actor actor)
    {
        var key = (session, actor.Id);
        if (held.TryGetValue(key, out var known) && known.Permit.Remember > time.GetUtcNow())
            return known;

        var reply = await grains.GetGrain<IWatchGrain>(session).Permit(actor);
        if (reply.Value is not { } permit)
        {
            held.TryRemove(key, out _);
            return reply.Problems;
        }

        if (known is not null)
        {
            known.Permit = permit;
            return known;
        }

        var fresh = new HeldPermit(permit, time);
        return HasRoom() ? held.GetOrAdd(key, fresh) : fresh;
    }

    private bool HasRoom()
    {
        if (held.Count < Capacity)
            return true;
        if (Volatile.Read(ref sweptAt) is var swept && (swept == 0 || time.GetElapsedTime(swept) > SweepAtMost)
            && Interlocked.CompareExchange(ref sweptAt, time.GetTimestamp(), swept) == swept)
        {
            var now = time.GetUtcNow();
            foreach (var (key, permit) in held)
            {
                if (now - permit.Permit.Remember > Idle)
                    held.TryRemove(KeyValuePair.Create(key, permit));
            }
        }

        return held.Count < Capacity;
    }
}

/// <summary>A permit and what was done with it.</summary>
internal sealed class HeldPermit(EvidencePermit permit, TimeProvider time)
{
    /// <summary>About four times what a camera and a screen are recorded with; a page that comes back after half an hour without a line sends all it has at once.</summary>
    private const long BytesPerSecond = 512 * 1024, BytesAtOnce = 128 * 1024 * 1024;

    private static readonly TimeSpan StillsToldAtMost = TimeSpan.FromSeconds(2);

    private readonly Lock gate = new();
    private EvidencePermit current = permit;
    private double left = BytesAtOnce;
    private long filledAt = time.GetTimestamp();
    private long toldAt;

    public EvidencePermit Permit
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
