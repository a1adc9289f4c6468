using System.Collections.Immutable;
using ExamEngine.Contracts.Programs;
using ExamEngine.Core.Programs;

namespace ExamEngine.Grains.Programs;

/// <summary>What exams are called; one that is not published yet goes by its id.</summary>
internal sealed class ExamTitles
{
    private readonly Dictionary<string, string> _titles;

    private ExamTitles(Dictionary<string, string> titles) => _titles = titles;

    public static async Task<ExamTitles> Of(Catalog catalog) => new((await catalog.Exams()).ToDictionary(exam => exam.Id, exam => exam.Title));

    public string this[string exam] => _titles.GetValueOrDefault(exam, exam);
}

/// <summary>Requirements as people see them, with a learner's progress or without.</summary>
internal static class ProgramViews
{
    public static ProgramVersionView Of(ProgramVersion version, string source, ExamTitles titles) => new(
        version.Number, version.InForceFrom, version.ForEverybody, ProgramState.Hash(source), Plain(version.Program, version.Program.Requirement, titles));

    public static ProgramVersionView Of(int number, ProgramEvent.Proposed proposal, ExamTitles titles) =>
        new(number, null, false, ProgramState.Hash(proposal.Source), Plain(proposal.Program, proposal.Program.Requirement, titles));

    /// <param name="hidden">Exams that keep points and verdict from their learner.</param>
    public static RequirementView Of(ProgramDefinition program, NodeProgress node, ExamTitles titles, ImmutableHashSet<string> hidden)
    {
        var keeps = Exams(program, node.Requirement).Any(hidden.Contains);
        return Plain(program, node.Requirement, titles) with
        {
            Of = [.. node.Of.Select(below => Of(program, below, titles, hidden))],
            Parts = program.Course(IdOf(node.Requirement))?.Work is CourseWork.Parts parts && node.Requirement is Requirement.Course
                ? PartsOf(parts, [.. node.Parts.Select(part => part with { Standing = Shown(part.Standing, hidden.Contains(part.Exam)) })], titles)
                : null,
            State = NameOf(node.State),
            Reason = node.Why is null || (keeps && node.Why.Because is MissingBecause.NotPassed or MissingBecause.BelowCut) ? null : Camel(node.Why.Because.ToString()),
            ReasonAt = node.Why?.At,
            EarnedAt = node.EarnedAt,
            Percent = keeps ? null : node.Percent,
        };
    }

    public static string NameOf(NodeState state) => Camel(state.ToString());

    public static string? NameOf(AwardLoss? loss) => loss is { } cause ? Camel(cause.ToString()) : null;

    private static RequirementView Plain(ProgramDefinition program, Requirement requirement, ExamTitles titles)
    {
        var (kind, title, count) = requirement switch
        {
            Requirement.AllOf all => ("allOf", "", all.Of.Length),
            Requirement.AtLeast some => ("atLeast", "", some.Count),
            Requirement.Course course => ("course", program.Course(course.Id)?.Title ?? course.Id, 1),
            Requirement.Exam exam => ("exam", titles[exam.Id], 1),
            _ => throw new InvalidOperationException($"Unknown requirement {requirement.GetType().Name}."),
        };
        return new(
            kind, IdOf(requirement), requirement.Title ?? title, count, requirement.From, requirement.Until, [.. requirement.Below().Select(below => Plain(program, below, titles))],
            requirement is Requirement.Course { Id: var id } && program.Course(id)?.Work is CourseWork.Parts parts
                ? PartsOf(parts, [.. parts.Exams.Select(part => new PartProgress(part.Exam, part.Weight, null, null))], titles)
                : null,
            null, null, null, null, null);
    }

    private static PartsView PartsOf(CourseWork.Parts parts, ImmutableArray<PartProgress> progress, ExamTitles titles) => new(
        parts.InOrder, (long?)parts.Within?.TotalMilliseconds, parts.Rule is PartsRule.WeightedSum sum ? sum.CutScorePercent : null,
        [.. progress.Select(part => new PartView(part.Exam, titles[part.Exam], part.Weight, part.Standing is { } standing ? Camel(standing.ToString()) : null, part.EndedAt))]);

    /// <summary>A verdict that its exam keeps is not told; that people look, or took it away, is.</summary>
    private static ResultStanding? Shown(ResultStanding? standing, bool hidden) => hidden && standing is ResultStanding.Passed or ResultStanding.NotPassed ? null : standing;

    private static IEnumerable<string> Exams(ProgramDefinition program, Requirement requirement) => requirement switch
    {
        Requirement.Exam exam => [exam.Id],
        Requirement.Course course => program.Course(course.Id)?.Work switch
        {
            CourseWork.OneExam one => [one.Exam],
            CourseWork.Parts parts => parts.Exams.Select(part => part.Exam),
            _ => [$"course/{course.Id}"],
        },
        _ => [],
    };

    private static string IdOf(Requirement requirement) => requirement switch
    {
        Requirement.Course course => course.Id,
        Requirement.Exam exam => exam.Id,
        _ => "",
    };

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
