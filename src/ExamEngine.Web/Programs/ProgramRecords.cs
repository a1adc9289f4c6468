namespace ExamEngine.Web.Programs;

/// <summary>Programs by title.</summary>
internal sealed record ProgramList(ImmutableArray<ProgramEntry> Programs);

internal sealed record ProgramEntry(string Id, string Title);

/// <summary>Whether a learner's name may be published with what they earn in a program.</summary>
internal sealed record NameConsent(bool Agreed);

/// <param name="Version">The proposal's number; the newest version in force looks for awards that were not given.</param>
/// <param name="ForEverybody">A correction: versions before it count for nobody.</param>
internal sealed record ChangeRequest(Guid CommandId, int Version, bool ForEverybody);

/// <param name="Preview">The id of the preview that was looked at.</param>
internal sealed record ConfirmRequest(Guid CommandId, Guid Preview);

/// <param name="LegalName">Empty for one whom nobody has described.</param>
/// <param name="CourseId">Null for the program's award.</param>
internal sealed record ConcernedLearner(string LearnerId, string LegalName, string? CourseId);

/// <summary>Part of those whom a preview found. <paramref name="Next"/> asks for the next part; null at the end.</summary>
internal sealed record ConcernedList(ImmutableArray<ConcernedLearner> Learners, int? Next);
