using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Contracts.Grading;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Proctoring;
using ExamEngine.Grains.Sessions;
using ExamEngine.Storage.ReadModel;
using FieldResult = ExamEngine.Contracts.Grading.FieldResult;

namespace ExamEngine.Grains.Grading;

/// <summary>What learners and graders may see of an attempt.</summary>
internal static class AttemptViews
{
    /// <param name="full">True for those who grade; a learner sees what the exam's review options allow, after the release.</param>
    public static ResultView Result(Guid id, AttemptState state, AttemptPaper paper, bool full)
    {
        var version = paper.Paper.Version;
        var review = version.Review;
        var score = paper.Standing(state);
        var shown = full || (state.Released && !state.Voided);
        var showScore = shown && (full || review.Score);
        var showResponses = shown && (full || review.Responses);
        var showKeys = shown && (full || review.Keys);
        var fields = ImmutableArray.CreateBuilder<FieldResult>();
        var items = ImmutableArray.CreateBuilder<Contracts.Sessions.ItemView>();
        if (showResponses)
        {
            foreach (var item in score.Items)
            {
                var drawn = paper.Paper.Form.Items[item.Item];
                var variant = ItemVariant.Of(drawn.In(version), drawn.Seed);
                items.Add(SessionViews.Item(variant, item.Item + 1, drawn.Section, true, version.ExamId, version.Version));
                fields.AddRange(item.Fields.Select((field, index) => Field(state, paper, item.Item + 1, field, variant, variant.Fields[index], showKeys)));
            }
        }
        return new(
            id, version.ExamId, version.Title, StateName(state), paper.Session.Ending.EndedAt, SessionMapping.EndedByName(paper.Session.Ending),
            showScore ? score.Points : null, score.MaxPoints, version.CutScorePercent, showScore && score.Pending == 0 && !state.Voided ? score.Passed : null, score.Pending,
            fields.ToImmutable(), shown && !state.Voided ? state.Credential : null, items.ToImmutable(), !paper.IsReviewed ? null : state.UnderReview ? "open" : state.Finding?.ToView().Kind ?? "opening");
    }

    /// <summary>Essays, and whatever else the engine could not judge or a person has marked.</summary>
    public static MarkingView Marking(Guid id, AttemptState state, AttemptPaper paper)
    {
        var version = paper.Paper.Version;
        var responses = ImmutableArray.CreateBuilder<ResponseToMark>();
        foreach (var item in paper.Score(state).Items)
        {
            var drawn = paper.Paper.Form.Items[item.Item];
            if (!item.Fields.Any(IsForPerson) && !drawn.In(version).Fields.Any(field => field.Interaction is Interaction.Essay))
                continue;
            var variant = ItemVariant.Of(drawn.In(version), drawn.Seed);
            var stem = Markup.Html(variant.Stem, version.ExamId, version.Version);
            foreach (var (field, result) in variant.Fields.Zip(item.Fields))
            {
                if (!(field.Interaction is InteractionVariant.Essay || IsForPerson(result)) || paper.Response(state, item.Item + 1, field.Id) is not ResponseValue.Text response)
                    continue;
                var mark = state.Mark(item.Item + 1, field.Id);
                var rubric = Markup.Html(RubricOf(field.Interaction), version.ExamId, version.Version);
                responses.Add(new(
                    item.Item + 1, field.Id, stem, Markup.Html(field.Prompt, version.ExamId, version.Version), rubric, response.Value, field.Points,
                    mark?.Points, mark?.Comment ?? "", Markup.HasMath(stem) || Markup.HasMath(rubric)));
            }
        }
        return new(id, version.Title, StateName(state), responses.ToImmutable());

        static bool IsForPerson(Core.Grading.FieldResult result) => result.ByPerson || result.Score is FieldScore.NeedsPerson;
    }

    /// <summary>A score that is void counts nowhere.</summary>
    public static AttemptRow Row(Guid id, AttemptState state, AttemptEvent.Graded grade, string? window) => new(
        id.ToString(), grade.Learner, grade.Exam, grade.Version, StateName(state), grade.Pending > 0 || state.Voided ? null : grade.Points, grade.MaxPoints,
        state.Voided ? null : grade.Passed, grade.EndedAt, state.Voided ? null : state.ReleasedAt, grade.Pending, window);

    public static AttemptSummary Summary(AttemptState state, AttemptEvent.Graded grade, string program) => new(
        grade.EndedAt, state.Released && !state.Voided, state.Voided ? null : grade.Passed, grade.Points, grade.MaxPoints, state.Voided ? null : state.Credential,
        state.UnderReview, state.Finding?.ToView(), program);

    /// <summary>As Markdown: what the author wrote for whoever marks, or the texts that earn points, as code.</summary>
    private static string RubricOf(InteractionVariant interaction) => interaction switch
    {
        InteractionVariant.Essay essay => essay.Rubric,
        InteractionVariant.ShortText text => string.Join('\n', text.Key.Answers.Select(answer => string.Create(CultureInfo.InvariantCulture, $"    {answer.Credit * 100:0.##} %  {answer.Text}"))),
        _ => "",
    };

    private static string StateName(AttemptState state) => state switch
    {
        { Voided: true } => "voided",
        { Released: true } => "released",
        { UnderReview: true, Grade.Pending: 0 } => "underReview",
        { Grade.Pending: 0 } => "held",
        _ => "grading",
    };

    private static FieldResult Field(
        AttemptState state, AttemptPaper paper, int item, Core.Grading.FieldResult result, ItemVariant variant, FieldVariant field, bool keys)
    {
        var version = paper.Paper.Version;
        return new(
            item, result.FieldId, paper.Response(state, item, result.FieldId).ToWire(), result.Score is FieldScore.NeedsPerson && !state.Released ? null : result.Points, result.MaxPoints,
            result.Score switch
            {
                FieldScore.NeedsPerson when !state.Released => "pending",
                FieldScore.NeedsPerson or FieldScore.InputError => "unreadable",
                FieldScore.Scored { Verdict: Verdict.Correct } => "correct",
                FieldScore.Scored { Verdict: Verdict.Partial } => "partial",
                FieldScore.Scored { Verdict: Verdict.Blank } => "blank",
                FieldScore.Scored => "incorrect",
                _ => throw new InvalidOperationException($"Unknown score {result.Score.GetType().Name}."),
            },
            keys ? KeyWords.Of(field.Interaction) : null,
            keys && variant.Explanation.Length > 0 ? Markup.Html(variant.Explanation, version.ExamId, version.Version) : null,
            state.Mark(item, result.FieldId)?.Comment is { Length: > 0 } comment ? comment : null);
    }
}
