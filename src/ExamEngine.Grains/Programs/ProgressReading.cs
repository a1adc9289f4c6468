using System.Collections.Immutable;
using ExamEngine.Core.Learners;
using ExamEngine.Core.Programs;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Learners;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Programs;

/// <summary>A learner's record as one program sees it.</summary>
/// <param name="Began">When they were first registered for an exam of it, or began one; null for whoever has nothing to do with it.</param>
/// <param name="Results">Attempts that have ended, at exams of the program and at those it names.</param>
internal sealed record ReadProgress(LearnerState Learner, DateTimeOffset? Began, ImmutableArray<ProgramResult> Results);

/// <summary>
/// Reads what a learner has done for a program from the learner's own stream. So the news of a result need not say what it was: heard late, twice
/// or out of order, it is decided by what is there.
/// </summary>
internal sealed class ProgressReading(IJournal journal, ExamVersions exams, Catalog catalog)
{
    /// <param name="programs">The program's versions, and one more when it is tried out: an exam that any of them names may count.</param>
    public async ValueTask<ReadProgress> Of(string learner, string program, ImmutableArray<ProgramVersion> programs)
    {
        var own = (await catalog.Exams()).Where(exam => !exam.Rehearsal && exam.ProgramId == program).Select(exam => exam.Id).ToHashSet();
        var read = await LearnerJournal.Codec.Replay(
            journal, LearnerJournal.StreamOf(learner), new Record(LearnerState.Empty, null),
            (record, happened, _) => new(LearnerState.Evolve(record.State, happened), record.Began ?? (ExamOf(happened) is { } exam && IsOf(exam) ? happened.At : null)));
        var results = ImmutableArray.CreateBuilder<ProgramResult>();
        foreach (var attempt in read.State.Attempts)
        {
            if (ProgramResult.StandingOf(attempt) is not { } standing || attempt.EndedAt is not { } ended || !IsOf(attempt.Exam))
                continue;
            var version = await exams.Get(attempt.Exam, attempt.Version);
            results.Add(new(
                attempt.Session, attempt.Exam, version.ProgramId == program ? version.CourseId : "", attempt.BegunAt, ended, standing, attempt.Points ?? 0, attempt.MaxPoints ?? 0,
                attempt.Credential, version.Proctored, version.Review.Score));
        }
        return new(read.State, read.Began, results.DrainToImmutable());

        bool IsOf(string exam) => own.Contains(exam) || programs.Any(version => version.Program.Names(exam));
    }

    private static string? ExamOf(LearnerEvent happened) => happened switch
    {
        LearnerEvent.Registered e => e.Exam,
        LearnerEvent.RegisteredInWindow e => e.Exam,
        LearnerEvent.SessionBegun e => e.Exam,
        LearnerEvent.SessionBegunInWindow e => e.Begun.Exam,
        _ => null,
    };

    private sealed record Record(LearnerState State, DateTimeOffset? Began);
}
