using System.Collections.Immutable;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Sessions;

/// <summary>The items of one section within a form, numbered from 1. <paramref name="OpensStage"/>: a barrier stands before it.</summary>
public readonly record struct SectionSpan(int First, int Last, bool OpensStage);

/// <summary>
/// What deciding needs to know of the exam: the version, the learner's form and where each section lies in it. Sections between two
/// barriers form a stage, within which a learner moves freely; a barrier is passed once. Leaving a one-way or timed section is a barrier,
/// and so is entering a timed one.
/// </summary>
public sealed class SessionPaper
{
    private SessionPaper(ExamVersion version, Form form, ImmutableArray<SectionSpan> spans) => (Version, Form, Spans) = (version, form, spans);

    public ExamVersion Version { get; }

    public Form Form { get; }

    public ImmutableArray<SectionSpan> Spans { get; }

    public ExamPolicy Policy => Version.Policy;

    public bool Linear => Version.Navigation == Navigation.Linear;

    public static SessionPaper Draw(ExamVersion version, ulong seed)
    {
        var form = FormDrawer.Draw(version, seed);
        var spans = ImmutableArray.CreateBuilder<SectionSpan>(version.Sections.Length);
        var first = 1;
        for (var i = 0; i < version.Sections.Length; i++)
        {
            var section = version.Sections[i];
            var count = section.Entries.Sum(entry => entry is SectionEntry.Pool pool ? pool.Draw : 1);
            var before = i > 0 ? version.Sections[i - 1] : null;
            spans.Add(new(first, first + count - 1, before is null || before.OneWay || before.TimeLimit is not null || section.TimeLimit is not null));
            first += count;
        }
        return new(version, form, spans.MoveToImmutable());
    }

    /// <summary>The section an item of the form lies in.</summary>
    public int SectionOf(int item) => Form.Items[item - 1].Section;

    /// <summary>The last section of the stage that <paramref name="section"/> opens or lies in.</summary>
    public int StageEnd(int section)
    {
        while (section + 1 < Spans.Length && !Spans[section + 1].OpensStage)
            section++;
        return section;
    }

    /// <summary>The section behind the next barrier; null when there is none.</summary>
    public int? NextStage(int section) => StageEnd(section) + 1 is var next && next < Spans.Length ? next : null;

    /// <summary>A section's own time with the learner's accommodation.</summary>
    public TimeSpan? SectionLimit(int section, int timeMultiplierPercent) =>
        Version.Sections[section].TimeLimit is { } limit ? Accommodate(limit, timeMultiplierPercent) : null;

    /// <summary>Whole milliseconds, so that journal, agenda and browser name the same moment.</summary>
    public static TimeSpan Accommodate(TimeSpan limit, int timeMultiplierPercent) =>
        TimeSpan.FromMilliseconds(Math.Floor(limit.TotalMilliseconds * timeMultiplierPercent / 100));

    /// <summary>Whether a value may be stored in a field at all; scoring is another matter.</summary>
    public Refusal? Check(int item, string field, ResponseValue value)
    {
        foreach (var candidate in Form.Items[item - 1].In(Version).Fields)
        {
            if (candidate.Id == field)
                return ResponseShape.Of(candidate.Interaction).Accepts(value);
        }
        return new("input.unknown-field", $"Item {item} has no field '{field}'.");
    }
}
