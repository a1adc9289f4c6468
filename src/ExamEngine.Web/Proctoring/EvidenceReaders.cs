using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Storage.Evidence;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// Who may look at the evidence of a session, and who did. The learner sees what was recorded of them, nobody else's; those who watch the session and those
/// who review it see all of it. Before anybody gets the first byte, the watch has written down that they looked: once for a picture or a film, and once in
/// ten minutes for the stills of a session, which a board shows every few seconds.
/// </summary>
/// <remarks>
/// Who watches, the watch says; who reviews, the review. A yes is remembered for half a minute, so a board costs no grain call a picture, and a proctor who
/// leaves a room sees no more after that. Both memories are bounded and begin anew when full.
/// </remarks>
internal sealed class EvidenceReaders(IGrainFactory grains, TimeProvider time)
{
    private const int Capacity = 100_000;
    private const Roles Staff = Roles.Proctor | Roles.Staff | Roles.Admin;
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(30), OneLook = TimeSpan.FromMinutes(10);

    private static readonly Problem NotYours = new(ProblemCodes.Forbidden, "You neither watch this session nor review it.");
    private static readonly Problem NotTheirs = new("session.unknown", "There is no such session.");
    private static readonly Problem NotOnOneself = new(ProblemCodes.Forbidden, "Nobody watches over their own session.");

    private readonly ConcurrentDictionary<(Guid Session, string Account), (Standing Standing, long At)> known = new();
    private readonly ConcurrentDictionary<(Guid Session, string Account, string What), WrittenLook> looks = new();

    private enum Standing { Own, Watching, Reviewing }

    /// <summary>Null once the look is written down; what forbids it else.</summary>
    private sealed class WrittenLook(long at, Lazy<Task<Problem?>> written)
    {
        public long At => at;

        public Lazy<Task<Problem?>> Written => written;
    }

    /// <summary>Null when the actor may see evidence of the session.</summary>
    public async ValueTask<Problem?> Refuse(Guid session, Actor actor) => (await Find(session, actor)).Problem;

    /// <summary>Null when the actor watches the session or reviews it, which the learner does not.</summary>
    public async ValueTask<Problem?> RefuseOwn(Guid session, Actor actor)
    {
        var (standing, problem) = await Find(session, actor);
        return problem ?? (standing == Standing.Own ? NotOnOneself : null);
    }

    /// <summary>Null when the session is the actor's own: nobody else's camera is theirs, whatever else they may do.</summary>
    public async ValueTask<Problem?> RefuseOthers(Guid session, Actor actor) => await IsTheirs(session, actor) ? null : NotTheirs;

    /// <summary>Null when the actor may see this, and a look that has to be written down is.</summary>
    [SuppressMessage("Usage", "VSTHRD003", Justification = "The shared record is written here, in no context.")]
    [SuppressMessage("Usage", "VSTHRD011", Justification = "Nobody waits for it without giving up the thread.")]
    public async ValueTask<Problem?> Look(Guid session, Actor actor, EvidenceKind kind, string what)
    {
        var (standing, problem) = await Find(session, actor);
        if (problem is not null)
            return problem;
        // What proctors attach is their own note, and others may be seen in it.
        if (standing == Standing.Own && kind == EvidenceKind.Attachment)
            return EvidenceApi.Unknown;

        // A page asks for many pictures at once: they wait for the one record.
        var key = (Session: session, Account: actor.Id, What: kind.IsStill() ? "stills" : what);
        var mine = new WrittenLook(time.GetTimestamp(), new(() => Write(session, actor, key.What)));
        var look = looks.AddOrUpdate(key, mine, (_, last) => time.GetElapsedTime(last.At) < OneLook ? last : mine);
        var written = false;
        try
        {
            problem = await look.Written.Value;
            written = problem is null;
            return problem;
        }
        finally
        {
            if (!written)
                looks.TryRemove(KeyValuePair.Create(key, look));
        }
    }

    private async Task<Problem?> Write(Guid session, Actor actor, string what)
    {
        // Asked anew: the watch writes nothing down for somebody who may not look any more.
        known.TryRemove((session, actor.Id), out _);
        var (standing, problem) = await Find(session, actor);
        if (problem is not null)
            return problem;

        if (looks.Count >= Capacity)
            looks.Clear();
        // The watch does not know who reviews; that was the review's to say.
        var viewer = standing == Standing.Reviewing ? actor with { Roles = actor.Roles | Roles.System } : actor;
        await grains.GetGrain<IWatchGrain>(session).EvidenceViewed(viewer, what);
        return null;
    }

    /// <summary>True when the session is the actor's own, as far as <see cref="Refuse"/> has found out.</summary>
    public bool IsOwn(Guid session, Actor actor) => known.TryGetValue((session, actor.Id), out var found) && found.Standing == Standing.Own;

    private async ValueTask<(Standing Standing, Problem? Problem)> Find(Guid session, Actor actor)
    {
        var key = (session, actor.Id);
        if (known.TryGetValue(key, out var found) && time.GetElapsedTime(found.At) < Remembered)
            return (found.Standing, null);

        Standing standing;
        var permit = await grains.GetGrain<IWatchGrain>(session).Permit(actor);
        if (permit.Value is not null)
            standing = await IsTheirs(session, actor) ? Standing.Own : Standing.Watching;
        else if (actor.Is(Roles.Proctor) && (await grains.GetGrain<IReviewGrain>(session).View(actor)).Value is not null)
            standing = Standing.Reviewing;
        else
            return (default, actor.Is(Roles.Proctor) ? NotYours : permit.Problems[0]);

        if (known.Count >= Capacity)
            known.Clear();
        known[key] = (standing, time.GetTimestamp());
        return (standing, null);
    }

    /// <summary>Most accounts are a learner's or an office's; the session is asked about those that are both.</summary>
    private async ValueTask<bool> IsTheirs(Guid session, Actor actor) =>
        actor.LearnerId is { } learner && (!actor.Is(Staff) || (await grains.GetGrain<ISessionGrain>(session).Watched())?.LearnerId == learner);
}
