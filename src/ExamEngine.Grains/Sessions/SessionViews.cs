using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Sessions;

/// <summary>What a learner may see of a session. Nothing of a key, a rubric or an explanation passes through here.</summary>
internal static class SessionViews
{
    public static SessionView Session(Guid id, SessionState state, SessionPaper paper, Guid device, DateTimeOffset now, string? handInKey)
    {
        var version = paper.Version;
        var (work, holder) = state switch
        {
            SessionState.Sitting sitting => (sitting.Work, sitting.Holder),
            SessionState.Sealed ended => (ended.Work, Guid.Empty),
            _ => (SessionWork.Empty, Guid.Empty),
        };
        var sits = state is SessionState.Sitting;
        return new(
            id, version.ExamId, version.Version, version.Title, version.Language, version.Rehearsal, SessionMapping.StateName(state), paper.Linear,
            sits && holder == device, sits && holder != device, work.CurrentSection, work.CurrentItem,
            Sections(paper, work, state),
            state is SessionState.Sitting { Time.PausedSince: null } ? Items(paper, work) : [],
            sits ? work.Answers.ToWire() : [],
            [.. work.Flags.Where(flag => flag.Value).Select(flag => flag.Item)],
            [.. work.Notes.Where(note => note.Value.Length > 0).Select(note => new SavedNote(note.Item, note.Value))],
            Time(state, paper, now), work.LastSeq, version.Policy.LateHandIn > TimeSpan.Zero ? handInKey : null,
            paper.Form.Items.Sum(item => item.In(version).Fields.Sum(field => field.Points)), state.Taken is { Proctored: true });
    }

    public static TimeView Time(SessionState state, SessionPaper paper, DateTimeOffset now)
    {
        var grace = (long)paper.Policy.Grace.TotalMilliseconds;
        var name = SessionMapping.StateName(state);
        switch (state)
        {
            case SessionState.Sitting sitting:
                var time = sitting.Time;
                return new(
                    now, name, time.RunningSince is not null, Ms(time.RemainingAt(now)), Ms(time.Limit + time.Credited), time.Deadline,
                    time.SectionRemainingAt(now) is { } left ? Ms(left) : null, time.SectionLimit is { } limit ? Ms(limit + time.SectionCredited) : null,
                    Ms(time.Credited), grace, sitting.Work.CurrentSection, HoldOf(sitting.Hold), Ms(sitting.BreakLeft));
            case SessionState.Before before:
                return new(
                    now, name, false, Ms(before.Seat.Limit), Ms(before.Seat.Limit), null, null, null, 0, grace, 0, null,
                    Ms(TimeSpan.FromMinutes(before.Seat.Accommodation.BreakMinutes)));
            case SessionState.Sealed ended:
                return new(now, name, false, 0, Ms(ended.Seat.Limit), ended.Ending.EndedAt, null, null, Ms(ended.Time?.Credited ?? TimeSpan.Zero), grace, ended.Work.CurrentSection);
            default:
                throw new InvalidOperationException("Nobody is seated here.");
        }

        static long Ms(TimeSpan span) => (long)span.TotalMilliseconds;
    }

    /// <summary>What a room's board shows of a sitting: how far, never what.</summary>
    public static SessionCell Cell(Guid id, SessionState state, SessionPaper paper, DateTimeOffset? heardAt, DateTimeOffset now)
    {
        var (work, time) = (WorkOf(state), Time(state, paper, now));
        return new(
            id, time.State, Answered(work), paper.Form.Items.Length, work.CurrentItem, time.Running, time.RemainingMs, now,
            state is SessionState.Sitting sitting && !(heardAt > sitting.HeardAt) ? sitting.HeardAt : heardAt, (state as SessionState.Sitting)?.Time.ClosesAt);
    }

    /// <summary>Items with at least one response; sorted by item as answers are.</summary>
    public static int Answered(SessionWork work)
    {
        var (items, last) = (0, 0);
        foreach (var answer in work.Answers)
        {
            if (answer.Item != last && answer.Value is not ResponseValue.Blank)
                (items, last) = (items + 1, answer.Item);
        }
        return items;
    }

    private static SessionWork WorkOf(SessionState state) => state switch
    {
        SessionState.Sitting sitting => sitting.Work,
        SessionState.Sealed ended => ended.Work,
        _ => SessionWork.Empty,
    };

    private static HoldView? HoldOf(Hold? hold) => hold switch
    {
        null => null,
        Hold.Paused => new("pause", hold.Since, null, ""),
        Hold.OnBreak rest => new("break", hold.Since, rest.Until, ""),
        Hold.Locked locked => new("lock", hold.Since, null, locked.Message),
        _ => throw new InvalidOperationException($"Unknown hold {hold.GetType().Name}."),
    };

    public static ItemView Item(ItemVariant variant, int number, int section, bool closed, string exam, int version)
    {
        var html = Markup.Html(variant.Stem, exam, version);
        var fields = ImmutableArray.CreateBuilder<FieldView>(variant.Fields.Length);
        var math = Markup.HasMath(html);
        foreach (var field in variant.Fields)
        {
            var view = Field(field, exam, version);
            math = math || Markup.HasMath(view.PromptHtml) || view.Options.Any(option => Markup.HasMath(option.Html));
            fields.Add(view);
        }
        return new(number, section, variant.Title, html, variant.Fields.Sum(field => field.Points), math, closed, fields.MoveToImmutable());
    }

    private static FieldView Field(FieldVariant field, string exam, int version)
    {
        var view = new FieldView(field.Id, Markup.Html(field.Prompt, exam, version), field.Points, "", [], 0, 0, null, null, [], false);
        return field.Interaction switch
        {
            InteractionVariant.SingleChoice single => view with { Kind = "singleChoice", Options = Options(single.Options), MaxChoices = 1 },
            InteractionVariant.MultipleResponse multiple => view with { Kind = "multipleResponse", Options = Options(multiple.Options), MaxChoices = multiple.MaxChoices },
            InteractionVariant.Numeric numeric => view with
            {
                Kind = "numeric",
                MaxLength = ResponseShape.MaxNumericLength,
                Units = [.. numeric.Units.Select(unit => unit.Symbol)],
                UnitRequired = numeric.UnitRequired,
            },
            InteractionVariant.ShortText text => view with { Kind = "shortText", MaxLength = text.Key.MaxLength },
            InteractionVariant.Essay essay => view with { Kind = "essay", MaxLength = ResponseShape.MaxEssayLength, MinWords = essay.MinWords, MaxWords = essay.MaxWords },
            _ => throw new InvalidOperationException($"Unknown interaction {field.Interaction.GetType().Name}."),
        };

        ImmutableArray<OptionView> Options(ImmutableArray<PresentedOption> options) =>
            [.. options.Select(option => new OptionView(option.Name, Markup.Html(option.Text, exam, version)))];
    }

    private static ImmutableArray<SectionView> Sections(SessionPaper paper, SessionWork work, SessionState state)
    {
        var open = state is SessionState.Sitting { Time.PausedSince: null } ? paper.StageEnd(work.CurrentSection) : -1;
        var version = paper.Version;
        var multiplier = state switch
        {
            SessionState.Before before => before.Seat.TimeMultiplierPercent,
            SessionState.Sitting sitting => sitting.Seat.TimeMultiplierPercent,
            SessionState.Sealed ended => ended.Seat.TimeMultiplierPercent,
            _ => 100,
        };
        return [.. version.Sections.Select((section, index) => new SectionView(
            index, section.Title, index <= open ? Markup.Html(section.Intro, version.ExamId, version.Version) : "",
            index + 1 < paper.Spans.Length && paper.Spans[index + 1].OpensStage,
            paper.SectionLimit(index, multiplier) is { } limit ? (long)limit.TotalMilliseconds : null,
            paper.Spans[index].First, paper.Spans[index].Last,
            state is SessionState.Sealed || (state is SessionState.Sitting && index < work.CurrentSection) ? "closed" : index <= open ? "open" : "ahead"))];
    }

    private static ImmutableArray<ItemView> Items(SessionPaper paper, SessionWork work)
    {
        var (first, last) = (paper.Spans[work.CurrentSection].First, paper.Spans[paper.StageEnd(work.CurrentSection)].Last);
        var items = ImmutableArray.CreateBuilder<ItemView>(last - first + 1);
        for (var number = first; number <= last; number++)
        {
            var drawn = paper.Form.Items[number - 1];
            items.Add(Item(
                ItemVariant.Of(drawn.In(paper.Version), drawn.Seed), number, drawn.Section, paper.Linear && number < work.CurrentItem,
                paper.Version.ExamId, paper.Version.Version));
        }
        return items.MoveToImmutable();
    }
}
