using System.Collections.Immutable;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Tests.Builders;

/// <summary>
/// Small exams to test with. Every item has a choice field <c>pick</c> of four options and a text field <c>why</c>. A policy is plain
/// unless a test says otherwise: 60 minutes, 10 s of grace, no lost time given back, silence over 30 s is a gap.
/// </summary>
internal static class Exams
{
    public static readonly ExamPolicy Policy = new(
        Grace: TimeSpan.FromSeconds(10), LostTimeCap: TimeSpan.Zero, GapAfter: TimeSpan.FromSeconds(30), AttemptsAllowed: null,
        WindowCloseWins: true, LateHandIn: TimeSpan.Zero, RequiresRehearsal: false);

    /// <summary>Sections without barriers, of so many items each.</summary>
    public static ExamVersion Free(params int[] items) => Of([.. items.Select((count, at) => Section(at, null, false, count))]);

    /// <summary>One section, forward only.</summary>
    public static ExamVersion Linear(int items) => Free(items) with { Navigation = Navigation.Linear };

    /// <summary>Sections of two items with so many minutes each; 0 for no time limit of its own.</summary>
    public static ExamVersion Timed(params int[] minutes) =>
        Of([.. minutes.Select((limit, at) => Section(at, limit > 0 ? TimeSpan.FromMinutes(limit) : null, false, 2))]);

    /// <summary>Sections of so many items each that cannot be come back to.</summary>
    public static ExamVersion OneWay(params int[] items) => Of([.. items.Select((count, at) => Section(at, null, true, count))]);

    /// <summary>One section that draws so many of a pool.</summary>
    public static ExamVersion Pool(int draw, int of) => Of([
        new Section("s1", "Section 1", "", null, false, true, [new SectionEntry.Pool("p1", draw, [.. Enumerable.Range(1, of).Select(n => Item($"p1-{n}"))])])]);

    public static ExamVersion Proctored(this ExamVersion exam) => exam with { Proctored = true };

    public static ExamVersion Lasting(this ExamVersion exam, int minutes) => exam with { TimeLimit = TimeSpan.FromMinutes(minutes) };

    public static ExamVersion With(this ExamVersion exam, Func<ExamPolicy, ExamPolicy> policy) => exam with { Policy = policy(exam.Policy) };

    /// <summary>Gives back lost time up to so many minutes.</summary>
    public static ExamVersion GivingBack(this ExamVersion exam, int minutes) => exam.With(policy => policy with { LostTimeCap = TimeSpan.FromMinutes(minutes) });

    public static Item Item(string id) => new(id, id, "Pick one.", "", [], [], [
        new ResponseField("pick", "", 1, new Interaction.SingleChoice(
            [new Option("o1", "One", 1, false), new Option("o2", "Two", 0, false), new Option("o3", "Three", 0, false), new Option("o4", "Four", 0, false)], true)),
        new ResponseField("why", "", 1, new Interaction.ShortText([new TextAnswer("because", false, 1)], false, true, 100))]);

    private static Section Section(int at, TimeSpan? limit, bool oneWay, int items) => new(
        $"s{at + 1}", $"Section {at + 1}", "", limit, oneWay, false, [.. Enumerable.Range(1, items).Select(n => new SectionEntry.Fixed(Item($"s{at + 1}-{n}"), false))]);

    private static ExamVersion Of(ImmutableArray<Section> sections) => new(
        "fin-101", 1, "Finance", "en", "finance", "fin", Rehearsal: false, Proctored: false, TimeSpan.FromMinutes(60), 60, Navigation.Free, "", "",
        Policy, new ReviewOptions(true, true, true, ReleaseRule.WhenGraded), sections, []);
}
