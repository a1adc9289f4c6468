using ExamEngine.Storage.Journal;

namespace ExamEngine.Storage.ReadModel;

/// <summary>A program of courses and exams. <paramref name="Body"/> is the definition's JSON.</summary>
public sealed record ProgramRow(string Id, string Title, string Body) : ProjectionRow;

/// <summary>An exam and its newest published version; <paramref name="Version"/> 0 while only a draft exists.</summary>
public sealed record ExamRow(string Id, string Title, string ProgramId, string CourseId, int Version, bool Rehearsal, DateTimeOffset PublishedAt) : ProjectionRow;

/// <summary>A learner as the staff sees them.</summary>
public sealed record LearnerRow(string Id, string LegalName, string Country) : ProjectionRow;

/// <summary>One session from its seat to its seal. <paramref name="State"/> is the state's name in the words of the design (<c>seated</c>, <c>running</c>, …).</summary>
public sealed record SessionRow(
    string Id, string LearnerId, string ExamId, int ExamVersion, string State,
    DateTimeOffset SeatedAt, DateTimeOffset? StartedAt, DateTimeOffset? Deadline, DateTimeOffset? EndedAt, string? EndedBy) : ProjectionRow;

/// <summary>The grade of one attempt. <paramref name="Score"/> and <paramref name="MaxScore"/> are points; null score while a person still has to mark.</summary>
public sealed record AttemptRow(
    string Id, string LearnerId, string ExamId, int ExamVersion, string State, decimal? Score, decimal MaxScore, bool? Passed,
    DateTimeOffset SealedAt, DateTimeOffset? ReleasedAt, int PendingResponses) : ProjectionRow;

/// <summary>An issued credential; what <c>/v/{id}</c> shows. <paramref name="Body"/> is the signed statement as issued.</summary>
public sealed record CredentialRow(
    string Id, string LearnerId, string AttemptId, string ExamId, string Kind, string Title, string Name, DateTimeOffset IssuedAt, DateTimeOffset? RevokedAt, string Body) : ProjectionRow;
