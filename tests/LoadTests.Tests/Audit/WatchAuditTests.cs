using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Proctors;

namespace LoadTests.Tests.Audit;

/// <summary>As in <see cref="SessionAuditTests"/>, each test breaks one thing that a server could break.</summary>
public class WatchAuditTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);
    private static readonly Guid Session = Guid.NewGuid();
    private static readonly OrderedAct Pause = Act(ActKind.Pause, 600), Extend = Act(ActKind.AddTime, 610, 5) with { Undone = [Session] }, Resume = Act(ActKind.Resume, 620);

    [Fact]
    public void What_was_acknowledged_and_is_in_the_stream_passes()
    {
        var outcome = Audit(View()).Outcome();

        Assert.Empty(outcome.Findings);
        Assert.Equal((2L, 3L, 1), (outcome.Signals, outcome.Acts, outcome.Ledgers));
    }

    [Fact]
    public void An_acknowledged_signal_that_is_not_in_the_stream_is_lost() =>
        Assert.Equal(1, Audit(Without(entry => entry.What == "page-hidden.ended")).Outcome().Lost);

    [Fact]
    public void A_signal_that_stands_twice_or_was_never_sent_is_found()
    {
        var twice = View();
        twice = twice with { Timeline = twice.Timeline.Add(Entry("signal", "page-hidden.began", 30, "learner")) };

        Assert.Equal(1, Audit(twice).Outcome().Different);
        Assert.Equal(1, Audit(View() with { Timeline = View().Timeline.Add(Entry("signal", "copied", 40, "learner")) }).Outcome().Different);
    }

    [Fact]
    public void An_act_that_is_not_in_the_stream_or_was_not_ordered_is_found()
    {
        Assert.Equal(1, Audit(Without(entry => entry is { Kind: "act", What: "pause" })).Outcome().Lost);
        Assert.Equal(1, Audit(Without(entry => entry.What == "addTime.undone")).Outcome().Lost);
        Assert.Equal(1, Audit(Without(entry => entry.What == "pause.delivered")).Outcome().Lost);
        Assert.Equal(1, Audit(View() with { Timeline = View().Timeline.Add(Entry("act", "terminate", 50, "pat")) }).Outcome().Different);
    }

    [Fact]
    public void A_pause_that_is_a_second_off_in_the_ledger_is_found()
    {
        var view = View();
        var off = view.Ledger[1] with { To = view.Ledger[1].To?.AddSeconds(1), Ms = view.Ledger[1].Ms + 1000 };

        Assert.True(Audit(view with { Ledger = view.Ledger.SetItem(1, off) }).Outcome().Different > 0);
        Assert.True(Audit(view with { Ledger = view.Ledger.RemoveAt(1) }).Outcome().Different > 0);
    }

    [Fact]
    public void Time_that_was_given_and_is_not_in_the_ledger_or_not_in_the_deadline_is_found()
    {
        var view = View();

        Assert.Equal(2, Audit(view with { Ledger = [.. view.Ledger.Where(span => span.Cause != "added")] }).Outcome().Different
            + Audit(view with { Time = view.Time with { LimitMs = view.Time.LimitMs + 60_000 } }).Outcome().Different);
    }

    [Fact]
    public void A_session_that_an_act_has_ended_is_found() => Assert.Equal(1, Audit(View() with { State = "terminated" }).Outcome().Different);

    [Fact]
    public void A_room_has_to_remember_its_acts_for_the_sessions_they_were_done_in()
    {
        var console = new ConsoleJournal("pat", "w~exam~1", "", new Dictionary<Guid, List<Sighting>>(), [Pause], []);

        Assert.True(WatchAudit.OfRoom(console, Board(Progress(Pause, Session))).Outcome().Clean);
        Assert.Equal(1, WatchAudit.OfRoom(console, Board()).Outcome().Lost);
        Assert.Equal(1, WatchAudit.OfRoom(console, Board(Progress(Pause, Session, Guid.NewGuid()))).Outcome().Different);
        Assert.Equal(1, WatchAudit.OfRoom(console, Board(Progress(Pause, Session) with { Kind = ActKind.Lock })).Outcome().Different);
        Assert.Equal(1, WatchAudit.OfRoom(console with { Troubles = ["act: room.unknown"] }, Board(Progress(Pause, Session))).Outcome().GaveUp);
    }

    private static AuditTally Audit(WatchView view) => WatchAudit.OfSession(
        new("learner-1", "load-test", Session, "", "submitted", 0, new Dictionary<string, LedgerPlace>(), [], [],
        [
            new() { What = "page-hidden.began", At = At(30), Due = 0, Noted = true },
            new() { What = "page-hidden.ended", At = At(32), Due = 0, Noted = true },
            new() { What = "window-blurred.began", At = At(35), Due = 0 },
        ]),
        view, [Pause, Extend, Resume], Limit);

    private static WatchView Without(Func<TimelineEntry, bool> what) => View() with { Timeline = [.. View().Timeline.Where(entry => !what(entry))] };

    /// <summary>Began at 0, paused from 600 to 620 s, given five minutes at 610 s that were taken back at 615 s, ended at 1,800 s.</summary>
    private static WatchView View() => new(
        Session, "w~exam~1", "load-test", "Load test", "learner-1", "Learner 1", "submitted",
        new("over", [], null, "Learner 1", new("1", true, true, true, "", 30, 30, 30), true, false, Start), null, [], [], [], false,
        [
            Entry("signal", "page-hidden.began", 30, "learner"), Entry("signal", "page-hidden.ended", 32, "learner"),
            Entry("act", "pause", 600, "pat"), Entry("state", "paused", 600.1, "pat"), Entry("act", "pause.delivered", 600.2, "learner"),
            Entry("act", "addTime", 610, "pat"), Entry("act", "addTime.delivered", 610.2, "learner"), Entry("act", "addTime.undone", 615, "pat"),
            Entry("act", "resume", 620, "pat"), Entry("state", "resumed", 620.1, "pat"), Entry("act", "resume.delivered", 620.2, "learner"),
        ],
        [
            Span("working", 0, 600.1), Span("paused", 600.1, 620.1), new("added", At(610.1), At(610.1), 300_000, "routine"), new("taken", At(615.1), At(615.1), 300_000, "mistake"),
            Span("working", 620.1, 1800),
        ],
        new(100, 0, [], [], false), new(At(1800), "submitted", false, 0, (long)Limit.TotalMilliseconds, null, null, null, 0, 5000, 1));

    private static OrderedAct Act(ActKind kind, double at, int? minutes = null) => new(Guid.NewGuid(), kind, minutes, At(at), [Session], [Session], []);

    private static BoardView Board(params ActProgress[] acts) => new("w~exam~1", "Exam", 1, Start, [], [.. acts], [], []);

    private static ActProgress Progress(OrderedAct act, params Guid[] sessions) => new(
        act.Id, act.Kind, "pat", act.At, "routine", "", act.Minutes, [.. sessions.Select(session => new ActOutcome(session, null, act.At, null))], true, null, sessions.Length);

    private static LedgerSpan Span(string cause, double from, double to) => new(cause, At(from), At(to), (long)Math.Round((to - from) * 1000), "");

    private static TimelineEntry Entry(string kind, string what, double at, string by) => new(At(at), kind, what, by, "");

    private static DateTimeOffset At(double seconds) => Start.AddMilliseconds(Math.Round(seconds * 1000));
}
