using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Proctoring;

public sealed class RoomActTests
{
    private static readonly ImmutableArray<string> Reasons = ["routine", "mistake"];
    private static readonly Guid Ada = Id(1), Bob = Id(2), Cy = Id(3);

    private RoomState _state = RoomState.Empty;
    private int _ids = 100;

    private static DateTimeOffset Now => Scene.Opening;

    [Fact]
    public void An_act_on_the_room_is_for_those_it_goes_for_and_says_nothing_of_the_others()
    {
        var act = Ordered(ProctorActKind.Pause, all: true, At(Ada, "running"), At(Bob, "submitted"), At(Cy, "running"));

        Assert.Equal([Ada, Cy], act.Sessions);
        Assert.Empty(act.Skipped);
    }

    [Fact]
    public void An_act_on_sessions_that_were_named_says_where_it_does_not_go()
    {
        var act = Ordered(ProctorActKind.Pause, all: false, At(Ada, "running"), At(Bob, "submitted"), new(Cy, "", "", IsHere: false));

        Assert.Equal([Ada], act.Sessions);
        Assert.Equal([(Bob, "session.ended"), (Cy, "session.unknown")], act.Skipped.Select(skipped => (skipped.Session, skipped.Code)));
    }

    [Fact]
    public void An_act_that_is_for_nobody_is_refused_with_every_reason()
    {
        var named = When(Order(ProctorActKind.Break, all: false, At(Ada, "submitted"), At(Bob, "paused"), At(Cy, "expired")));
        Assert.Equal(["session.ended", "session.paused"], named.Refusals.Select(refusal => refusal.Code));

        Assert.Equal("act.nobody", When(Order(ProctorActKind.Pause, all: true, At(Ada, "submitted"))).Refusals.Single().Code);
        Assert.Equal("act.nobody", When(Order(ProctorActKind.Pause, all: true)).Refusals.Single().Code);
    }

    [Fact]
    public void An_act_is_ordered_once()
    {
        var order = Order(ProctorActKind.Pause, all: true, At(Ada, "running"));
        When(order);

        var again = When(order with { What = order.What with { Kind = ProctorActKind.End } });

        Assert.Empty(again.Events);
        Assert.Empty(again.Refusals);
        Assert.Equal(ProctorActKind.Pause, _state.Act(order.Id)?.Order.Kind);
    }

    [Fact]
    public void An_act_is_taken_back_after_as_many_others_as_an_exam_has()
    {
        var first = Order(ProctorActKind.Warn, all: false, At(Ada, "running"));
        When(first);
        When(new RoomCommand.CarryOut(Now, first.Id, [Ada], []));
        for (var i = 1; i < RoomState.MostActs; i++)
            When(Order(ProctorActKind.Note, all: false, At(Ada, "running")));

        Assert.Single(When(new RoomCommand.Undo(Now, NewId(), first.Id, "pia", "mistake")).Events);
        When(Order(ProctorActKind.Note, all: false, At(Ada, "running")));
        Assert.Equal(RoomState.MostActs, _state.Acts.Length);
        Assert.Equal("act.past", When(first).Refusals.Single().Code);
        Assert.Equal("act.past", When(new RoomCommand.Undo(Now, NewId(), first.Id, "pia", "mistake")).Refusals.Single().Code);
        Assert.Empty(When(new RoomCommand.CarryOut(Now, first.Id, [Ada], [])).Events);
    }

    [Fact]
    public void A_hundred_acts_on_the_whole_of_a_large_room_are_kept()
    {
        ActCandidate[] everybody = [.. Enumerable.Range(1_000, RoomsRules.MostSessions).Select(number => At(Id(number), "running"))];
        var ids = new List<Guid>();
        for (var i = 0; i < 101; i++)
            ids.Add(Ordered(ProctorActKind.Pause, all: true, everybody).Act);

        Assert.Equal(ids[1..], _state.Acts.Select(act => act.Id));
        Assert.True(_state.IsPast(ids[0]));
    }

    [Fact]
    public void What_nobody_answered_is_taken_back_as_well_and_then_is_done_no_more()
    {
        var act = Ordered(ProctorActKind.AddTime, all: true, At(Ada, "running"), At(Bob, "running"), At(Cy, "running")).Act;
        When(new RoomCommand.CarryOut(Now, act, [Ada], [new(Bob, ActRules.NoAnswer, "?")]));
        When(new RoomCommand.Undo(Now, NewId(), act, "pia", "mistake"));
        Assert.Equal([Ada, Bob, Cy], _state.Act(act)!.PendingUndo);
        Assert.Empty(_state.ToBeDone(_state.Act(act)!));

        When(new RoomCommand.CarryOutUndo(Now, act, [Ada, Cy], [ActRules.Unanswered(Bob)]));
        Assert.Equal([Bob], _state.Act(act)!.PendingUndo);
        When(new RoomCommand.CarryOutUndo(Now, act, [Bob], []));

        Assert.Empty(_state.Act(act)!.PendingUndo);
        Assert.Equal([true, false, false], ((Guid[])[Ada, Bob, Cy]).Select(session => _state.Act(act)!.Find(session)!.IsDone));
        // The order's own answer was only late.
        When(new RoomCommand.CarryOut(Now, act, [Cy], []));
        Assert.Equal((true, true), (_state.Act(act)!.Find(Cy)!.IsDone, _state.Act(act)!.Find(Cy)!.IsUndone));
    }

    [Fact]
    public void Time_beyond_the_close_of_the_window_says_what_comes_of_it()
    {
        ActCandidate Leaves(Guid session, string state, double? minutes) => new(session, state, "", WindowLeaves: minutes is { } left ? TimeSpan.FromMinutes(left) : null);
        var act = Ordered(ProctorActKind.AddTime, 10, Leaves(Ada, "running", 10), Leaves(Bob, "running", 3.7), Leaves(Cy, "paused", 0.5), Leaves(Id(4), "running", null), Leaves(Id(5), "submitted", 0));

        Assert.Equal([(Bob, "act.window-cuts"), (Cy, "act.window-closes")], act.Limited!.Value.Select(limited => (limited.Session, limited.Code)));
        Assert.Contains("3 of 10 minutes", act.Limited!.Value[0].Message, StringComparison.Ordinal);
        Assert.Equal([Ada, Bob, Cy, Id(4)], act.Sessions);
        Assert.Equal(2, _state.Act(act.Act)!.Limited.Length);
        Assert.Null(Ordered(ProctorActKind.Pause, all: true, Leaves(Ada, "running", 0)).Limited);
    }

    [Fact]
    public void Where_nobody_answered_it_is_tried_again_and_what_is_known_stays()
    {
        var act = Ordered(ProctorActKind.Pause, all: true, At(Ada, "running"), At(Bob, "running"), At(Cy, "running")).Act;
        When(new RoomCommand.CarryOut(Now, act, [Ada], [new(Bob, ActRules.NoAnswer, "?"), new(Cy, "session.ended", "Over.")]));
        Assert.Equal([Bob], _state.Act(act)?.Pending);

        When(new RoomCommand.CarryOut(Now, act, [Bob, Cy], []));

        Assert.Empty(_state.Act(act)!.Pending);
        Assert.Equal([true, true, false], ((Guid[])[Ada, Bob, Cy]).Select(session => _state.Act(act)!.Find(session)!.IsDone));
    }

    [Fact]
    public void Arrivals_are_kept_once_each_and_only_where_it_was_done()
    {
        var act = Ordered(ProctorActKind.Warn, all: true, At(Ada, "running"), At(Bob, "running")).Act;
        When(new RoomCommand.CarryOut(Now, act, [Ada], [new(Bob, "session.ended", "Over.")]));
        Assert.Single(When(new RoomCommand.Acknowledge(Now, act, [new(Ada, Now, null), new(Bob, Now, null)])).Events);
        var later = Now.AddSeconds(5);

        Assert.Empty(When(new RoomCommand.Acknowledge(later, act, [new(Ada, later, null)])).Events);
        When(new RoomCommand.Acknowledge(later, act, [new(Ada, later, later)]));

        var ada = _state.Act(act)!.Find(Ada)!;
        Assert.Equal((Now, later, null), (ada.DeliveredAt, ada.ConfirmedAt, _state.Act(act)!.Find(Bob)!.DeliveredAt));
    }

    [Fact]
    public void An_act_is_taken_back_only_where_it_was_done_and_once()
    {
        var act = Ordered(ProctorActKind.AddTime, all: true, At(Ada, "running"), At(Bob, "running"), At(Cy, "running")).Act;
        When(new RoomCommand.CarryOut(Now, act, [Ada, Cy], [new(Bob, "session.ended", "Over.")]));
        var undo = new RoomCommand.Undo(Now, NewId(), act, "pia", "mistake");

        Assert.Single(When(undo).Events);
        Assert.Equal([Ada, Cy], _state.Act(act)!.PendingUndo.Order());
        When(new RoomCommand.CarryOutUndo(Now, act, [Ada, Bob], [new(Cy, "session.ended", "Over.")]));

        Assert.Empty(_state.Act(act)!.PendingUndo);
        Assert.Equal("session.ended", _state.Act(act)!.Find(Cy)!.UndoRefused?.Code);
        Assert.Empty(When(undo).Refusals);
        Assert.Equal("act.undone", When(undo with { Command = NewId() }).Refusals.Single().Code);
    }

    [Fact]
    public void What_cannot_be_taken_back_says_so()
    {
        var end = Ordered(ProctorActKind.End, all: false, At(Ada, "running")).Act;
        When(new RoomCommand.CarryOut(Now, end, [Ada], []));
        var nowhere = Ordered(ProctorActKind.Pause, all: false, At(Ada, "running")).Act;
        When(new RoomCommand.CarryOut(Now, nowhere, [], [new(Ada, "session.ended", "Over.")]));

        Assert.Equal("act.cannot-be-undone", When(new RoomCommand.Undo(Now, NewId(), end, "pia", "mistake")).Refusals.Single().Code);
        Assert.Equal("act.cannot-be-undone", When(new RoomCommand.Undo(Now, NewId(), nowhere, "pia", "mistake")).Refusals.Single().Code);
        Assert.Equal("act.unknown", When(new RoomCommand.Undo(Now, NewId(), NewId(), "pia", "mistake")).Refusals.Single().Code);
    }

    [Fact]
    public void Care_is_taken_handed_over_and_given_back()
    {
        Assert.Single(When(Care(Ada, "pia", by: "pia")).Events);
        Assert.Single(When(Care(Ada, "pol", by: "pia")).Events);
        Assert.Equal("pol", _state.Care[Ada]);
        Assert.Empty(When(Care(Ada, "pol", by: "pol")).Events);

        When(Care(Ada, null, by: "pol"));

        Assert.Empty(_state.Care);
        Assert.Equal("room.proctor-unknown", When(Care(Ada, "stranger", by: "pia")).Refusals.Single().Code);
        Assert.Equal("session.unknown", When(Care(Id(9), "pia", by: "pia")).Refusals.Single().Code);
        Assert.Single(When(Care(Ada, "sam", by: "sam")).Events);
    }

    [Fact]
    public void Care_ends_with_the_session_on_the_board_and_a_repeat_takes_none()
    {
        var care = Care(Ada, "pia", by: "pia");
        When(care);
        When(new RoomCommand.Forget(Now, [Ada, Bob]));

        Assert.Empty(_state.Care);
        Assert.Empty(When(care).Events);
        Assert.Empty(When(new RoomCommand.Forget(Now, [Ada])).Events);
    }

    [Fact]
    public void The_next_session_is_for_whoever_has_the_fewest()
    {
        Assert.Null(RoomRules.Suggest([], _state));
        Assert.Equal("pia", RoomRules.Suggest(["pia", "pol"], _state));
        When(Care(Ada, "pia", by: "pia"));

        Assert.Equal("pol", RoomRules.Suggest(["pia", "pol"], _state));
    }

    [Theory]
    [InlineData(ProctorActKind.Admit, "waiting", null)]
    [InlineData(ProctorActKind.Admit, "checkingIn", "session.wrong-stage")]
    [InlineData(ProctorActKind.Admit, "running", "session.wrong-stage")]
    [InlineData(ProctorActKind.Deny, "checkingIn", null)]
    [InlineData(ProctorActKind.Deny, "admitted", "session.wrong-stage")]
    [InlineData(ProctorActKind.AskIdentity, "running", null)]
    [InlineData(ProctorActKind.Pause, "waiting", "session.not-started")]
    [InlineData(ProctorActKind.Pause, "paused", null)]
    [InlineData(ProctorActKind.Break, "paused", "session.paused")]
    [InlineData(ProctorActKind.Resume, "running", "session.not-paused")]
    [InlineData(ProctorActKind.Unlock, "paused", null)]
    [InlineData(ProctorActKind.AddTime, "paused", null)]
    [InlineData(ProctorActKind.AddTime, "expired", "session.ended")]
    [InlineData(ProctorActKind.End, "admitted", "session.not-started")]
    [InlineData(ProctorActKind.Terminate, "waiting", null)]
    [InlineData(ProctorActKind.Reopen, "submitted", "session.reopen-refused")]
    [InlineData(ProctorActKind.Reopen, "running", "session.not-ended")]
    [InlineData(ProctorActKind.Announce, "terminated", "session.ended")]
    [InlineData(ProctorActKind.Report, "terminated", null)]
    [InlineData(ProctorActKind.Pause, "", null)]
    public void Which_act_goes_at_which_state(ProctorActKind kind, string state, string? code) => Assert.Equal(code, ActRules.Check(kind, state, "")?.Code);

    [Fact]
    public void An_order_says_all_that_it_needs_or_is_refused_with_everything_that_is_missing()
    {
        Assert.Empty(Check(Of(ProctorActKind.Pause), null));
        Assert.Equal(["act.reason-unknown", "input.too-long", "act.minutes"],
            Check(Of(ProctorActKind.AddTime) with { Reason = "because", Text = new('x', 2001), Minutes = 241 }, null));
        Assert.Equal(["act.minutes"], Check(Of(ProctorActKind.Break), 1));
        Assert.Equal(["act.minutes"], Check(Of(ProctorActKind.Pause) with { Minutes = 5 }, 1));
        Assert.Equal(["act.text-missing"], Check(Of(ProctorActKind.Announce) with { Text = " " }, null));
        Assert.Equal(["act.text-missing", "act.irregularity", "act.gravity"], Check(Of(ProctorActKind.Report), 1));
        Assert.Empty(Check(Of(ProctorActKind.Report) with { Text = "So.", Irregularity = "technicalNetwork", Gravity = "serious" }, null));
        Assert.Equal(["act.irregularity"], Check(Of(ProctorActKind.Report) with { Text = "So.", Irregularity = "7", Gravity = "minor" }, null));
        Assert.Equal(["act.text-missing", "act.flag", "act.one-session"], Check(Of(ProctorActKind.Unflag), 2));
        Assert.Equal(["act.attachment"], Check(Of(ProctorActKind.Attach), 1));
        Assert.Equal(["act.nobody"], Check(Of(ProctorActKind.Pause), 0));
        Assert.Empty(Check(Of(ProctorActKind.Flag) with { Text = "So.", Severity = 0.4m, HappenedAt = Now.AddMinutes(-3) }, 1));
        Assert.Equal(["act.severity", "act.happened-at"], Check(Of(ProctorActKind.Flag) with { Text = "So.", Severity = 1.1m, HappenedAt = Now.AddMinutes(2) }, 1));
    }

    private static IEnumerable<string> Check(RoomOrder order, int? sessions) => ActRules.Check(order, sessions, Reasons, Now).Select(refusal => refusal.Code);

    private RoomEvent.ActOrdered Ordered(ProctorActKind kind, bool all, params ActCandidate[] those) =>
        Assert.IsType<RoomEvent.ActOrdered>(Assert.Single(When(Order(kind, all, those)).Events));

    private RoomEvent.ActOrdered Ordered(ProctorActKind kind, int minutes, params ActCandidate[] those)
    {
        var order = Order(kind, all: true, those);
        return Assert.IsType<RoomEvent.ActOrdered>(Assert.Single(When(order with { What = order.What with { Minutes = minutes } }).Events));
    }

    private RoomCommand.Order Order(ProctorActKind kind, bool all, params ActCandidate[] those) => new(Now, NewId(), Of(kind) with { IsForAll = all }, "pia", [.. those]);

    private RoomCommand.TakeCare Care(Guid session, string? proctor, string by) => new(Now, NewId(), session, proctor, by, [Ada, Bob, Cy], ["pia", "pol"]);

    private RoomDecision When(RoomCommand command)
    {
        var decision = RoomRules.Decide(_state, command);
        _state = decision.Events.Aggregate(_state, RoomState.Evolve);
        return decision;
    }

    private static RoomOrder Of(ProctorActKind kind) => new(kind, "routine", "", null, null, null, null, null, false);

    private static ActCandidate At(Guid session, string state) => new(session, state, "");

    private Guid NewId() => Id(++_ids);

    private static Guid Id(int number) => new($"eeeeeeee-0000-7000-8000-{number:x12}");
}
