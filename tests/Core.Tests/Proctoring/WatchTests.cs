using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Tests.Proctoring;

public sealed class WatchTests
{
    private static readonly Guid Laptop = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly WatchTerms Terms = new("v1", true, true, true, true, true, "Ada Lovelace", FlagRule.Standard, Exemptions.None);
    private static readonly WatchTerms NoCamera = Terms with { Camera = false };

    private WatchTerms _terms = Terms;
    private WatchState _state = WatchState.Empty;
    private long _seq;

    [Fact]
    public void The_check_in_says_what_is_missing_until_nothing_is()
    {
        Begin();
        Assert.Equal([CheckInPart.Consent, CheckInPart.Identity, CheckInPart.RoomScan], _state.CheckIn.Missing(_terms));
        var refused = Decide(new WatchCommand.CompleteCheckIn(At(1), Guid.NewGuid())).Refused;
        Assert.Equal(("watch.check-in-incomplete", "consent,identity,roomScan"), (refused?.Code, refused?.Where));

        Consent();
        ShowIdentity();
        Do(new WatchCommand.ShowRoom(At(4), "room-1"));
        Do(new WatchCommand.CompleteCheckIn(At(5), Guid.NewGuid()));

        Assert.Equal(At(5), _state.CheckIn.CompletedAt);
        Assert.Equal("Ada Lovelace", _state.CheckIn.Identity?.LegalName);
    }

    [Fact]
    public void Nothing_is_shown_before_the_learner_has_agreed()
    {
        Refused("watch.not-begun", new WatchCommand.GiveConsent(At(0), Guid.NewGuid(), "v1", true, true, true));
        Begin();

        Refused("watch.consent-missing", new WatchCommand.ShowIdentity(At(1), Guid.NewGuid(), true, "face", "document"));
        Refused("watch.consent-missing", new WatchCommand.ShowRoom(At(1), "room"));
        Refused("watch.consent-missing", new WatchCommand.Note(At(1), [Did(Act.Pasted)]));
    }

    [Fact]
    public void Consent_is_to_the_text_that_was_shown_and_to_all_of_it()
    {
        Begin();

        Refused("watch.consent-outdated", new WatchCommand.GiveConsent(At(1), Guid.NewGuid(), "v0", true, true, true));
        Refused("watch.consent-incomplete", new WatchCommand.GiveConsent(At(1), Guid.NewGuid(), "v1", true, true, false));
        Consent();

        Assert.Equal(new Consent("v1", true, true, true, At(2)), _state.CheckIn.Consent);
    }

    [Fact]
    public void Identity_takes_the_name_and_both_photos()
    {
        Begin();
        Consent();

        Refused("watch.name-unconfirmed", new WatchCommand.ShowIdentity(At(3), Guid.NewGuid(), false, "face", "document"));
        Refused("watch.photos-missing", new WatchCommand.ShowIdentity(At(3), Guid.NewGuid(), true, "face", null));
        Refused("watch.evidence-unknown", new WatchCommand.ShowIdentity(At(3), Guid.NewGuid(), true, "face", new string('x', 201)));
    }

    [Fact]
    public void Who_may_not_use_a_camera_confirms_the_name_and_shows_no_room()
    {
        _terms = NoCamera;
        Begin();
        Do(new WatchCommand.GiveConsent(At(1), Guid.NewGuid(), "v1", false, true, true));
        Do(new WatchCommand.ShowIdentity(At(2), Guid.NewGuid(), true, null, null));
        Do(new WatchCommand.CompleteCheckIn(At(3), Guid.NewGuid()));

        Assert.NotNull(_state.CheckIn.CompletedAt);
        Refused("watch.exempt", Order(ProctorActKind.AskRoomScan));
    }

    [Fact]
    public void What_a_proctor_asks_for_again_is_missing_again_whatever_the_policy_says()
    {
        _terms = Terms with { Identity = false, RoomScan = false };
        Begin();
        Consent();
        Do(new WatchCommand.CompleteCheckIn(At(3), Guid.NewGuid()));

        Do(Order(ProctorActKind.AskIdentity) with { Text = "The document was blurred." });
        Do(Order(ProctorActKind.AskRoomScan) with { Text = "And the desk, please." });

        Assert.Equal([CheckInPart.Identity, CheckInPart.RoomScan], _state.CheckIn.Missing(_terms));
        Assert.Equal((null, "And the desk, please."), (_state.CheckIn.CompletedAt, _state.CheckIn.Message));
        Refused("watch.identity-missing", Order(ProctorActKind.ConfirmIdentity));
    }

    [Fact]
    public void Whoever_admits_has_confirmed_the_identity()
    {
        CheckedIn();
        Do(Order(ProctorActKind.Admit));

        Assert.Equal("pia", _state.CheckIn.Identity?.ConfirmedBy);
    }

    [Fact]
    public void What_the_server_notices_needs_no_consent_but_a_check_in_that_has_begun()
    {
        var noticed = new Signal.Did(Laptop, 0, At(1), At(1), SignalContext.Plain, Act.AddressChanged);
        Refused("watch.not-begun", new WatchCommand.Note(At(1), [noticed]));
        Begin();
        Do(new WatchCommand.Note(At(1), [noticed]));

        Assert.Equal(1, _state.Noted);
    }

    [Fact]
    public void At_the_end_what_lasts_is_closed_and_nothing_more_is_recorded()
    {
        CheckedIn();
        Do(new WatchCommand.Note(At(10), [Began(10, Condition.PageHidden), Began(10, Condition.NoFace)]));
        Do(new WatchCommand.MeetTime(At(14)));
        Do(new WatchCommand.RaiseHand(At(15), Guid.NewGuid(), true));

        // Told at 40 of an end at 20: whoever was away for 10 s then was not away for the 15 that the rule asks.
        Do(new WatchCommand.Close(At(40), At(20)));
        Do(new WatchCommand.Close(At(50), At(20)));

        var flag = Assert.Single(_state.Flags);
        Assert.Equal(("page-hidden", At(10), At(20)), (flag.Rule, flag.From, flag.To));
        Assert.Equal(At(20), _state.Over);
        Assert.Empty(_state.Lasting);
        Refused("watch.over", new WatchCommand.Note(At(60), [Did(Act.Pasted)]));
        Refused("watch.over", Say("Hello?"));
        Refused("watch.over", new WatchCommand.RaiseHand(At(60), Guid.NewGuid(), false));
        Refused("watch.over", Order(ProctorActKind.Message) with { Text = "Hello" });
        Refused("watch.over", new WatchCommand.GiveConsent(At(60), Guid.NewGuid(), "v1", true, true, true));
        Refused("watch.over", new WatchCommand.ShowIdentity(At(60), Guid.NewGuid(), true, "f", "d"));
        Refused("watch.over", new WatchCommand.ShowRoom(At(60), "room-2"));
        Assert.Empty(Decide(new WatchCommand.MeetTime(At(60))).Events);
    }

    [Fact]
    public void What_was_noticed_before_the_end_counts_when_it_comes_after_it()
    {
        CheckedIn();
        Do(new WatchCommand.Note(At(10), [Began(10, Condition.NoFace)]));
        Do(new WatchCommand.Close(At(40), At(40)));
        Assert.Equal((At(10), At(40)), (_state.Flags[0].From, _state.Flags[0].To));

        // The line was down from 20 on.
        Do(new WatchCommand.Note(At(400), [Late(new Signal.Ended(Laptop, ++_seq, At(28), At(400), SignalContext.Plain, Condition.NoFace)), Late(Did(Act.Pasted))]));

        Assert.Equal([("no-face", At(28)), ("pasted", At(31))], _state.Flags.Select(flag => (flag.Rule, flag.To!.Value)));
        Assert.All(_state.Flags, flag => Assert.True(flag.Counts));
        Assert.Equal(At(40), _state.Over);

        static Signal Late(Signal signal) => signal with { At = At(400) };
    }

    [Fact]
    public void What_lasted_to_the_end_is_closed_with_it_though_its_beginning_is_told_later()
    {
        CheckedIn();
        Do(new WatchCommand.Close(At(40), At(40)));

        Do(new WatchCommand.Note(At(100), [new Signal.Began(Laptop, 1, At(20), At(100), SignalContext.Plain, Condition.PageHidden)]));

        var flag = Assert.Single(_state.Flags);
        Assert.Equal((At(20), At(40)), (flag.From, flag.To));
        Assert.Empty(_state.Lasting);
    }

    [Fact]
    public void Of_a_late_report_what_was_noticed_after_the_end_is_refused_and_the_rest_is_kept_once()
    {
        CheckedIn();
        Do(new WatchCommand.Close(At(31), At(31)));
        var report = new WatchCommand.Note(At(60), [Did(Act.Pasted) with { At = At(60) }, Did(Act.Printed) with { ClientAt = At(32), At = At(60) }]);

        var decision = Decide(report);
        Assert.Equal("watch.over", decision.Refused?.Code);
        _state = decision.Events.Aggregate(_state, WatchState.Evolve);

        Assert.Equal(("pasted", 1), (Assert.Single(_state.Flags).Rule, _state.Noted));
        Refused("watch.over", report);
    }

    [Fact]
    public void What_did_not_last_long_enough_before_the_end_counts_no_more_though_the_end_was_known_late()
    {
        CheckedIn();
        Do(new WatchCommand.Note(At(29), [Began(29, Condition.PageHidden)]));
        Do(new WatchCommand.MeetTime(At(32)));
        Do(new WatchCommand.Note(At(33), [Did(Act.Pasted) with { ClientAt = At(33), At = At(33) }]));
        Assert.Equal(2, _state.Flags.Count(flag => flag.Counts));

        Do(new WatchCommand.Close(At(34), At(30)));

        Assert.All(_state.Flags, flag => Assert.Equal(new FlagStanding.Excused(Excuse.Brief), flag.Standing));
        Assert.Equal(At(30), _state.Flags[0].To);
    }

    [Fact]
    public void What_lasted_long_enough_before_the_end_counts_though_it_ended_after_it()
    {
        CheckedIn();
        Do(new WatchCommand.Note(At(20), [Began(20, Condition.PageHidden)]));
        Do(new WatchCommand.MeetTime(At(32)));
        Do(new WatchCommand.Close(At(34), At(30)));

        Assert.True(Assert.Single(_state.Flags).Counts);
    }

    [Fact]
    public void What_a_device_says_of_before_its_check_in_happened_then_at_the_earliest()
    {
        CheckedIn();
        Do(new WatchCommand.Note(At(8), [Began(8, Condition.Offline) with { ClientAt = DateTimeOffset.MinValue }]));
        Do(new WatchCommand.Note(At(9), [Did(Act.ClockJumped) with { ClientAt = DateTimeOffset.MinValue, At = At(9), Amount = int.MaxValue }]));

        Assert.Equal((At(0), (1, (DateTimeOffset?)At(0))), (_state.Drops[0].From, _state.Losses));
        Do(new WatchCommand.Note(At(40), [Began(40, Condition.PageHidden)]));
        Do(new WatchCommand.MeetTime(At(50)));
        Assert.Single(_state.Flags);
    }

    [Fact]
    public void An_erasure_that_is_told_again_is_written_down_once()
    {
        CheckedIn();
        Do(new WatchCommand.RecordErasure(At(30), "stills", 3, "after-end"));

        Assert.Empty(Decide(new WatchCommand.RecordErasure(At(31), "stills", 3, "after-end")).Events);
        Assert.Single(Decide(new WatchCommand.RecordErasure(At(31), "stills", 12, "retention")).Events);
    }

    [Fact]
    public void A_move_is_known_by_the_clock_of_whoever_noticed_it()
    {
        CheckedIn();
        Do(new WatchCommand.Note(At(10), [new Signal.Did(Laptop, 0, At(10.3), At(10), SignalContext.Plain, Act.TakenOver)]));

        Assert.Equal(At(10.3), _state.TakenOverAt);
    }

    [Fact]
    public void A_day_after_the_end_nothing_more_is_told_of_it()
    {
        CheckedIn();
        Do(new WatchCommand.Close(At(40), At(40)));
        var report = new WatchCommand.Note(At(40) + WatchRules.LateFor, [Did(Act.Pasted)]);

        Refused("watch.too-late", report with { At = report.At.AddMilliseconds(1) });
        Do(report);

        Assert.Single(_state.Flags);
    }

    [Fact]
    public void A_consent_stands_for_what_it_named_when_the_text_changes()
    {
        CheckedIn();
        _terms = Terms with { ConsentVersion = "v2" };

        Do(new WatchCommand.Note(At(20), [Did(Act.Pasted)]));
        Do(Order(ProctorActKind.AskIdentity) with { Text = "Again, please." });
        ShowIdentity();
        Do(new WatchCommand.CompleteCheckIn(At(25), Guid.NewGuid()));

        Assert.Equal(("v1", At(25)), (_state.CheckIn.Consent?.TextVersion, _state.CheckIn.CompletedAt));
    }

    [Fact]
    public void What_people_saw_may_be_written_down_after_the_end()
    {
        CheckedIn();
        Do(new WatchCommand.Close(At(20), At(20)));
        Do(Order(ProctorActKind.Note) with { Text = "Quiet." });
        Do(Report("The power went.", "att-1"));

        Assert.Equal(["att-1"], Assert.Single(_state.Incidents).Attachments);
    }

    [Fact]
    public void When_the_time_of_the_talk_is_over_nothing_of_it_is_shown()
    {
        CheckedIn();
        Do(Say("May I drink?"));
        Do(Order(ProctorActKind.Message) with { Text = "Yes." });
        Do(new WatchCommand.Close(At(20), At(20)));
        Do(new WatchCommand.RecordErasure(At(30), "stills", 12, "retention"));
        Assert.False(_state.TalkErased);
        Do(new WatchCommand.RecordErasure(At(30), WatchState.TalkKind, 1, "retention"));

        Assert.True(_state.TalkErased);
        Assert.Empty(_state.Talk.Lines);
        Assert.Equal("", Assert.Single(_state.Acts).Text);
    }

    [Fact]
    public void A_proctors_line_answers_the_learner_and_takes_the_hand_down()
    {
        CheckedIn();
        var question = Say("May I drink?");
        Do(question);
        Do(question);
        Do(Say("Hello?"));
        Do(new WatchCommand.RaiseHand(At(8), Guid.NewGuid(), true));
        Do(new WatchCommand.RaiseHand(At(9), Guid.NewGuid(), true));
        Assert.Equal((2, At(7), At(8)), (_state.Talk.Unanswered, _state.Talk.UnansweredSince, _state.Talk.HandSince));

        Do(new WatchCommand.Say(At(10), Guid.NewGuid(), Side.Proctor, "pia", "Proctor", "Yes"));

        Assert.Equal((0, null, null), (_state.Talk.Unanswered, _state.Talk.UnansweredSince, _state.Talk.HandSince));
        Assert.Equal(["May I drink?", "Hello?", "Yes"], _state.Talk.Lines.Select(line => line.Text));
    }

    [Fact]
    public void A_line_has_words_and_an_end()
    {
        CheckedIn();

        Refused("watch.text-missing", Say("  "));
        Refused("input.too-long", Say(new string('x', 2_001)));
    }

    [Fact]
    public void The_talk_that_is_kept_at_hand_is_bounded()
    {
        CheckedIn();
        for (var i = 0; i < Talk.MostLines + 5; i++)
            Do(Say($"{i}"));

        Assert.Equal((Talk.MostLines, "5"), (_state.Talk.Lines.Length, _state.Talk.Lines[0].Text));
    }

    [Fact]
    public void An_act_is_done_once_told_and_confirmed_once()
    {
        CheckedIn();
        var warn = Order(ProctorActKind.Warn) with { Text = "Please stay before the camera." };
        Do(warn);
        Do(warn);
        Do(new WatchCommand.Acknowledge(At(11), warn.Id, false));
        Do(new WatchCommand.Acknowledge(At(12), warn.Id, true));
        Do(new WatchCommand.Acknowledge(At(13), warn.Id, true));

        var act = Assert.Single(_state.Acts);
        Assert.Equal((At(11), At(12)), (act.DeliveredAt, act.ConfirmedAt));
        Refused("watch.act-unknown", new WatchCommand.Acknowledge(At(13), Guid.NewGuid(), true));
    }

    [Theory]
    [InlineData(ProctorActKind.AddTime, "watch.minutes-range")]
    [InlineData(ProctorActKind.TakeTime, "watch.minutes-range")]
    [InlineData(ProctorActKind.Break, "watch.minutes-range")]
    [InlineData(ProctorActKind.Message, "watch.text-missing")]
    [InlineData(ProctorActKind.Warn, "watch.text-missing")]
    [InlineData(ProctorActKind.Announce, "watch.text-missing")]
    [InlineData(ProctorActKind.Note, "watch.text-missing")]
    [InlineData(ProctorActKind.Report, "watch.irregularity-missing")]
    [InlineData(ProctorActKind.Flag, "watch.gravity-missing")]
    [InlineData(ProctorActKind.Unflag, "watch.flag-unknown")]
    [InlineData(ProctorActKind.Attach, "watch.evidence-unknown")]
    public void An_act_without_what_it_needs_is_refused(ProctorActKind kind, string code)
    {
        CheckedIn();

        Refused(code, Order(kind) with { Text = "" });
        Refused("watch.reason-missing", Order(kind) with { Reason = "" });
    }

    [Fact]
    public void A_report_says_how_grave_it_is_and_what_was_seen()
    {
        CheckedIn();

        Refused("watch.gravity-missing", Report("Noise") with { Gravity = null });
        Refused("watch.text-missing", Report(""));
    }

    [Fact]
    public void A_file_goes_with_the_newest_incident_and_stands_alone_without_one()
    {
        CheckedIn();
        Do(Order(ProctorActKind.Attach) with { Attachment = "before" });
        Do(Report("Noise"));
        Do(Order(ProctorActKind.Attach) with { Attachment = "after" });

        Assert.Equal(["after"], Assert.Single(_state.Incidents).Attachments);
    }

    [Fact]
    public void A_flag_set_by_a_proctor_is_taken_back_by_undoing_the_act_or_by_another_act()
    {
        CheckedIn();
        var set = Order(ProctorActKind.Flag) with { Text = "Talks", Gravity = Gravity.Serious };
        Do(set);
        Assert.Equal(0.9m, _state.Attention);

        Do(new WatchCommand.Undo(At(20), Guid.NewGuid(), set.Id, "pia", "mistake"));
        Assert.IsType<FlagStanding.Withdrawn>(_state.Flags[0].Standing);

        Do(Order(ProctorActKind.Flag) with { Text = "Talks again", Gravity = Gravity.Minor });
        Do(Order(ProctorActKind.Unflag) with { Flag = 2, Text = "It was the radio" });
        Assert.Equal(new FlagStanding.Withdrawn("pia", "It was the radio"), _state.Flags[1].Standing);
    }

    [Fact]
    public void Only_what_can_be_taken_back_is_and_only_once()
    {
        CheckedIn();
        var (message, end) = (Order(ProctorActKind.Message) with { Text = "Hello" }, Order(ProctorActKind.End));
        Do(message);
        Do(end);
        var undo = new WatchCommand.Undo(At(20), Guid.NewGuid(), message.Id, "pia", "mistake");
        Refused("watch.reason-missing", undo with { Reason = " " });
        Do(undo);
        Do(undo);

        Assert.Equal(undo.Command, _state.Acts[0].Undo);
        Refused("watch.act-undone", undo with { Command = Guid.NewGuid() });
        Refused("watch.act-final", undo with { Act = end.Id });
        Refused("watch.act-unknown", undo with { Act = Guid.NewGuid() });
    }

    [Fact]
    public void An_act_that_comes_after_it_was_taken_back_does_nothing()
    {
        CheckedIn();
        var late = Order(ProctorActKind.Warn) with { Text = "Leave the room." };
        var undo = new WatchCommand.Undo(At(9), Guid.NewGuid(), late.Id, "pia", "mistake", ProctorActKind.Warn);
        Refused("watch.act-final", undo with { Kind = ProctorActKind.End });
        Do(undo);
        Do(undo);

        Refused("watch.act-undone", late);
        Assert.Empty(_state.Acts);
        Assert.Equal(new CancelledAct(late.Id, "pia"), Assert.Single(_state.Cancelled));
    }

    [Fact]
    public void What_was_seen_earlier_keeps_the_time_when_it_was()
    {
        CheckedIn();
        Do(Report("Noise") with { HappenedAt = At(6) });
        Do(Order(ProctorActKind.Flag) with { Text = "Talks", Gravity = Gravity.Minor, HappenedAt = At(7) });
        Do(Report("Noise again") with { HappenedAt = At(70) });

        Assert.Equal([(At(10), At(6)), (At(10), null)], _state.Incidents.Select(incident => (incident.At, incident.HappenedAt)));
        Assert.Equal((At(7), At(7)), (_state.Flags[0].From, _state.Flags[0].To));
    }

    [Theory]
    [InlineData(0.0, Gravity.Minor)]
    [InlineData(0.3, Gravity.Minor)]
    [InlineData(0.6, Gravity.Moderate)]
    [InlineData(0.9, Gravity.Serious)]
    [InlineData(1.0, Gravity.Serious)]
    public void What_was_measured_counts_before_what_is_said(double severity, Gravity gravity)
    {
        CheckedIn();
        Do(Order(ProctorActKind.Flag) with { Text = "Talks", Gravity = Gravity.Moderate, Severity = (decimal)severity });
        Do(Report("Noise") with { Severity = (decimal)severity });
        Refused("watch.severity-range", Report("Noise") with { Severity = 1.01m });

        Assert.Equal(((decimal)severity, gravity), (_state.Flags[0].Severity, _state.Incidents[0].Gravity));
    }

    private static DateTimeOffset At(double seconds) => Noon + TimeSpan.FromSeconds(seconds);

    private void Begin() => Do(new WatchCommand.Begin(At(0), Guid.NewGuid(), "w~1~1", "learner-1", "exam", 1));

    private void Consent() => Do(new WatchCommand.GiveConsent(At(2), Guid.NewGuid(), "v1", true, true, true));

    private void ShowIdentity() => Do(new WatchCommand.ShowIdentity(At(3), Guid.NewGuid(), true, "face-1", "document-1"));

    private void CheckedIn()
    {
        Begin();
        Consent();
        ShowIdentity();
        Do(new WatchCommand.ShowRoom(At(4), "room-1"));
        Do(new WatchCommand.CompleteCheckIn(At(5), Guid.NewGuid()));
    }

    private static WatchCommand.TakeAct Order(ProctorActKind kind) => new(At(10), Guid.NewGuid(), kind, "pia", "routine");

    private static WatchCommand.TakeAct Report(string text, string? attachment = null) => Order(ProctorActKind.Report) with
    {
        Text = text,
        Irregularity = Irregularity.EnvironmentNoise,
        Gravity = Gravity.Minor,
        Attachment = attachment,
    };

    private static WatchCommand.Say Say(string text) => new(At(7), Guid.NewGuid(), Side.Learner, "ada", "Ada Lovelace", text);

    private Signal.Began Began(double at, Condition what) => new(Laptop, ++_seq, At(at), At(at), SignalContext.Plain, what);

    private Signal.Did Did(Act what) => new(Laptop, ++_seq, At(31), At(31), SignalContext.Plain, what);

    private WatchDecision Decide(WatchCommand command) => WatchRules.Decide(_state, command, _terms);

    private void Refused(string code, WatchCommand command)
    {
        var decision = Decide(command);
        Assert.Equal(code, decision.Refused?.Code);
        Assert.Empty(decision.Events);
    }

    private void Do(WatchCommand command)
    {
        var decision = Decide(command);
        Assert.Null(decision.Refused);
        _state = decision.Events.Aggregate(_state, WatchState.Evolve);
    }
}
