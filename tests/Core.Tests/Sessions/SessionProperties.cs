using CsCheck;
using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Sessions;

/// <summary>What holds whatever anybody does, in whatever order, at whatever time, by whatever clock.</summary>
public sealed class SessionProperties
{
    private const int Scripts = 2_000;

    private static void Always(Action<Script> holds) => Script.Any.Sample(holds, iter: Scripts, threads: 1, print: script => "\n" + script);

    [Fact]
    public void Remaining_time_is_never_negative_and_never_grows_without_a_ledger_entry() => Always(script =>
    {
        foreach (var moment in script.Play())
        {
            if (moment.After is not SessionState.Sitting after)
                continue;
            var now = moment.Command.At;
            Assert.True(after.Time.RemainingAt(now) >= TimeSpan.Zero && !(after.Time.SectionRemainingAt(now) < TimeSpan.Zero), "Remaining time is negative.");
            if (moment.Before is not SessionState.Sitting before)
                continue;
            var given = new TimeSpan(moment.Decision.Events.Sum(happened => happened switch
            {
                SessionEvent.ConnectionLost lost => lost.Credited.Ticks,
                SessionEvent.TimeAdded added => added.Amount.Ticks,
                _ => 0,
            }));
            if (after.Time.Limit > before.Time.Limit)
                given += after.Time.Limit - before.Time.Limit;
            var (was, left) = (before.Time.RemainingAt(before.LatestAt), after.Time.RemainingAt(after.LatestAt));
            Assert.True(left <= was + given, $"Remaining time grew from {was} to {left}, of which {given} was given.");
        }
    });

    [Fact]
    public void Nothing_is_accepted_after_the_deadline_and_its_grace() => Always(script =>
    {
        // The deadline by a second account: the start, the limit, what was given back or added, the pauses, the window.
        var (ends, closes, pausedSince) = (DateTimeOffset.MaxValue, DateTimeOffset.MaxValue, (DateTimeOffset?)null);
        var limit = TimeSpan.Zero;
        foreach (var happened in script.Play().Last().Stream)
        {
            switch (happened)
            {
                case SessionEvent.Seated seated:
                    (limit, closes) = (seated.Limit, seated.ClosesAt ?? DateTimeOffset.MaxValue);
                    break;
                case SessionEvent.Started started:
                    ends = started.At + limit;
                    break;
                case SessionEvent.ConnectionLost lost:
                    ends += lost.Credited;
                    break;
                case SessionEvent.TimeAdded added:
                    ends += added.Amount;
                    break;
                case SessionEvent.TimeTaken taken:
                    ends -= taken.Amount;
                    break;
                case SessionEvent.Accommodated granted:
                    ends = ends == DateTimeOffset.MaxValue ? ends : ends + (granted.Limit - limit);
                    limit = granted.Limit;
                    break;
                case SessionEvent.Paused or SessionEvent.BreakBegan or SessionEvent.Locked:
                    pausedSince ??= happened.At;
                    break;
                case SessionEvent.Resumed or SessionEvent.Unlocked:
                    ends += happened.At - pausedSince ?? TimeSpan.Zero;
                    pausedSince = null;
                    break;
                case SessionEvent.BreakEnded over:
                    ends += over.EndedAt - pausedSince ?? TimeSpan.Zero;
                    pausedSince = null;
                    break;
                case SessionEvent.AnswerSaved or SessionEvent.ItemFlagged or SessionEvent.NoteSaved or SessionEvent.ItemShown:
                    var last = pausedSince is { } since && since < ends ? since : ends;
                    Assert.True(happened.At <= (last < closes ? last : closes) + script.Exam.Policy.Grace, $"{happened.GetType().Name} came after {last}.");
                    break;
            }
        }
    });

    [Fact]
    public void A_sealed_session_never_changes() => Always(script =>
    {
        foreach (var moment in script.Play().Where(moment => moment.Before is SessionState.Sealed))
        {
            Assert.Empty(moment.Decision.Events);
            Assert.Same(moment.Before, moment.After);
        }
    });

    [Fact]
    public void Replaying_a_stream_gives_the_same_state() => Always(script =>
    {
        var last = script.Play().Last();
        var replayed = SessionState.Nobody;
        for (var i = 0; i < last.Stream.Length; i++)
            replayed = SessionEvolution.Evolve(replayed, last.Stream[i], i + 1);

        Assert.Equal(Facts.Of(last.After), Facts.Of(replayed));
    });

    [Fact]
    public void A_repeated_command_id_changes_nothing() => Always(script =>
    {
        var moments = script.Play().ToList();
        var last = moments[^1];
        var now = moments.Max(moment => moment.Command.At);
        foreach (var moment in moments)
        {
            var carriedOut = moment.Decision.Refusals.IsEmpty && moment.Decision.Events.Any(happened => !FollowsFromTime(happened));
            if (!carriedOut)
                continue;
            Unchanged(moment.After, moment.Command, moment.Paper);
            // The last word about an accommodation holds: it has no id.
            if (moment.Command is not SessionCommand.Accommodate)
                Unchanged(last.After, moment.Command with { At = now }, moment.Paper);
        }

        static void Unchanged(SessionState state, SessionCommand repeat, SessionPaper paper)
        {
            var decision = SessionRules.Decide(state, repeat, paper);
            Assert.All(decision.Events, happened => Assert.True(FollowsFromTime(happened), $"The repeat of {repeat.GetType().Name} wrote {happened.GetType().Name}."));
            if (repeat is not SessionCommand.Save)
                Assert.Empty(decision.Refusals);
        }
    });

    [Fact]
    public void Whatever_was_acknowledged_is_found_in_the_work_with_the_highest_number() => Always(script =>
    {
        var stored = new Dictionary<(int, string), SessionEntry.Answer>();
        Moment? last = null;
        foreach (var moment in script.Play())
        {
            last = moment;
            if (moment.Command is not SessionCommand.Save save || moment.Decision.Refused is not null)
                continue;
            var work = WorkOf(moment.After);
            for (var i = 0; i < save.Entries.Length; i++)
            {
                if (moment.Decision.Refusals.Any(refusal => refusal.Where == $"entries[{i}]"))
                    continue;
                var entry = save.Entries[i];
                Assert.NotEqual(EntryStanding.New, SessionEntries.Standing(work, entry));
                if (entry is SessionEntry.Answer answer && (!stored.TryGetValue((answer.Item, answer.Field), out var held) || held.Seq < answer.Seq))
                    stored[(answer.Item, answer.Field)] = answer;
            }
        }
        foreach (var ((item, field), answer) in stored)
        {
            var found = WorkOf(last?.After).Find(item, field);
            Assert.Equal((answer.Seq, Facts.Of(answer.Value)), (found?.Seq ?? 0, Facts.Of(found?.Value)));
        }
    });

    [Fact]
    public void Time_is_given_back_up_to_the_cap_and_every_second_has_its_cause() => Always(script =>
    {
        var last = script.Play().Last();
        var lost = last.Stream.OfType<SessionEvent.ConnectionLost>().ToList();
        var givenBack = new TimeSpan(lost.Sum(gap => gap.Credited.Ticks));
        var added = new TimeSpan(last.Stream.OfType<SessionEvent.TimeAdded>().Sum(time => time.Amount.Ticks) - last.Stream.OfType<SessionEvent.TimeTaken>().Sum(time => time.Amount.Ticks));

        Assert.True(givenBack <= script.Exam.Policy.LostTimeCap, $"{givenBack} was given back.");
        Assert.All(lost, gap => Assert.InRange(gap.Credited, TimeSpan.Zero, gap.To - gap.From));
        if ((last.After as SessionState.Sitting)?.Time is { } time)
            Assert.Equal((givenBack, givenBack + added, new TimeSpan(lost.Sum(gap => (gap.To - gap.From).Ticks))), (time.LostCredited, time.Credited, time.Lost));
        if (last.After is SessionState.Sealed { Time: { } ledger, StartedAt: { } started, Ending.EndedAt: var ended })
        {
            Assert.Equal(ended - started, ledger.Run + ledger.Paused);
            Assert.InRange(ledger.Run, TimeSpan.Zero, ledger.Limit + ledger.Credited);
            Assert.InRange(ledger.Lost, TimeSpan.Zero, ledger.Run);
        }
    });

    [Fact]
    public void Time_in_the_stream_never_goes_back() => Always(script =>
    {
        var stream = script.Play().Last().Stream.SkipWhile(happened => happened is not SessionEvent.Started).ToList();

        Assert.All(stream.Zip(stream.Skip(1)), pair => Assert.True(pair.First.At <= pair.Second.At, $"{pair.Second.GetType().Name} lies before {pair.First.GetType().Name}."));
    });

    [Fact]
    public void Each_section_that_ran_out_ends_where_the_next_begins() => Always(script =>
    {
        var state = SessionState.Nobody;
        foreach (var happened in script.Play().Last().Stream)
        {
            var before = state;
            state = SessionEvolution.Evolve(state, happened);
            if (happened is not SessionEvent.SectionEntered { Command: null } entered)
                continue;
            Assert.Equal(Assert.IsType<SessionState.Sitting>(before).Time.SectionDeadline, entered.EnteredAt);
            Assert.Equal(entered.SectionLimit is { } limit ? entered.EnteredAt + limit : null, Assert.IsType<SessionState.Sitting>(state).Time.SectionDeadline);
        }
    });

    [Fact]
    public void A_session_polled_when_its_deadline_is_due_ends_exactly_at_it() => Always(script =>
    {
        var last = script.Play().Last();
        if (last.After is not SessionState.Sitting sitting || Next(sitting) is null)
            return;
        var (state, due) = Poll(last, until: DateTimeOffset.MaxValue);

        Assert.Equal(new Ending.Expired(due), Assert.IsType<SessionState.Sealed>(state).Ending);
    });

    [Fact]
    public void A_late_finding_is_what_prompt_calls_would_have_found() => Always(script =>
    {
        var last = script.Play().Last();
        if (last.After is not SessionState.Sitting sitting)
            return;
        var later = sitting.LatestAt.AddMinutes(script.Steps.Length * 4);
        var back = new SessionCommand.Hear(later, sitting.Holder, null);
        var (polled, _) = Poll(last, later);

        Assert.Equal(Facts.Of(After(last.After, back, last.Paper)), Facts.Of(After(polled, back, last.Paper)));
    });

    /// <summary>Calls at every deadline's end of grace, as timer and agenda do, before <paramref name="until"/>; and the last deadline called at.</summary>
    private static (SessionState State, DateTimeOffset Due) Poll(Moment from, DateTimeOffset until)
    {
        var (state, due) = (from.After, default(DateTimeOffset));
        var grace = from.Paper.Policy.Grace;
        for (var calls = 0; state is SessionState.Sitting sitting && Next(sitting) is { } deadline; calls++)
        {
            var isBreak = sitting.Time.NextDeadline != deadline;
            var at = isBreak ? deadline : deadline + grace;
            at = at > sitting.LatestAt ? at : sitting.LatestAt;
            if (at >= until)
                break;
            Assert.True(calls < 5_000, "The deadline flees.");
            // A break that began in the last moment leaves nothing to come back to.
            due = deadline;
            state = After(state, new SessionCommand.MeetDeadline(at, null), from.Paper);
        }
        return (state, due);
    }

    private static DateTimeOffset? Next(SessionState.Sitting sitting) =>
        sitting.Hold is Hold.OnBreak { Until: var over } && !(sitting.Time.NextDeadline <= over) ? over : sitting.Time.NextDeadline;

    private static SessionState After(SessionState state, SessionCommand command, SessionPaper paper) =>
        SessionEvolution.Evolve(state, SessionRules.Decide(state, command, paper).Events);

    private static bool FollowsFromTime(SessionEvent happened) =>
        happened is SessionEvent.ConnectionLost or SessionEvent.Expired or SessionEvent.Heard or SessionEvent.BreakEnded or SessionEvent.SectionEntered { Command: null };

    private static SessionWork WorkOf(SessionState? state) => state switch
    {
        SessionState.Sitting sitting => sitting.Work,
        SessionState.Sealed ended => ended.Work,
        _ => SessionWork.Empty,
    };
}
