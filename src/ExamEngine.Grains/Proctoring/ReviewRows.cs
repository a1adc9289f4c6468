using ExamEngine.Core.Proctoring;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What the read model shows of a review: itself, and what became of each flag and incident once a reviewer had concluded.</summary>
internal static class ReviewRows
{
    /// <summary>Judgements go into the read model with their reviewer's conclusion, never before: nobody sees another's while they judge.</summary>
    public static IReadOnlyList<ProjectionRow> Of(Guid id, ReviewState before, ReviewState after, DateTimeOffset now)
    {
        if (after.Of is not { } of)
            return [];
        var judged = after.AllOpinions.Where(opinion => opinion.IsConcluded).ToArray();
        var row = new ReviewRow(
            id.ToString(), of.Exam, of.Learner, of.Room, after is ReviewState.Settled { By: null } ? ReviewRow.ClearedByPolicy : ReviewMapping.Name(after), of.Attention, of.Serious,
            of.Subjects.Length, judged.Length, of.OpenedAt, DueOf(after), after is ReviewState.Appealed { Overdue: true }, after.InForce?.ToView().Kind,
            after is ReviewState.Settled ? now : null);
        return before.Of == of && before.AllOpinions.Count(opinion => opinion.IsConcluded) == judged.Length
            ? [row]
            : [row, .. of.Subjects.Select(subject => Row(id, of, subject, judged))];
    }

    private static DateTimeOffset? DueOf(ReviewState state) => state switch
    {
        ReviewState.Asked s => s.AnswerBy,
        ReviewState.Found s => s.AppealBy,
        ReviewState.Appealed s => s.DecideBy,
        _ => null,
    };

    private static ReviewSubjectRow Row(Guid id, ReviewCase of, Subject subject, Opinion[] judged) => new(
        $"{id}/{ReviewMapping.Name(subject)}", id.ToString(), of.Exam, ReviewMapping.NameOf(subject.Kind), RuleOf(of, subject), TitleOf(of, subject), judged.Length,
        judged.Count(opinion => opinion.Judgements[subject] == Judgement.Dismissed),
        judged.Length > 0 ? ReviewMapping.Name(judged[0].Judgements[subject]) : null, judged.Length > 1 ? ReviewMapping.Name(judged[1].Judgements[subject]) : null);

    private static string RuleOf(ReviewCase of, Subject subject) => subject.Kind == SubjectKind.Flag
        ? of.Flags.FirstOrDefault(flag => flag.Number == subject.Number)?.Rule ?? ""
        : of.Incidents.FirstOrDefault(incident => incident.Number == subject.Number)?.Kind ?? "";

    private static string TitleOf(ReviewCase of, Subject subject) =>
        subject.Kind == SubjectKind.Flag ? of.Flags.FirstOrDefault(flag => flag.Number == subject.Number)?.Title ?? "" : "";
}
