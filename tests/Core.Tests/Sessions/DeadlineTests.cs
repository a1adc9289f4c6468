using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class DeadlineTests
{
    [Fact]
    public void A_save_counts_until_the_very_end_of_the_grace()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("60:00");

        scene.At("60:10").Save(Pick(1, 1, "a")).Accepted();
        Assert.Equal(TimeSpan.Zero, scene.Remaining);
    }

    [Fact]
    public void Saving_after_the_deadline_and_its_grace_is_refused_and_ends_the_session()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("60:00");

        var decision = scene.At("60:10.001").Save(Pick(1, 1, "a"));

        decision.RefusedEntries(("entries[0]", "session.deadline-passed"));
        Assert.Equal(new Ending.Expired(Moment("60:00")), scene.Sealed.Ending);
        Assert.Empty(scene.Work.Answers);
    }

    [Fact]
    public void The_deadlines_own_call_closes_at_the_end_of_the_grace_and_not_before()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("60:00");

        scene.At("60:09.999").MeetDeadline().Nothing();
        scene.At("60:10").MeetDeadline();

        Assert.Equal(Moment("60:00"), scene.Sealed.Ending.EndedAt);
        Assert.Equal(TimeSpan.FromMinutes(60), scene.Sealed.Time?.Run);
    }

    [Fact]
    public void A_deadline_found_days_later_ends_the_session_when_it_stood()
    {
        var scene = Sat(Exams.Free(1)).Crash();

        scene.At("72:00:00").MeetDeadline();

        Assert.Equal(new Ending.Expired(Moment("60:00")), scene.Sealed.Ending);
    }

    [Theory]
    [InlineData("60:00", EndedBy.Learner, "60:00")]
    [InlineData("60:00.001", EndedBy.Deadline, "60:00")]
    [InlineData("60:10", EndedBy.Deadline, "60:00")]
    [InlineData("12:00", EndedBy.Learner, "12:00")]
    public void A_submission_in_the_grace_is_the_deadlines(string at, EndedBy by, string ended)
    {
        var scene = Sat(Exams.Free(1)).HeardUntil(at is "12:00" ? at : "60:00");

        scene.At(at).Submit().Accepted();

        Assert.Equal(new Ending.Submitted(by, Moment(ended)), scene.Sealed.Ending);
    }

    [Fact]
    public void A_window_that_wins_ends_a_running_session()
    {
        var scene = Sat(Exams.Free(1), windowCloses: "20:00").HeardUntil("20:00");

        Assert.Equal(Moment("20:00"), scene.Time.NextDeadline);
        scene.At("20:10").MeetDeadline();

        Assert.Equal(new Ending.Expired(Moment("20:00")), scene.Sealed.Ending);
    }

    [Fact]
    public void A_window_that_loses_leaves_the_full_working_time()
    {
        var scene = Sat(Exams.Free(1).With(policy => policy with { WindowCloseWins = false }), windowCloses: "20:00");

        Assert.Equal(Moment("60:00"), scene.Time.NextDeadline);
    }

    [Fact]
    public void Added_time_moves_the_deadline_but_never_past_a_window_that_wins()
    {
        var scene = Sat(Exams.Free(1), windowCloses: "65:00");

        scene.AddTime(3).Accepted();
        Assert.Equal(Moment("63:00"), scene.Time.Deadline);
        scene.AddTime(10).Accepted();
        Assert.Equal(Moment("65:00"), scene.Time.Deadline);
    }

    [Fact]
    public void Time_added_in_the_grace_goes_on_from_the_old_deadline()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("60:00").At("60:05");

        scene.AddTime(5).Accepted();

        Assert.Equal(Moment("65:00"), scene.Time.Deadline);
    }

    [Fact]
    public void No_time_less_than_none_and_no_more_than_a_day_is_added()
    {
        var scene = Sat(Exams.Free(1));

        scene.AddTime(0).Refused("input.amount");
        scene.AddTime(-5).Refused("input.amount");
        scene.AddTime(24 * 60 + 1).Refused("input.amount");
    }

    [Fact]
    public void An_accommodation_multiplies_the_exam_and_its_sections()
    {
        var scene = Sat(Exams.Timed(10, 20), multiplier: 150);

        Assert.Equal(Moment("90:00"), scene.Time.Deadline);
        Assert.Equal(Moment("15:00"), scene.Time.SectionDeadline);
    }

    [Fact]
    public void A_clock_set_back_gives_no_working_time()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("30:00");
        scene.At("30:00").Save(Pick(1, 1, "a"));

        scene.At("10:00").Pause().Accepted();

        Assert.Equal(TimeSpan.FromMinutes(30), scene.Time.Run);
        scene.At("11:00").Resume().Accepted();
        Assert.Equal(TimeSpan.FromMinutes(30), scene.Remaining);
        Assert.True(scene.Stream.Zip(scene.Stream.Skip(1)).All(pair => pair.First.At <= pair.Second.At));
    }
}
