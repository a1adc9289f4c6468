using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Grains.Sessions;

/// <summary>Wire records to Core and back.</summary>
internal static class SessionMapping
{
    public static SessionEntry ToCore(this Entry entry) => entry switch
    {
        Entry.Answer a => new SessionEntry.Answer(a.CommandId, a.Seq, a.Item, a.Field, a.Value.ToCore()),
        Entry.Flag f => new SessionEntry.Flag(f.CommandId, f.Seq, f.Item, f.Flagged),
        Entry.Note n => new SessionEntry.Note(n.CommandId, n.Seq, n.Item, n.Text),
        Entry.Shown s => new SessionEntry.Shown(s.CommandId, s.Seq, s.Item),
        _ => throw new InvalidOperationException($"Unknown entry {entry.GetType().Name}."),
    };

    public static ResponseValue ToCore(this AnswerValue value) => value switch
    {
        { Choices: { IsDefault: false } choices } => new ResponseValue.Choices(choices),
        { Text: { Length: > 0 } text } => new ResponseValue.Text(text),
        _ => ResponseValue.None,
    };

    public static AnswerValue ToWire(this ResponseValue value) => value switch
    {
        ResponseValue.Blank => new(null, null),
        ResponseValue.Choices choices => new(choices.Options, null),
        ResponseValue.Text text => new(null, text.Value),
        _ => throw new InvalidOperationException($"Unknown response {value.GetType().Name}."),
    };

    public static SavedAnswer ToWire(this Answer answer) => new(answer.Item, answer.Field, answer.Value.ToWire(), answer.Seq, answer.SavedAt);

    public static ImmutableArray<SavedAnswer> ToWire(this AnswerSheet answers) => [.. answers.Select(ToWire)];

    public static AccommodationView ToWire(this Accommodation granted) =>
        new(granted.TimeMultiplierPercent, granted.BreakMinutes, granted.Tools, granted.ExemptRules, granted.NoCamera, granted.NoMicrophone, granted.NoScreen);

    public static Accommodation ToCore(this AccommodationView granted) =>
        new(granted.TimeMultiplierPercent, granted.BreakMinutes, granted.Tools, granted.ExemptRules, granted.NoCamera, granted.NoMicrophone, granted.NoScreen);

    /// <summary>What a session is told to do by a step of its check-in.</summary>
    public static SessionCommand ToCore(this CheckInStep step, DateTimeOffset now, Guid command, string by, string room) => step switch
    {
        CheckInStep.Begin => new SessionCommand.BeginCheckIn(now, command, room),
        CheckInStep.Complete => new SessionCommand.CompleteCheckIn(now, command),
        CheckInStep.Admit => new SessionCommand.Admit(now, command, by),
        CheckInStep.Deny => new SessionCommand.Deny(now, command, by),
        CheckInStep.AskAgain => new SessionCommand.AskAgain(now, command, by),
        _ => throw new InvalidOperationException($"Unknown step {step}."),
    };

    /// <summary>What a session is told to do by an act. Null for <see cref="InterventionKind.Reopen"/>: what has ended never changes.</summary>
    public static SessionCommand? ToCore(this Intervention act, DateTimeOffset now, string by)
    {
        var amount = TimeSpan.FromMilliseconds(Math.Floor((act.Amount ?? TimeSpan.Zero).TotalMilliseconds));
        return act.Kind switch
        {
            InterventionKind.Pause => new SessionCommand.Pause(now, act.CommandId, by, act.Reason),
            InterventionKind.Resume => new SessionCommand.Resume(now, act.CommandId, by, act.Of),
            InterventionKind.AddTime => new SessionCommand.AddTime(now, act.CommandId, by, amount, act.Reason),
            InterventionKind.TakeTime => new SessionCommand.TakeTime(now, act.CommandId, by, amount, act.Reason, act.Of),
            InterventionKind.Break => new SessionCommand.Break(now, act.CommandId, by, amount, act.Reason),
            InterventionKind.Lock => new SessionCommand.Lock(now, act.CommandId, by, act.Reason, act.Text),
            InterventionKind.Unlock => new SessionCommand.Unlock(now, act.CommandId, by, act.Of),
            InterventionKind.End => new SessionCommand.End(now, act.CommandId, by),
            InterventionKind.Terminate => new SessionCommand.Terminate(now, act.CommandId, by, act.Reason),
            InterventionKind.Reopen => null,
            _ => throw new InvalidOperationException($"Unknown act {act.Kind}."),
        };
    }

    public static SessionStatus Status(SessionState state) => new(StateName(state), (state as SessionState.Sealed)?.Ending.EndedAt);

    /// <summary>The name of <see cref="SessionState.Unknown"/>.</summary>
    public const string Unseated = "unknown";

    /// <summary>The name of a session whose learner was not let in: whoever ended it, no attempt is used up.</summary>
    public const string Denied = "denied";

    /// <summary>Everything that <see cref="StateName"/> answers.</summary>
    public static readonly ImmutableArray<string> StateNames =
        [Unseated, "seated", "checkingIn", "waiting", "admitted", "running", "paused", "submitted", "expired", "terminated", Denied, "withdrawn"];

    public static string StateName(SessionState state) => state switch
    {
        SessionState.Unknown => Unseated,
        SessionState.Before { Stage: Stage.Seated } => "seated",
        SessionState.Before { Stage: Stage.CheckingIn } => "checkingIn",
        SessionState.Before { Stage: Stage.Waiting } => "waiting",
        SessionState.Before => "admitted",
        SessionState.Sitting { Time.PausedSince: null } => "running",
        SessionState.Sitting => "paused",
        SessionState.Sealed { Ending: Ending.Submitted } => "submitted",
        SessionState.Sealed { Ending: Ending.Expired } => "expired",
        SessionState.Sealed { Ending: Ending.Terminated } => "terminated",
        SessionState.Sealed { Ending: Ending.Denied or Ending.NotAdmitted } => Denied,
        SessionState.Sealed { Ending: Ending.Withdrawn } => "withdrawn",
        _ => throw new InvalidOperationException($"Unknown state {state.GetType().Name}."),
    };

    public static string EndedByName(Ending ending) => ending switch
    {
        Ending.Submitted { By: EndedBy.Learner } => "learner",
        Ending.Submitted { By: EndedBy.Proctor } or Ending.Terminated or Ending.Denied => "proctor",
        Ending.Submitted or Ending.Expired or Ending.NotAdmitted => "deadline",
        Ending.Withdrawn => "engine",
        _ => throw new InvalidOperationException($"Unknown ending {ending.GetType().Name}."),
    };
}
