using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Tests.Proctoring;

public sealed class FlagTests
{
    private static readonly Guid Laptop = Guid.Parse("00000000-0000-0000-0000-00000000000a");
    private static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);
    private static readonly ImmutableArray<FlagRule> Rules =
    [
        new("left", "Left", new FlagTrigger.Lasting(Condition.WindowBlurred, TimeSpan.FromSeconds(5)), 0.3m, [Excuse.NetworkDrop, Excuse.ClockJump, Excuse.Prompt, Excuse.AssistiveTools]),
        new("pasted", "Pasted", new FlagTrigger.Repeated([Act.Pasted, Act.Dropped], 3, TimeSpan.FromSeconds(60)), 0.5m, []),
    ];

    private WatchState _state = Consented;
    private long _seq;

    private static readonly WatchState Consented = WatchState.Empty with
    {
        CheckIn = CheckIn.NotBegun with { BeganAt = Noon - TimeSpan.FromHours(1), Consent = new("v1", true, true, true, Noon - TimeSpan.FromHours(1)) },
    };

    [Fact]
    public void A_condition_raises_its_flag_once_it_has_lasted_long_enough_and_ends_it_when_it_ends()
    {
        Note(Began(0, Condition.WindowBlurred));
        Tick(4.999);
        Assert.Empty(_state.Flags);

        Tick(5);
        Tick(6);
        var flag = Assert.Single(_state.Flags);
        Assert.Equal((1, "left", 0.3m, At(0), null), (flag.Number, flag.Rule, flag.Severity, flag.From, flag.To));

        Note(Ended(9, Condition.WindowBlurred));
        Assert.Equal(At(9), Assert.Single(_state.Flags).To);
    }

    [Fact]
    public void A_condition_that_was_short_raises_nothing()
    {
        Note(Began(0, Condition.WindowBlurred), Ended(4.9, Condition.WindowBlurred));
        Tick(60);

        Assert.Empty(_state.Flags);
    }

    [Fact]
    public void What_lasted_long_enough_is_flagged_even_when_it_is_told_after_it_ended()
    {
        Note(20, Began(0, Condition.WindowBlurred), Ended(8, Condition.WindowBlurred));

        var flag = Assert.Single(_state.Flags);
        Assert.Equal((At(0), At(8)), (flag.From, flag.To));
        Assert.True(flag.Counts);
    }

    [Theory]
    [InlineData(-9)]
    [InlineData(2)]
    public void Leaving_the_window_next_to_a_lost_connection_is_excused(double dropped)
    {
        Note(30, Began(dropped, Condition.Offline), Began(0, Condition.WindowBlurred), Ended(8, Condition.WindowBlurred));

        Assert.Equal(new FlagStanding.Excused(Excuse.NetworkDrop), Assert.Single(_state.Flags).Standing);
    }

    [Fact]
    public void A_connection_lost_long_before_excuses_nothing()
    {
        Note(30, Began(-60, Condition.Offline), Ended(-40, Condition.Offline), Began(0, Condition.WindowBlurred), Ended(8, Condition.WindowBlurred));

        Assert.True(Assert.Single(_state.Flags).Counts);
    }

    [Fact]
    public void A_flag_is_excused_when_the_connection_is_seen_to_go_right_after()
    {
        Note(Began(0, Condition.WindowBlurred));
        Tick(6);
        Assert.True(Assert.Single(_state.Flags).Counts);

        Note(Began(8, Condition.Offline));

        Assert.Equal(new FlagStanding.Excused(Excuse.NetworkDrop), Assert.Single(_state.Flags).Standing);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(11, false)]
    [InlineData(-35, true)]
    [InlineData(-55, false)]
    public void A_silence_that_the_session_noticed_excuses_what_was_flagged_before_it_was_known(double from, bool excused)
    {
        Note(Began(0, Condition.WindowBlurred));
        Tick(6);

        Lose(60, from, from + 40);

        Assert.Equal(excused ? new FlagStanding.Excused(Excuse.NetworkDrop) : FlagStanding.Open, Assert.Single(_state.Flags).Standing);
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(11, false)]
    [InlineData(-35, true)]
    [InlineData(-55, false)]
    public void A_silence_that_the_session_noticed_excuses_what_is_told_after_it(double from, bool excused)
    {
        Lose(60, from, from + 40);

        Note(60, Began(0, Condition.WindowBlurred), Ended(8, Condition.WindowBlurred));

        Assert.Equal(excused ? new FlagStanding.Excused(Excuse.NetworkDrop) : FlagStanding.Open, Assert.Single(_state.Flags).Standing);
    }

    [Fact]
    public void A_silence_is_written_down_once_and_closes_no_drop_of_the_pages_own()
    {
        Note(Began(0, Condition.Offline));
        Lose(50, 2, 42);
        Lose(51, 2, 42);
        Note(52, Ended(45, Condition.Offline));

        Assert.Equal([new(At(0), At(45)), new Drop(At(2), At(42))], _state.Drops);
    }

    [Fact]
    public void What_page_and_session_noticed_of_one_loss_counts_once()
    {
        Assert.Equal((0, null), _state.Losses);
        Note(Began(0, Condition.Offline), Ended(40, Condition.Offline));
        Lose(41, -8, 38);
        Lose(120, 70, 110);
        Assert.Equal((2, At(110)), _state.Losses);

        Note(Began(300, Condition.Offline));
        Assert.Equal((3, At(300)), _state.Losses);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(605)]
    public void What_lies_beside_a_sleep_is_excused_whichever_of_its_ends_the_clock_names(double noticed)
    {
        Note(700, Began(0, Condition.WindowBlurred), Did(noticed, Act.ClockJumped) with { Amount = 600 }, Ended(610, Condition.WindowBlurred));

        Assert.Equal(new FlagStanding.Excused(Excuse.ClockJump), Assert.Single(_state.Flags).Standing);
    }

    [Fact]
    public void A_flag_is_excused_when_the_device_is_seen_to_have_slept()
    {
        Note(Began(0, Condition.WindowBlurred));
        Tick(30);
        Assert.True(Assert.Single(_state.Flags).Counts);

        Note(Did(25, Act.ClockJumped) with { Amount = 20 });

        Assert.Equal(new FlagStanding.Excused(Excuse.ClockJump), Assert.Single(_state.Flags).Standing);
    }

    [Fact]
    public void A_clock_that_is_set_by_a_day_does_not_explain_the_day()
    {
        Note(700, Began(0, Condition.WindowBlurred), Ended(8, Condition.WindowBlurred), Did(100, Act.ClockJumped) with { Amount = 86_400 });

        Assert.True(Assert.Single(_state.Flags).Counts);
    }

    [Fact]
    public void A_sleep_long_before_excuses_nothing()
    {
        Note(Did(-60, Act.ClockJumped) with { Amount = 30 });
        Note(30, Began(0, Condition.WindowBlurred), Ended(8, Condition.WindowBlurred));

        Assert.True(Assert.Single(_state.Flags).Counts);
    }

    [Fact]
    public void What_turns_out_to_have_been_too_short_counts_no_more()
    {
        Note(Began(0, Condition.WindowBlurred));
        Tick(6);
        Assert.True(Assert.Single(_state.Flags).Counts);

        Note(40, Ended(3, Condition.WindowBlurred));

        var flag = Assert.Single(_state.Flags);
        Assert.Equal((At(3), new FlagStanding.Excused(Excuse.Brief)), (flag.To, flag.Standing));
    }

    [Fact]
    public void What_began_in_the_same_moment_ends_for_itself()
    {
        Note(Began(0, Condition.WindowBlurred), Began(0, Condition.PageHidden));
        Tick(6);
        Note(7, Ended(4, Condition.PageHidden));

        var left = Assert.Single(_state.Flags, flag => flag.Rule == "left");
        Assert.Equal((null, true), (left.To, left.Counts));
    }

    [Fact]
    public void A_window_left_for_the_browsers_own_question_is_excused()
    {
        Note(Began(0, Condition.WindowBlurred) with { Context = new(PromptOpen: true) });
        Tick(6);

        Assert.Equal(new FlagStanding.Excused(Excuse.Prompt), Assert.Single(_state.Flags).Standing);
    }

    [Fact]
    public void Assistive_tools_excuse_only_by_the_accommodation_and_not_by_what_the_device_says()
    {
        Note(Began(0, Condition.WindowBlurred) with { Context = new(AssistiveTools: true) });
        Tick(6);
        Assert.True(Assert.Single(_state.Flags).Counts);

        _state = Consented;
        Note(Began(10, Condition.WindowBlurred));
        Tick(16, new Exemptions(true, []));
        Assert.Equal(new FlagStanding.Excused(Excuse.AssistiveTools), Assert.Single(_state.Flags).Standing);
    }

    [Fact]
    public void An_exempted_rule_does_not_hold()
    {
        var exempt = new Exemptions(false, ["left"]);
        Note(Began(0, Condition.WindowBlurred));
        Tick(60, exempt);

        Assert.Empty(_state.Flags);
        Assert.Null(FlagRules.NextDue(_state, Rules, exempt));
    }

    [Fact]
    public void Acts_count_together_within_their_time_and_each_for_one_flag_only()
    {
        Note(Did(0, Act.Pasted), Did(30, Act.Dropped), Did(61, Act.Pasted));
        Assert.Empty(_state.Flags);

        Note(Did(70, Act.Pasted));
        var flag = Assert.Single(_state.Flags);
        Assert.Equal((At(30), At(70)), (flag.From, flag.To));

        Note(Did(75, Act.Pasted), Did(76, Act.Pasted));
        Assert.Single(_state.Flags);
        Note(Did(77, Act.Pasted));
        Assert.Equal(2, _state.Flags.Length);
    }

    [Fact]
    public void Acts_that_the_device_put_into_one_count_as_often_as_they_happened()
    {
        Note(Did(0, Act.Pasted) with { Times = 3 });

        Assert.Single(_state.Flags);
        Assert.Equal(3, _state.Noted);
    }

    [Fact]
    public void The_next_moment_to_look_is_when_something_will_have_lasted_long_enough()
    {
        Assert.Null(FlagRules.NextDue(_state, Rules, Exemptions.None));

        Note(Began(0, Condition.WindowBlurred));
        Assert.Equal(At(5), FlagRules.NextDue(_state, Rules, Exemptions.None));

        Tick(5);
        Assert.Null(FlagRules.NextDue(_state, Rules, Exemptions.None));
    }

    [Fact]
    public void A_signal_told_again_adds_nothing()
    {
        var pasted = Did(0, Act.Pasted);
        Note(pasted);
        Note(pasted, pasted);

        Assert.Equal(1, _state.Noted);
        Assert.Single(_state.Recent);
    }

    [Fact]
    public void A_clock_that_runs_ahead_makes_nothing_last_longer()
    {
        // The device claims that the page has been left for an hour; the server heard of it this second.
        var began = Began(0, Condition.WindowBlurred) with { ClientAt = At(0) + TimeSpan.FromHours(1) };
        Note(began);

        Assert.Equal(At(0), Assert.Single(_state.Open).Since);
    }

    [Fact]
    public void A_flag_set_by_hand_can_be_taken_back_and_both_say_why()
    {
        var (set, withdraw) = (Guid.NewGuid(), Guid.NewGuid());
        Do(new WatchCommand.SetFlag(At(1), set, "ada", "Talks to somebody", 0.7m));
        Do(new WatchCommand.SetFlag(At(2), set, "ada", "Talks to somebody", 0.7m));
        Assert.Equal(0.7m, _state.Attention);

        Assert.Equal("watch.reason-missing", Decide(new WatchCommand.WithdrawFlag(At(3), withdraw, "ada", 1, " ")).Refused?.Code);
        Do(new WatchCommand.WithdrawFlag(At(3), withdraw, "ada", 1, "It was the invigilator"));

        Assert.Equal(new FlagStanding.Withdrawn("ada", "It was the invigilator"), Assert.Single(_state.Flags).Standing);
        Assert.Equal(0, _state.Attention);
        Assert.Equal("watch.flag-withdrawn", Decide(new WatchCommand.WithdrawFlag(At(4), Guid.NewGuid(), "bob", 1, "Again")).Refused?.Code);
        Assert.Equal("watch.flag-unknown", Decide(new WatchCommand.WithdrawFlag(At(4), Guid.NewGuid(), "bob", 2, "None")).Refused?.Code);
    }

    [Fact]
    public void A_silence_that_is_told_in_parts_is_one_drop()
    {
        Lose(20, 10, 20);
        Lose(30, 10, 30);

        Assert.Equal(new Drop(At(10), At(30)), Assert.Single(_state.Drops));
    }

    [Fact]
    public void A_flood_in_one_message_is_refused_and_changes_nothing()
    {
        var flood = Enumerable.Range(0, WatchRules.MostSignals + 1).Select(_ => (Signal)Did(0, Act.Copied)).ToImmutableArray();

        Assert.Equal("watch.too-many-signals", Decide(new WatchCommand.Note(At(1), flood)).Refused?.Code);
    }

    private static DateTimeOffset At(double seconds) => Noon + TimeSpan.FromSeconds(seconds);

    private Signal.Began Began(double at, Condition what) => new(Laptop, ++_seq, At(at), At(at), SignalContext.Plain, what);

    private Signal.Ended Ended(double at, Condition what) => new(Laptop, ++_seq, At(at), At(at), SignalContext.Plain, what);

    private Signal.Did Did(double at, Act what) => new(Laptop, ++_seq, At(at), At(at), SignalContext.Plain, what);

    private void Note(params Signal[] signals) => Do(new WatchCommand.Note(signals.Max(signal => signal.At), [.. signals]));

    private void Note(double at, params Signal[] signals) => Do(new WatchCommand.Note(At(at), [.. signals.Select(signal => signal with { At = At(at) })]));

    private void Tick(double at, Exemptions? exemptions = null) => Do(new WatchCommand.MeetTime(At(at)), exemptions);

    private void Lose(double at, double from, double to) => Do(new WatchCommand.LoseConnection(At(at), At(from), At(to)));

    private WatchDecision Decide(WatchCommand command, Exemptions? exemptions = null) => WatchRules.Decide(_state, command, new("v1", true, true, true, true, false, "Ada Lovelace", Rules, exemptions ?? Exemptions.None));

    private void Do(WatchCommand command, Exemptions? exemptions = null)
    {
        var decision = Decide(command, exemptions);
        Assert.Null(decision.Refused);
        _state = decision.Events.Aggregate(_state, WatchState.Evolve);
    }
}
