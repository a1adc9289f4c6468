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
public sealed record CredentialRow(
    string Id, string LearnerId, string AttemptId, string ExamId, string Kind, string Title, string Name, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt, string Body,
    string ProgramId, string Country) : ProjectionRow;
