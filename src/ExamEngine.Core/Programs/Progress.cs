using System.Collections.Immutable;

namespace ExamEngine.Core.Programs;

/// <summary>How far a learner has come in one version of a program.</summary>
public sealed record ProgramProgress(ProgramVersion Version, NodeProgress Root);

/// <summary>Says what is done, missing, in review or impossible: pure, and the same for the same version, results and moment.</summary>
public static class Progress
{
    public static ProgramProgress Of(ProgramVersion version, ImmutableArray<ProgramResult> results, DateTimeOffset now) =>
        new(version, Node(version.Program, version.Program.Requirement, results, now, DateTimeOffset.MinValue, DateTimeOffset.MaxValue));

    /// <summary>A course on its own, whenever it was sat: what its credential goes by.</summary>
    public static NodeProgress OfCourse(ProgramDefinition program, string course, ImmutableArray<ProgramResult> results, DateTimeOffset now) =>
        Node(program, new Requirement.Course(course), results, now, DateTimeOffset.MinValue, DateTimeOffset.MaxValue);

    /// <summary>
    /// The version in which the learner is farthest: what is shown to them. Done before in review before the rest; then least to do; then the earliest.
    /// </summary>
    public static ProgramProgress Farthest(IEnumerable<ProgramVersion> versions, ImmutableArray<ProgramResult> results, DateTimeOffset now) =>
        versions.Select(version => Of(version, results, now)).OrderBy(progress => progress.Root.State).ThenBy(progress => progress.Root.Left()).ThenBy(progress => progress.Version.Number).First();

    private static NodeProgress Node(
        ProgramDefinition program, Requirement requirement, ImmutableArray<ProgramResult> results, DateTimeOffset now, DateTimeOffset from, DateTimeOffset until)
    {
        from = requirement.From > from ? requirement.From.Value : from;
        until = requirement.Until < until ? requirement.Until.Value : until;
        return requirement switch
        {
            Requirement.AllOf all => Group(all, all.Of.Length, Below(all.Of)),
            Requirement.AtLeast some => Group(some, some.Count, Below(some.Of)),
            Requirement.Exam exam => Single(exam, [.. results.Where(result => result.Exam == exam.Id)], new(now, from, until)),
            Requirement.Course course => program.Course(course.Id)?.Work switch
            {
                null => Single(course, [.. results.Where(result => result.Course == course.Id)], new(now, from, until)),
                CourseWork.OneExam one => Single(course, [.. results.Where(result => result.Exam == one.Exam)], new(now, from, until)),
                CourseWork.Parts parts => Several(course, parts, [.. results.Where(result => parts.Exams.Any(part => part.Exam == result.Exam))], new(now, from, until)),
                var unknown => throw new InvalidOperationException($"Unknown course work {unknown.GetType().Name}."),
            },
            _ => throw new InvalidOperationException($"Unknown requirement {requirement.GetType().Name}."),
        };

        ImmutableArray<NodeProgress> Below(ImmutableArray<Requirement> of) => [.. of.Select(below => Node(program, below, results, now, from, until))];
    }

    private static NodeProgress Group(Requirement requirement, int needed, ImmutableArray<NodeProgress> of)
    {
        var done = of.Where(below => below.State == NodeState.Done).OrderBy(below => below.EarnedAt).Take(needed).ToArray();
        var (inReview, possible) = (of.Count(below => below.State == NodeState.InReview), of.Count(below => below.State != NodeState.Impossible));
        return done.Length == needed
            ? new(requirement, NodeState.Done, done.Max(below => below.EarnedAt), null, of, [], null, [.. done.SelectMany(below => below.Sessions).Distinct()])
            : new(requirement, possible < needed ? NodeState.Impossible : done.Length + inReview >= needed ? NodeState.InReview : NodeState.Missing, null, null, of, [], null, []);
    }

    private static NodeProgress Single(Requirement leaf, ImmutableArray<ProgramResult> results, InTime time)
    {
        if (results.Where(result => result.Standing == ResultStanding.Passed && time.Counts(result)).MinBy(result => result.EndedAt) is { } passed)
            return new(leaf, NodeState.Done, passed.EndedAt, null, [], [], null, [passed.Session]);
        return NotDone(leaf, time, results, results.Any(result => result.Standing == ResultStanding.Undecided && time.Counts(result)), [], null, null);
    }

    private static NodeProgress Several(Requirement leaf, CourseWork.Parts parts, ImmutableArray<ProgramResult> all, InTime time)
    {
        ImmutableArray<ProgramResult> results = [.. all.Where(time.Counts)];
        if (PartsCombination.FirstThatPasses(parts, results, hopeful: false) is { } passed)
            return new(
                leaf, NodeState.Done, passed.EndedAt, null, [], Parts(parts, passed.Results), passed.Score.Percent, [.. passed.Results.Select(result => result.Session)]);
        var sat = Parts(parts, results);
        var undecided = PartsCombination.FirstThatPasses(parts, results, hopeful: true) is not null;
        return NotDone(leaf, time, all, undecided, sat, PartsCombination.BestScore(parts, results)?.Percent, Why());

        MissingReason? Why() =>
            PartsCombination.FirstThatPasses(parts with { InOrder = false }, results, hopeful: false) is not null ? new(MissingBecause.OutOfOrder)
            : PartsCombination.FirstThatPasses(parts with { InOrder = false, Within = null }, results, hopeful: false) is not null ? new(MissingBecause.OutsideSpan)
            : parts.Rule is PartsRule.WeightedSum && PartsCombination.BestScore(parts, results) is not null ? new(MissingBecause.BelowCut)
            : sat.Any(part => part.Standing is null) ? null
            : sat.Any(part => part.Standing == ResultStanding.Voided) ? new(MissingBecause.Voided)
            : sat.Any(part => part.Standing == ResultStanding.NotPassed) ? new(MissingBecause.NotPassed)
            : null;
    }

    /// <summary>What a leaf that is not done is, and why, most telling first.</summary>
    private static NodeProgress NotDone(
        Requirement leaf, InTime time, ImmutableArray<ProgramResult> results, bool undecided, ImmutableArray<PartProgress> parts, decimal? percent, MissingReason? why)
    {
        if (undecided)
            return Be(NodeState.InReview, new(MissingBecause.Undecided));
        if (time.IsOver)
            return Be(NodeState.Impossible, new(MissingBecause.TimeOver, time.Until));
        return Be(NodeState.Missing, why
            ?? (results.Any(result => result.Standing == ResultStanding.Passed && !time.Counts(result)) ? new(MissingBecause.OutsideItsTime)
            : results.Where(time.Counts).MaxBy(result => result.EndedAt) is { } last && last.Standing is ResultStanding.NotPassed or ResultStanding.Voided
                ? new(last.Standing == ResultStanding.Voided ? MissingBecause.Voided : MissingBecause.NotPassed)
            : time.HasNotCome ? new(MissingBecause.NotYet, time.From)
            : new MissingReason(MissingBecause.NotSat)));

        NodeProgress Be(NodeState state, MissingReason reason) => new(leaf, state, null, reason, [], parts, percent, []);
    }

    private static ImmutableArray<PartProgress> Parts(CourseWork.Parts parts, ImmutableArray<ProgramResult> results) => [.. parts.Exams.Select(part =>
        results.Where(result => result.Exam == part.Exam).OrderBy(result => result.Standing).ThenByDescending(result => result.EndedAt).FirstOrDefault() is { } result
            ? new PartProgress(part.Exam, part.Weight, result.Standing, result.EndedAt)
            : new PartProgress(part.Exam, part.Weight, null, null))];

    /// <summary>The time in which a result counts: what its requirement and all those above it leave.</summary>
    private readonly record struct InTime(DateTimeOffset Now, DateTimeOffset From, DateTimeOffset Until)
    {
        public bool IsOver => Until <= Now;

        public bool HasNotCome => From > Now;

        public bool Counts(ProgramResult result) => result.EndedAt >= From && result.EndedAt < Until;
    }
}
