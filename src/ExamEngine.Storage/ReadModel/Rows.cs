using ExamEngine.Storage.Journal;

namespace ExamEngine.Storage.ReadModel;

/// <summary>A program of courses and exams. <paramref name="Body"/> is the definition's JSON.</summary>
public sealed record ProgramRow(string Id, string Title, string Body) : ProjectionRow;

/// <summary>An exam and its newest published version; <paramref name="Version"/> 0 while only a draft exists.</summary>
public sealed record ExamRow(string Id, string Title, string ProgramId, string CourseId, int Version, bool Rehearsal, DateTimeOffset PublishedAt) : ProjectionRow;

/// <summary>A learner as the staff sees them.</summary>
public sealed record LearnerRow(string Id, string LegalName, string Country) : ProjectionRow;

/// <summary>A window. <paramref name="State"/> is <c>planned</c> or <c>cancelled</c>; whether it is open is the clock's to say.</summary>
/// <param name="Seats">How many seats are taken.</param>
public sealed record WindowRow(
    string Id, string ExamId, string Title, string State, DateTimeOffset Opens, DateTimeOffset Closes, int Capacity, int Seats) : ProjectionRow;

/// <summary>
/// One learner's seat in a window. <paramref name="Id"/> is <c>{window}/{learner}</c>, <paramref name="State"/> <c>seated</c> or <c>released</c>.
/// How far its learner has come is told by the sessions and attempts of the window.
/// </summary>
public sealed record SeatRow(string Id, string WindowId, string LearnerId, string ExamId, int TimeMultiplierPercent, string State) : ProjectionRow;

/// <summary>
/// One learner and one exam that they are, or were, registered for: by the registration that counted when the row was written, in
/// <paramref name="WindowId"/> or without a window. <paramref name="Id"/> is <c>{exam}/{learner}</c>. The name and the country are the learner's: they
/// stand here again so that a roster of any length is read in order from one index, and are written anew when the learner's change.
/// </summary>
/// <param name="State"><see cref="Registered"/> or <see cref="Withdrawn"/>.</param>
public sealed record EnrolmentRow(
    string Id, string LearnerId, string ExamId, string LegalName, string Country, string State, string? WindowId,
    DateTimeOffset? Opens, DateTimeOffset? Closes, int TimeMultiplierPercent, int ExtraAttempts) : ProjectionRow
{
    public const string Registered = "registered", Withdrawn = "withdrawn";
}

/// <summary>One session from its seat to its seal. <paramref name="State"/> is the state's name in the words of the design (<c>seated</c>, <c>running</c>, …).</summary>
public sealed record SessionRow(
    string Id, string LearnerId, string ExamId, int ExamVersion, string State,
    DateTimeOffset SeatedAt, DateTimeOffset? StartedAt, DateTimeOffset? Deadline, DateTimeOffset? EndedAt, string? EndedBy, string? WindowId = null) : ProjectionRow;

/// <summary>The grade of one attempt. <paramref name="Score"/> and <paramref name="MaxScore"/> are points; null score while a person still has to mark.</summary>
public sealed record AttemptRow(
    string Id, string LearnerId, string ExamId, int ExamVersion, string State, decimal? Score, decimal MaxScore, bool? Passed,
    DateTimeOffset SealedAt, DateTimeOffset? ReleasedAt, int PendingResponses, string? WindowId = null) : ProjectionRow;

/// <summary>
/// An issued credential; what <c>/v/{id}</c> shows. <paramref name="Body"/> is the signed statement as issued; <paramref name="ProgramId"/> (empty when
/// there is none) and <paramref name="Country"/> are the exam's and the learner's at that time.
/// </summary>
/// <param name="EarnedAt">When what it says was earned: years before its issue, in a batch for those of before; the same for one that took its place.</param>
public sealed record CredentialRow(
    string Id, string LearnerId, string AttemptId, string ExamId, string Kind, string Title, string Name, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt, string Body,
    string ProgramId, string Country, DateTimeOffset EarnedAt) : ProjectionRow;

/// <summary>Whether a learner's name may be published with what they earn in a program; no row: no. <paramref name="Id"/> is <c>{program}/{learner}</c>.</summary>
/// <param name="State"><see cref="Agreed"/> or <see cref="Withdrawn"/>, <paramref name="Since"/> that moment.</param>
public sealed record NameConsentRow(string Id, string LearnerId, string ProgramId, string State, DateTimeOffset Since) : ProjectionRow
{
    public const string Agreed = "agreed", Withdrawn = "withdrawn";

    public static string IdOf(string program, string learner) => $"{program}/{learner}";
}

/// <summary>The review of one watched session; its id is the session's.</summary>
/// <param name="Room">The proctors' room; empty when there was none.</param>
/// <param name="State"><see cref="ClearedByPolicy"/>, or <c>looking</c>, <c>asked</c>, <c>readyToFind</c>, <c>found</c>, <c>appealed</c>, <c>settled</c>.</param>
/// <param name="Attention">0 to 1: what the flags drew.</param>
/// <param name="Subjects">How many flags and incidents there are to judge.</param>
/// <param name="Concluded">How many reviewers have.</param>
/// <param name="DueAt">Until when the learner may answer or appeal, or an appeal is to be decided; null while no clock runs.</param>
/// <param name="Finding">What is in force: <c>cleared</c>, <c>warning</c>, <c>scoreVoided</c>, <c>barredUntil</c>; null before.</param>
public sealed record ReviewRow(
    string Id, string ExamId, string LearnerId, string Room, string State, decimal Attention, bool Serious, int Subjects, int Concluded, DateTimeOffset OpenedAt,
    DateTimeOffset? DueAt, bool Overdue, string? Finding, DateTimeOffset? SettledAt) : ProjectionRow
{
    public const string ClearedByPolicy = "clearedByPolicy";
}

/// <summary>
/// A flag or an incident under review and what became of it. <paramref name="Id"/> is <c>{session}/flag/3</c>, <paramref name="Kind"/> <c>flag</c> or
/// <c>incident</c>. Judgements stand in it once their reviewer has concluded.
/// </summary>
/// <param name="Rule">The flag's rule, or the incident's category.</param>
/// <param name="Judged">How many reviewers judged it; <paramref name="Dismissed"/> of them dismissed it.</param>
/// <param name="First">The first reviewer's <c>dismissed</c> or <c>confirmed</c>, <paramref name="Second"/> the second's; null before.</param>
public sealed record ReviewSubjectRow(
    string Id, string SessionId, string ExamId, string Kind, string Rule, string Title, int Judged, int Dismissed, string? First, string? Second) : ProjectionRow;

/// <summary>The rooms of one window or exam; <paramref name="Id"/> is their scope, such as <c>w~WINDOW</c>.</summary>
/// <param name="Sessions">How many sit in them, those that are over for less than a day included.</param>
/// <param name="ChangedAt">When somebody was placed or assigned last.</param>
public sealed record RoomScopeRow(string Id, string Title, int Rooms, int Sessions, DateTimeOffset ChangedAt) : ProjectionRow;

/// <summary>Whose room it is. <paramref name="Id"/> is <c>{scope}/{room}/{account}</c>, <paramref name="State"/> <see cref="Assigned"/> or <see cref="Released"/>.</summary>
/// <param name="Room">Its number; <see cref="Lead"/> for the leads of all rooms.</param>
public sealed record RoomProctorRow(string Id, string ProctorId, string Scope, int Room, string State) : ProjectionRow
{
    public const int Lead = 0;
    public const string Assigned = "assigned", Released = "released";

    public static string IdOf(string scope, int room, string proctor) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{scope}/{room}/{proctor}");
}
