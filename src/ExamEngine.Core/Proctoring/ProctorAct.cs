namespace ExamEngine.Core.Proctoring;

/// <summary>What a proctor can do.</summary>
public enum ProctorActKind
{
    Admit, Deny, AskIdentity, AskRoomScan, ConfirmIdentity,
    Message, Warn, Announce,
    Pause, Resume, AddTime, TakeTime, Break, Lock, Unlock,
    End, Terminate, Reopen,
    Report, Note, Flag, Unflag, Attach,
}

/// <summary>An act that was done on this session, and what became of it.</summary>
/// <param name="Text">What the learner read, or what a note, flag or report says.</param>
/// <param name="Flag">The flag that it set or took back.</param>
/// <param name="DeliveredAt">When the learner's page had it.</param>
/// <param name="ConfirmedAt">When the learner confirmed it.</param>
/// <param name="Undo">The command that took it back; null while it stands.</param>
public sealed record ProctorAct(
    Guid Id, ProctorActKind Kind, string By, DateTimeOffset At, string Reason, string Text, int? Minutes, int? Flag, DateTimeOffset? DeliveredAt, DateTimeOffset? ConfirmedAt,
    Guid? Undo)
{
    /// <summary>Who took it back; null while it stands.</summary>
    public string? UndoneBy { get; init; }

    /// <summary>Whether the learner is told. What proctors write down for the review comes to the learner with the review.</summary>
    public static bool IsTold(ProctorActKind kind) =>
        kind is not (ProctorActKind.Report or ProctorActKind.Note or ProctorActKind.Flag or ProctorActKind.Unflag or ProctorActKind.Attach);

    /// <summary>Whether it stays before the learner until they confirm it.</summary>
    public static bool IsToBeConfirmed(ProctorActKind kind) => kind is ProctorActKind.Warn or ProctorActKind.Announce;

    /// <summary>What undoes it on the session's clock; null when nothing does.</summary>
    public static ProctorActKind? Opposite(ProctorActKind kind) => kind switch
    {
        ProctorActKind.Pause => ProctorActKind.Resume,
        ProctorActKind.AddTime => ProctorActKind.TakeTime,
        ProctorActKind.TakeTime => ProctorActKind.AddTime,
        ProctorActKind.Lock => ProctorActKind.Unlock,
        _ => null,
    };

    public static bool CanBeUndone(ProctorActKind kind) =>
        Opposite(kind) is not null || kind is ProctorActKind.Flag or ProctorActKind.Message or ProctorActKind.Warn or ProctorActKind.Announce;
}

/// <summary>An act that was taken back before it was done.</summary>
/// <param name="By">Who took it back.</param>
public readonly record struct CancelledAct(Guid Act, string By);
