using System.Text.Json.Serialization;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Sessions;

/// <summary>How session events stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SessionEvent.Seated))]
[JsonSerializable(typeof(SessionEvent.SeatedInWindow))]
[JsonSerializable(typeof(SessionEvent.WindowExtended))]
[JsonSerializable(typeof(SessionEvent.Accommodated))]
[JsonSerializable(typeof(SessionEvent.Withdrawn))]
[JsonSerializable(typeof(SessionEvent.CheckInBegan))]
[JsonSerializable(typeof(SessionEvent.CheckInCompleted))]
[JsonSerializable(typeof(SessionEvent.PlacedInRoom))]
[JsonSerializable(typeof(SessionEvent.Admitted))]
[JsonSerializable(typeof(SessionEvent.Denied))]
[JsonSerializable(typeof(SessionEvent.NotAdmitted))]
[JsonSerializable(typeof(SessionEvent.AskedAgain))]
[JsonSerializable(typeof(SessionEvent.Started))]
[JsonSerializable(typeof(SessionEvent.AnswerSaved))]
[JsonSerializable(typeof(SessionEvent.ItemFlagged))]
[JsonSerializable(typeof(SessionEvent.NoteSaved))]
[JsonSerializable(typeof(SessionEvent.ItemShown))]
[JsonSerializable(typeof(SessionEvent.Heard))]
[JsonSerializable(typeof(SessionEvent.ConnectionLost))]
[JsonSerializable(typeof(SessionEvent.SectionEntered))]
[JsonSerializable(typeof(SessionEvent.LeaseTaken))]
[JsonSerializable(typeof(SessionEvent.Paused))]
[JsonSerializable(typeof(SessionEvent.Resumed))]
[JsonSerializable(typeof(SessionEvent.Unlocked))]
[JsonSerializable(typeof(SessionEvent.Locked))]
[JsonSerializable(typeof(SessionEvent.BreakEnded))]
[JsonSerializable(typeof(SessionEvent.BreakBegan))]
[JsonSerializable(typeof(SessionEvent.TimeAdded))]
[JsonSerializable(typeof(SessionEvent.TimeTaken))]
[JsonSerializable(typeof(SessionEvent.Submitted))]
[JsonSerializable(typeof(SessionEvent.Expired))]
[JsonSerializable(typeof(SessionEvent.Terminated))]
internal sealed partial class SessionJson : JsonSerializerContext;

internal static class SessionJournal
{
    public static readonly EventCodec<SessionEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new("session.seated.v1", SessionJson.Default.Seated),
        new("session.seated-in-window.v1", SessionJson.Default.SeatedInWindow),
        new("session.window-extended.v1", SessionJson.Default.WindowExtended),
        new("session.accommodated.v1", SessionJson.Default.Accommodated),
        new("session.withdrawn.v1", SessionJson.Default.Withdrawn),
        new("session.check-in-began.v1", SessionJson.Default.CheckInBegan),
        new("session.check-in-completed.v1", SessionJson.Default.CheckInCompleted),
        new("session.placed-in-room.v1", SessionJson.Default.PlacedInRoom),
        new("session.admitted.v1", SessionJson.Default.Admitted),
        new("session.denied.v1", SessionJson.Default.Denied),
        new("session.not-admitted.v1", SessionJson.Default.NotAdmitted),
        new("session.asked-again.v1", SessionJson.Default.AskedAgain),
        new("session.started.v1", SessionJson.Default.Started),
        new("session.answer-saved.v1", SessionJson.Default.AnswerSaved),
        new("session.item-flagged.v1", SessionJson.Default.ItemFlagged),
        new("session.note-saved.v1", SessionJson.Default.NoteSaved),
        new("session.item-shown.v1", SessionJson.Default.ItemShown),
        new("session.heard.v1", SessionJson.Default.Heard),
        new("session.connection-lost.v1", SessionJson.Default.ConnectionLost),
        new("session.section-entered.v1", SessionJson.Default.SectionEntered),
        new("session.lease-taken.v1", SessionJson.Default.LeaseTaken),
        new("session.paused.v1", SessionJson.Default.Paused),
        new("session.resumed.v1", SessionJson.Default.Resumed),
        new("session.unlocked.v1", SessionJson.Default.Unlocked),
        new("session.locked.v1", SessionJson.Default.Locked),
        new("session.break-ended.v1", SessionJson.Default.BreakEnded),
        new("session.break-began.v1", SessionJson.Default.BreakBegan),
        new("session.time-added.v1", SessionJson.Default.TimeAdded),
        new("session.time-taken.v1", SessionJson.Default.TimeTaken),
        new("session.submitted.v1", SessionJson.Default.Submitted),
        new("session.expired.v1", SessionJson.Default.Expired),
        new("session.terminated.v1", SessionJson.Default.Terminated));

    public static string StreamOf(Guid session) => $"session/{session}";

    /// <summary>Everything that happened, in order.</summary>
    public static ValueTask<List<SessionEvent>> History(IJournal journal, Guid session) =>
        Codec.Replay(journal, StreamOf(session), new List<SessionEvent>(), (all, happened, _) =>
        {
            all.Add(happened);
            return all;
        });

    /// <summary>The session as its stream says, for readers other than its grain.</summary>
    public static ValueTask<SessionState> Replay(IJournal journal, Guid session) =>
        Codec.Replay(journal, StreamOf(session), SessionState.Nobody, SessionEvolution.Evolve);
}
