using ExamEngine.Storage.Journal;

namespace ExamEngine.Storage.ReadModel;

/// <summary>How learners register for a window themselves; the id is the window's. Moments are those of the window as it stands.</summary>
/// <param name="State"><see cref="Open"/> or <see cref="Ended"/>; whether registration is open at a moment is the clock's to say.</param>
/// <param name="OpenFrom">Null: at once.</param>
/// <param name="Free">Places that anybody may take now; none while somebody waits for one.</param>
/// <param name="Waiting">How many wait, those with an offer included.</param>
public sealed record RegistrationRow(
    string Id, string ExamId, string State, DateTimeOffset? OpenFrom, DateTimeOffset OpenUntil, DateTimeOffset ChangeUntil, int? EndsBeforeMinutes, int ChangeBeforeMinutes, int OfferMinutes,
    int Free, int Waiting) : ProjectionRow
{
    public const string Open = "open", Ended = "ended";
}

/// <summary>Who waits, or waited, for a place. <paramref name="Id"/> is <c>{window}/{learner}</c>.</summary>
/// <param name="State"><see cref="InLine"/>, <see cref="Offered"/>, or what became of it: <c>seated</c>, <c>left</c>, <c>lapsed</c>.</param>
/// <param name="OfferedUntil">Until when a place is, or was, kept.</param>
public sealed record WaitingRow(
    string Id, string WindowId, string LearnerId, string ExamId, int Number, string State, DateTimeOffset Since, DateTimeOffset? OfferedUntil) : ProjectionRow
{
    public const string InLine = "waiting", Offered = "offered", Seated = "seated", Left = "left", Lapsed = "lapsed";
}

/// <summary>A voucher; the id is its code.</summary>
public sealed record VoucherRow(string Id, string ExamId, int Uses, int Used, DateTimeOffset? ValidUntil, DateTimeOffset DefinedAt) : ProjectionRow;

/// <summary>A learner's request for an accommodation; <paramref name="Id"/> is <c>{learner}/{request}</c>. <paramref name="State"/>: <see cref="Pending"/>, <c>granted</c>, <c>declined</c> or <c>withdrawn</c>.</summary>
public sealed record AccommodationRequestRow(
    string Id, string LearnerId, string Wish, string State, DateTimeOffset AskedAt, DateTimeOffset? AnsweredAt) : ProjectionRow
{
    public const string Pending = "pending";
}
