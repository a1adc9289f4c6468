using ExamEngine.Core.Definitions;
using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class GapTests
{
    private static readonly ExamVersion TenMinutesBack = Exams.Free(2).GivingBack(10);

    [Fact]
    public void A_silence_up_to_the_policys_length_is_no_gap()
    {
        var scene = Sat(TenMinutesBack).At("0:30");

        Assert.Equal(["Heard"], scene.Hear().Names());
        Assert.Equal(TimeSpan.Zero, scene.Time.Lost);
    }

    [Fact]
    public void A_longer_silence_is_written_down_and_given_back()
    {
        var scene = Sat(TenMinutesBack).At("4:00");

        var gap = scene.Hear().Happened<SessionEvent.ConnectionLost>();

        Assert.Equal((Moment("0:00"), Moment("4:00"), TimeSpan.FromMinutes(4), true), (gap.From, gap.To, gap.Credited, gap.Back));
        Assert.Equal(TimeSpan.FromMinutes(60), scene.Remaining);
    }

    [Fact]
    public void Lost_time_is_given_back_up_to_the_cap_over_all_gaps()
    {
        var scene = Sat(TenMinutesBack);

        scene.At("7:00").Hear();
        scene.At("14:00").Hear();
        scene.At("21:00").Hear();

        Assert.Equal((TimeSpan.FromMinutes(21), TimeSpan.FromMinutes(10)), (scene.Time.Lost, scene.Time.LostCredited));
        Assert.Equal(Moment("70:00"), scene.Time.Deadline);
    }

    [Fact]
    public void A_gap_is_written_down_also_where_nothing_is_given_back()
    {
        var scene = Sat(Exams.Free(1)).At("4:00");

        Assert.Equal(TimeSpan.Zero, scene.Hear().Happened<SessionEvent.ConnectionLost>().Credited);
        Assert.Equal(TimeSpan.FromMinutes(4), scene.Time.Lost);
    }

    [Fact]
    public void A_deadline_met_in_silence_moves_on_until_the_cap_is_used_up()
    {
        var scene = Sat(TenMinutesBack).HeardUntil("55:00");

        scene.At("60:10").MeetDeadline();
        Assert.Equal(Moment("65:10"), scene.Time.Deadline);
        Assert.True(scene.Sitting.Silent);
        scene.At("65:20").MeetDeadline();
        Assert.Equal(Moment("70:00"), scene.Time.Deadline);
        scene.At("70:10").MeetDeadline();

        Assert.Equal(new Ending.Expired(Moment("70:00")), scene.Sealed.Ending);
        Assert.Equal(TimeSpan.FromMinutes(15), scene.Sealed.Time?.Lost);
    }

    [Fact]
    public void The_device_that_comes_back_from_an_open_gap_closes_it()
    {
        var scene = Sat(TenMinutesBack).HeardUntil("55:00");
        scene.At("60:10").MeetDeadline();

        var rest = scene.At("60:13").Save(Pick(1, 1, "a")).Happened<SessionEvent.ConnectionLost>();

        Assert.Equal((Moment("60:10"), Moment("60:13"), true), (rest.From, rest.To, rest.Back));
        Assert.False(scene.Sitting.Silent);
        Assert.Equal(Moment("65:13"), scene.Time.Deadline);
    }

    [Fact]
    public void Whoever_comes_after_a_deadline_met_in_silence_finds_the_time_given_back()
    {
        var scene = Sat(TenMinutesBack).HeardUntil("55:00");

        scene.At("60:11").AddTime(1).Accepted();

        Assert.Equal(Moment("66:11"), scene.Time.Deadline);
    }

    [Fact]
    public void Silence_after_the_deadline_is_nobodys_loss()
    {
        var scene = Sat(TenMinutesBack.With(policy => policy with { Grace = TimeSpan.FromMinutes(2) })).HeardUntil("60:20");

        scene.At("61:30").Save(Pick(1, 1, "a")).Accepted();
        Assert.Equal(Moment("60:00"), scene.Time.Deadline);

        scene.At("90:00").Hear();
        Assert.Equal(new Ending.Expired(Moment("60:00")), scene.Sealed.Ending);
    }

    [Fact]
    public void A_session_that_ended_with_its_learner_present_is_not_brought_back_by_an_outage()
    {
        var scene = Sat(TenMinutesBack).HeardUntil("60:00").Crash();

        scene.At("63:00").Save(Pick(1, 1, "a")).RefusedEntries(("entries[0]", "session.deadline-passed"));

        Assert.Equal(new Ending.Expired(Moment("60:00")), scene.Sealed.Ending);
    }

    [Fact]
    public void A_silence_too_short_when_the_deadline_was_due_is_no_gap_however_late_it_is_found()
    {
        var scene = Sat(TenMinutesBack).HeardUntil("59:50");

        scene.At("65:00").Hear();

        Assert.Equal(new Ending.Expired(Moment("60:00")), scene.Sealed.Ending);
    }

    [Fact]
    public void No_more_is_given_back_than_a_window_that_wins_leaves()
    {
        var scene = Sat(TenMinutesBack, windowCloses: "20:00").HeardUntil("15:00");

        var gap = scene.At("20:10").MeetDeadline().Happened<SessionEvent.ConnectionLost>();

        Assert.Equal((Moment("20:00"), TimeSpan.FromMinutes(5)), (gap.To, gap.Credited));
        Assert.Equal(new Ending.Expired(Moment("20:00")), scene.Sealed.Ending);
    }

    [Fact]
    public void A_pause_writes_down_the_silence_before_it()
    {
        var scene = Sat(TenMinutesBack).HeardUntil("5:00");

        scene.At("6:00").Pause();
        scene.At("20:00").Resume();
        scene.At("20:05").Hear().Nothing();

        Assert.Equal((TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(1)), (scene.Time.Lost, scene.Time.Credited));
        Assert.Equal(TimeSpan.FromMinutes(14), scene.Time.Paused);
    }

    [Fact]
    public void A_pause_while_the_device_is_there_finds_no_gap()
    {
        var scene = Sat(TenMinutesBack).HeardUntil("5:20");

        Assert.Equal(["Paused"], scene.At("5:25").Pause().Names());
    }

    [Fact]
    public void A_proctors_end_writes_down_the_silence_before_it()
    {
        var scene = Sat(TenMinutesBack).At("6:00");

        Assert.Equal(["ConnectionLost", "Submitted"], scene.End().Names());
        Assert.Equal(TimeSpan.FromMinutes(6), scene.Sealed.Time?.Lost);
    }

    [Fact]
    public void A_lost_connection_never_ends_a_session()
    {
        var scene = Sat(Exams.Free(1)).At("59:59");

        scene.Save(Pick(1, 1, "a"));

        Assert.Single(scene.Work.Answers);
    }

    [Fact]
    public void A_crash_forgets_at_most_one_gap_length_of_being_heard()
    {
        var scene = Sat(TenMinutesBack).HeardUntil("5:20").Crash();

        var gap = scene.At("5:40").Hear().Happened<SessionEvent.ConnectionLost>();

        Assert.Equal(Moment("5:00"), gap.From);
    }

    [Fact]
    public void Entering_a_section_is_being_heard()
    {
        var scene = Sat(Exams.OneWay(1, 1)).HeardUntil("5:20");
        scene.At("5:25").EnterSection(1);

        Assert.Equal(Moment("5:25"), scene.Sitting.HeardAt);
    }

    [Fact]
    public void A_stranger_who_is_heard_renews_nothing()
    {
        var scene = Sat(TenMinutesBack).At("5:00");

        scene.Hear(Phone).Nothing();

        Assert.Equal(Moment("0:00"), scene.Sitting.HeardAt);
    }
}
