using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// One immutable published version of an exam. Everything a form, a session and a grade need is in it;
/// it is made by publishing, which refuses whatever could not be sat or scored.
/// </summary>
/// <param name="ProgramId">Empty for a rehearsal that belongs to none.</param>
/// <param name="CourseId">Empty when the exam belongs to no course.</param>
/// <param name="TimeLimit">Working time before accommodations; more than zero.</param>
/// <param name="CutScorePercent">Percent of the form's points that passes, 0–100.</param>
/// <param name="Instructions">Markdown, shown before the start.</param>
/// <param name="HonourCode">Markdown, to be accepted before the start; empty when there is none.</param>
/// <param name="Eligibility">What it asks of a learner besides a registration; null for nothing more.</param>
/// <param name="Proctoring">Null when it is not proctored; an exam that is proctored and says no more has <see cref="ProctoringPolicy.UsualOf"/>.</param>
public sealed record ExamVersion(
    string ExamId,
    int Version,
    string Title,
    string Language,
    string ProgramId,
    string CourseId,
    bool Rehearsal,
    bool Proctored,
    TimeSpan TimeLimit,
    decimal CutScorePercent,
    Navigation Navigation,
    string Instructions,
    string HonourCode,
    ExamPolicy Policy,
    ReviewOptions Review,
    ImmutableArray<Section> Sections,
    ImmutableArray<Asset> Assets,
    ProctoringPolicy? Proctoring = null,
    EligibilityPolicy? Eligibility = null)
{
    // Versions that were published before there were policies name none.
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ProctoringPolicy? Proctoring { get => Proctored ? field ?? ProctoringPolicy.UsualOf(Rehearsal) : null; init; } = Proctoring;

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public EligibilityPolicy? Eligibility { get; init; } = Eligibility;
}

/// <summary>How a learner moves between items: <see cref="Linear"/> goes forward only, and an item left is closed.</summary>
public enum Navigation { Free, Linear }

/// <summary>A part of the exam, sat in the order given.</summary>
/// <param name="TimeLimit">The section's own time before accommodations; null when only the exam's limit holds.</param>
/// <param name="OneWay">True when a learner who leaves the section cannot come back. A section with its own time limit is always one-way.</param>
/// <param name="ShuffleItems">True when items and draws stand in an order drawn by seed.</param>
public sealed record Section(string Id, string Title, string Intro, TimeSpan? TimeLimit, bool OneWay, bool ShuffleItems, ImmutableArray<SectionEntry> Entries);

/// <summary>What a section is made of.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(SectionEntry.Fixed), "fixed")]
[JsonDerivedType(typeof(SectionEntry.Pool), "pool")]
public abstract record SectionEntry
{
    private SectionEntry() { }

    /// <summary>An item that everybody gets. <paramref name="Pinned"/> keeps its place when the section is shuffled.</summary>
    public sealed record Fixed(Item Item, bool Pinned) : SectionEntry;

    /// <summary>A pool from which each form draws <paramref name="Draw"/> different items; all of one pool are worth the same points.</summary>
    public sealed record Pool(string Id, int Draw, ImmutableArray<Item> Items) : SectionEntry;
}

/// <summary>An image or other file that items show, by name. Stored with the version, so it is as immutable as the text.</summary>
public sealed record Asset(
    string Name, string MediaType, [property: JsonConverter(typeof(Base64Converter))] ImmutableArray<byte> Content);

/// <summary>What an exam does about time, connections and attempts.</summary>
/// <param name="Grace">How long after the deadline a save that was already on its way still counts.</param>
/// <param name="LostTimeCap">The most lost connection time that is given back; zero when none is.</param>
/// <param name="GapAfter">Silence longer than this is a connection gap.</param>
/// <param name="AttemptsAllowed">At least 1; null for no limit.</param>
/// <param name="WindowCloseWins">True: the window's closing time ends a running session. False: whoever started in time has the full time limit.</param>
/// <param name="LateHandIn">How long after the deadline an exported file of unsent answers is still taken; zero for never.</param>
/// <param name="RequiresRehearsal">True when a learner must have finished the rehearsal before the first attempt.</param>
public sealed record ExamPolicy(
    TimeSpan Grace, TimeSpan LostTimeCap, TimeSpan GapAfter, int? AttemptsAllowed, bool WindowCloseWins, TimeSpan LateHandIn, bool RequiresRehearsal);

/// <summary>What a learner may see of a graded attempt, and from when.</summary>
/// <param name="Score">Points and pass or fail.</param>
/// <param name="Responses">The learner's own responses with the points each earned.</param>
/// <param name="Keys">The right answers and explanations: never before the release.</param>
/// <param name="Release">When a finished grade is released.</param>
public sealed record ReviewOptions(bool Score, bool Responses, bool Keys, ReleaseRule Release);

/// <summary>When a finished grade may be seen: at once when graded, or when the exam's window has closed.</summary>
public enum ReleaseRule { WhenGraded, AfterWindow }
