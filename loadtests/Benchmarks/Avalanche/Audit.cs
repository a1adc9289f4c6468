using ExamEngine.Core.Grading;
using ExamEngine.Core.Learners;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Grading;
using ExamEngine.Grains.Learners;
using ExamEngine.Grains.Sessions;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Benchmarks.Avalanche;

/// <summary>Reads every attempt back from the journal: each answer is there, the end is exact, and the grade is the one expected, everywhere.</summary>
internal static class Audit
{
    /// <param name="deadline">When every session must have ended; null when its learner submitted.</param>
    /// <exception cref="InvalidOperationException">Something is not as it must be.</exception>
    public static Task Check(IJournal journal, IEnumerable<Examinee> examinees, int answers, DateTimeOffset? deadline) =>
        Parallel.ForEachAsync(examinees, new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (examinee, ct) =>
        {
            if (await SessionJournal.Replay(journal, examinee.Session) is not SessionState.Sealed session)
                throw Wrong(examinee, "is not sealed");
            if (session.Work.Answers.Count != answers)
                throw Wrong(examinee, $"has {session.Work.Answers.Count} answers");
            if (deadline is { } at ? session.Ending != new Ending.Expired(at) : session.Ending is not Ending.Submitted { By: EndedBy.Learner })
                throw Wrong(examinee, $"ended {session.Ending}");

            var attempt = await AttemptJournal.Codec.Replay(
                journal, AttemptJournal.StreamOf(examinee.Session), AttemptState.Empty, (state, happened, _) => AttemptState.Evolve(state, happened), ct);
            if (attempt.Grade is not { } grade || grade.Points != examinee.Points || grade.Passed != examinee.Passes || !attempt.Released)
                throw Wrong(examinee, $"has the grade {attempt.Grade}, and {examinee.Points} points were expected");

            var learner = await LearnerJournal.Replay(journal, examinee.Learner);
            if (learner.Attempts is not [LearnerAttempt known] || known.Points != grade.Points || known.Credential != attempt.Credential)
                throw Wrong(examinee, "is not known to its learner's record");

            var issued = attempt.Credential is { } credential ? await journal.Read($"credential/{credential}", 0, ct).CountAsync(ct) : 0;
            if (issued != (examinee.Passes ? 1 : 0))
                throw Wrong(examinee, $"has {issued} credentials");
        });

    private static InvalidOperationException Wrong(Examinee examinee, string what) => new($"Session {examinee.Session} {what}.");
}
