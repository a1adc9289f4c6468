using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class PauseTests
{
    [Fact]
    public void A_pause_stops_the_clock_and_a_resumption_starts_it()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");

        scene.Pause().Accepted();
        Assert.Null(scene.Time.NextDeadline);
        scene.At("25:00").Resume().Accepted();

        Assert.Equal(TimeSpan.FromMinutes(50), scene.Remaining);
        Assert.Equal(TimeSpan.FromMinutes(15), scene.Time.Paused);
    }

    [Fact]
    public void A_pause_stops_the_clock_of_a_section_too()
    {
        var scene = Sat(Exams.Timed(10, 0)).HeardUntil("4:00");

        scene.Pause();
        scene.At("30:00").Resume();

        Assert.Equal(Moment("36:00"), scene.Time.SectionDeadline);
        Assert.Equal(Moment("86:00"), scene.Time.Deadline);
    }

    [Fact]
    public void A_save_under_way_when_the_pause_came_still_counts()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");
        scene.Pause();

        scene.At("10:10").Save(Pick(1, 1, "a")).Accepted();
        scene.At("10:10.001").Save(Pick(2, 1, "b")).Refused("session.paused");
    }

    [Fact]
    public void A_repeat_of_a_stored_save_is_answered_well_in_a_pause()
    {
        var scene = Sat(Exams.Free(1));
        scene.Save(Pick(1, 1, "a"));
        scene.Pause();

        scene.At("5:00").Save(Pick(1, 1, "a")).Nothing();
    }

    [Fact]
    public void A_paused_session_enters_no_section()
    {
        var scene = Sat(Exams.OneWay(1, 1));
        scene.Pause();

        scene.EnterSection(1).Refused("session.paused");
    }

    [Fact]
    public void Only_what_runs_is_paused_and_only_what_is_paused_is_resumed()
    {
        var scene = Sat(Exams.Free(1));

        scene.Resume().Refused("session.not-paused");
        scene.Pause().Accepted();
        scene.Pause().Refused("session.paused");
    }

    [Fact]
    public void When_time_is_up_there_is_nothing_left_to_pause()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("60:00");

        scene.At("60:00.001").Pause().Refused("session.deadline-passed");
        scene.At("60:00").Pause().Accepted();
    }

    [Fact]
    public void A_pause_in_the_grace_of_a_section_takes_nothing_from_the_next_one_and_gives_nothing_to_it()
    {
        var scene = Sat(Exams.Timed(10, 10)).HeardUntil("10:00");

        scene.At("10:05").Pause().Accepted();
        scene.At("20:00").Resume();
        scene.At("20:06").Hear();

        Assert.Equal(1, scene.Work.CurrentSection);
        Assert.Equal(Moment("29:55"), scene.Time.SectionDeadline);
        Assert.Equal(Moment("69:55"), scene.Time.Deadline);
    }

    [Fact]
    public void A_window_that_wins_ends_a_paused_session_too()
    {
        var scene = Sat(Exams.Free(1), windowCloses: "20:00").HeardUntil("15:00");
        scene.Pause();

        Assert.Equal(Moment("20:00"), scene.Time.NextDeadline);
        scene.At("20:10").MeetDeadline();

        Assert.Equal(new Ending.Expired(Moment("20:00")), scene.Sealed.Ending);
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5)), (scene.Sealed.Time?.Run, scene.Sealed.Time?.Paused));
    }

    [Fact]
    public void A_session_is_not_resumed_when_its_window_has_closed()
    {
        var scene = Sat(Exams.Free(1), windowCloses: "20:00");
        scene.Pause();

        scene.At("20:05").Resume().Refused("session.deadline-passed");
    }

    [Fact]
    public void Silence_in_a_pause_is_nobodys_loss()
    {
        var scene = Sat(Exams.Free(1).GivingBack(10)).HeardUntil("10:00");
        scene.Pause();
        scene.At("20:00").Resume();

        scene.At("20:20").Hear().Nothing();
        Assert.Equal(TimeSpan.Zero, scene.Time.Lost);
    }

    [Fact]
    public void A_paused_session_may_be_ended_by_a_proctor()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");
        scene.Pause();

        scene.At("15:00").End().Accepted();

        Assert.Equal((TimeSpan.FromMinutes(10), TimeSpan.FromMinutes(5)), (scene.Sealed.Time?.Run, scene.Sealed.Time?.Paused));
    }
}
