using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Proctoring;

/// <summary>What an order has to say, and which sessions an act goes for. The session has the last word; this tells a proctor before.</summary>
public static class ActRules
{
    public const int LongestText = 2_000;
    public const int MostMinutes = 240;

    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromMinutes(1);

    /// <summary>Nobody answered in time: whether it was done is not known, and asking again finds out.</summary>
    public const string NoAnswer = "service.busy";

    public static ActRefused Unanswered(Guid session) => new(session, NoAnswer, "There was no answer in time. Ordering the same again finds out.");

    public static bool IsToBeTriedAgain(string code) => code == NoAnswer;

    /// <summary>Everything that is wrong with an order, whomever it is for.</summary>
    /// <param name="sessions">How many are named; null for all of a room.</param>
    /// <param name="now">The server's time: what is told of has happened by then, but for clocks that differ a little.</param>
    public static ImmutableArray<Refusal> Check(RoomOrder order, int? sessions, ImmutableArray<string> reasons, DateTimeOffset now)
    {
        var (found, kind) = (new Findings(), order.Kind);
        found.Require(reasons.Contains(order.Reason), "act.reason-unknown", "A reason of the catalogue is needed.", "reason");
        found.Require(order.Text.Length <= LongestText, "input.too-long", $"At most {LongestText} characters.", "text");
        found.Require(!NeedsText(kind) || !string.IsNullOrWhiteSpace(order.Text), "act.text-missing", "This needs a text.", "text");
        found.Require(NeedsMinutes(kind) ? order.Minutes is >= 1 and <= MostMinutes : order.Minutes is null,
            "act.minutes", NeedsMinutes(kind) ? $"Between 1 and {MostMinutes} minutes." : "This takes no minutes.", "minutes");
        found.Require(kind is not ProctorActKind.Report || IsNamed<Irregularity>(order.Irregularity), "act.irregularity", "Say what kind of irregularity it is.", "irregularity");
        found.Require(kind is not (ProctorActKind.Report or ProctorActKind.Flag) || order.Severity is not null || IsNamed<Gravity>(order.Gravity), "act.gravity", "Say how grave it is.", "gravity");
        found.Require(order.Severity is null or >= 0 and <= 1, "act.severity", "A severity lies between 0 and 1.", "severity");
        found.Require(order.HappenedAt is not { } happened || happened <= now + ClocksDiffer, "act.happened-at", "This has not happened yet.", "happenedAt");
        found.Require(kind is not ProctorActKind.Unflag || order.Flag is >= 1, "act.flag", "Say which flag.", "flag");
        found.Require(kind is not ProctorActKind.Attach || order.Attachment is { Length: >= 1 and <= 200 }, "act.attachment", "Say which file.", "attachment");
        found.Require(!IsOfOne(kind) || sessions is 1, "act.one-session", "This is for one session at a time.", "sessions");
        found.Require(sessions is null or >= 1, "act.nobody", "Say for which sessions.", "sessions");
        return found.Refusals;
    }

    /// <summary>Why it does not go for a session at that state; null when it does, and when the state is none that is known here.</summary>
    public static Refusal? Check(ProctorActKind kind, string state, string stage)
    {
        var at = StandingOf(state);
        return (kind, at) switch
        {
            (_, Standing.Unknown) => null,
            (ProctorActKind.Report or ProctorActKind.Note or ProctorActKind.Flag or ProctorActKind.Unflag or ProctorActKind.Attach, _) => null,
            (ProctorActKind.Reopen, Standing.Over) => new("session.reopen-refused", "What has ended never changes. The learner can be granted another attempt."),
            (ProctorActKind.Reopen, _) => new("session.not-ended", "The session has not ended."),
            (_, Standing.Over) => new("session.ended", "The session has ended."),
            (ProctorActKind.Admit, _) => state is "waiting" || stage is "waiting" ? null : new("session.wrong-stage", "Nobody waits here to be admitted."),
            (ProctorActKind.Deny, _) => at is Standing.Before && state is not "admitted" ? null : new("session.wrong-stage", "Nobody waits here to be admitted."),
            (ProctorActKind.Message or ProctorActKind.Warn or ProctorActKind.Announce, _) => null,
            (ProctorActKind.AskIdentity or ProctorActKind.AskRoomScan or ProctorActKind.ConfirmIdentity or ProctorActKind.Terminate, _) => null,
            (_, Standing.Before) => new("session.not-started", "The session has not started."),
            // A pause goes for a session on a break, which would else go on by itself in a room that stands still; the session says whether it is on one.
            (ProctorActKind.Break, Standing.Halted) => new("session.paused", "The session is paused."),
            (ProctorActKind.Resume or ProctorActKind.Unlock, Standing.Running) => new("session.not-paused", "The session is not paused."),
            _ => null,
        };
    }

    /// <summary>
    /// Time is added to the learner's own, and the window's close cuts it all the same where the exam's policy says so. What was added counts once the window
    /// is extended, so it goes and says what comes of it.
    /// </summary>
    public static ActLimited? Limit(RoomOrder order, ActCandidate candidate)
    {
        if (order is not { Kind: ProctorActKind.AddTime, Minutes: { } minutes } || candidate.WindowLeaves is not { } leaves || leaves >= TimeSpan.FromMinutes(minutes)
            || Check(order.Kind, candidate.State, candidate.Stage) is not null)
            return null;
        var counts = (int)leaves.TotalMinutes;
        return counts < 1
            ? new(candidate.Session, "act.window-closes", "The window closes no later than their time is up: nothing comes of it unless the window is extended.")
            : new(candidate.Session, "act.window-cuts", $"The window closes before: {counts} of {minutes} minutes come of it unless the window is extended.");
    }

    /// <summary>What a learner waits for is answered by an act that is for them, not by one for everybody.</summary>
    public static bool Answers(RoomOrder order) =>
        ProctorAct.IsTold(order.Kind) && (!order.IsForAll || order.Kind is ProctorActKind.Admit or ProctorActKind.Deny);

    /// <summary>True for what stops a session or lets it go on.</summary>
    public static bool Holds(ProctorActKind kind) =>
        kind is ProctorActKind.Pause or ProctorActKind.Resume or ProctorActKind.Break or ProctorActKind.Lock or ProctorActKind.Unlock;

    private static bool NeedsText(ProctorActKind kind) =>
        kind is ProctorActKind.Message or ProctorActKind.Warn or ProctorActKind.Announce or ProctorActKind.Note or ProctorActKind.Report or ProctorActKind.Flag or ProctorActKind.Unflag;

    private static bool NeedsMinutes(ProctorActKind kind) => kind is ProctorActKind.AddTime or ProctorActKind.TakeTime or ProctorActKind.Break;

    private static bool IsOfOne(ProctorActKind kind) => kind is ProctorActKind.Unflag or ProctorActKind.Attach or ProctorActKind.ConfirmIdentity;

    private static bool IsNamed<T>(string? name)
        where T : struct, Enum => name is { Length: > 0 } && Enum.GetNames<T>().Any(known => $"{char.ToLowerInvariant(known[0])}{known[1..]}" == name);

    private static Standing StandingOf(string state) => state switch
    {
        "seated" or "checkingIn" or "waiting" or "admitted" => Standing.Before,
        "running" => Standing.Running,
        "paused" => Standing.Halted,
        "submitted" or "expired" or "terminated" or "denied" or "withdrawn" => Standing.Over,
        _ => Standing.Unknown,
    };

    private enum Standing { Unknown, Before, Running, Halted, Over }
}
