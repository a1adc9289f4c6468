using System.Collections.Immutable;
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

    /// <summary>The name of <see cref="SessionState.Unknown"/>.</summary>
    public const string Unseated = "unknown";

    /// <summary>Everything that <see cref="StateName"/> answers.</summary>
    public static readonly ImmutableArray<string> StateNames =
        [Unseated, "seated", "checkingIn", "waiting", "admitted", "running", "paused", "submitted", "expired", "terminated"];

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
        SessionState.Sealed { Ending: Ending.Withdrawn } => "withdrawn",
        _ => throw new InvalidOperationException($"Unknown state {state.GetType().Name}."),
    };

    public static string EndedByName(Ending ending) => ending switch
    {
        Ending.Submitted { By: EndedBy.Learner } => "learner",
        Ending.Submitted { By: EndedBy.Proctor } or Ending.Terminated => "proctor",
        Ending.Submitted or Ending.Expired => "deadline",
        Ending.Withdrawn => "engine",
        _ => throw new InvalidOperationException($"Unknown ending {ending.GetType().Name}."),
    };
}
