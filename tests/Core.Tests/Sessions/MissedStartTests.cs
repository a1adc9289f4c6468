using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class MissedStartTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_session_that_never_started_ends_when_the_window_closes_whoever_wins(bool windowCloseWins)
    {
        var scene = Seated(Exams.Free(1).With(policy => policy with { WindowCloseWins = windowCloseWins }), windowCloses: "30:00");

        scene.At("29:59.999").MeetDeadline().Nothing();
        scene.At("30:00").MeetDeadline().Accepted();

        Assert.Equal(new Ending.Expired(Moment("30:00")), scene.Sealed.Ending);
        Assert.Null(scene.Sealed.StartedAt);
        Assert.Null(scene.Sealed.Time);
        Assert.Empty(scene.Sealed.Work.Answers);
    }

    [Fact]
    public void However_late_it_is_found_it_ended_when_the_window_closed()
    {
        var scene = Seated(Exams.Free(1), windowCloses: "30:00").Crash().At("50:00:00");

        scene.MeetDeadline().Accepted();

        Assert.Equal(Moment("30:00"), scene.Sealed.Ending.EndedAt);
    }

    [Fact]
    public void A_seat_taken_after_the_window_closed_ends_with_itself()
    {
        var scene = Seated(Exams.Free(1), windowCloses: "-30:00");

        scene.MeetDeadline().Accepted();

        Assert.Equal(Opening, scene.Sealed.Ending.EndedAt);
    }

    [Fact]
    public void Whoever_was_ready_and_nobody_let_in_was_not_admitted_and_missed_nothing()
    {
        var scene = Seated(Exams.Free(1).Proctored(), windowCloses: "30:00");
        scene.BeginCheckIn();
        scene.CompleteCheckIn();

        scene.At("29:59.999").MeetDeadline().Nothing();
        scene.At("31:00").MeetDeadline().Accepted();

        Assert.Equal((new Ending.NotAdmitted(Moment("30:00")), null), (scene.Sealed.Ending, scene.Sealed.StartedAt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Whoever_had_not_finished_the_check_in_or_had_been_let_in_has_missed_the_start(bool admitted)
    {
        var scene = Seated(Exams.Free(1).Proctored(), windowCloses: "30:00");
        scene.BeginCheckIn();
        if (admitted)
        {
            scene.CompleteCheckIn();
            scene.Admit();
        }

        scene.At("30:00").MeetDeadline().Accepted();

        Assert.IsType<Ending.Expired>(scene.Sealed.Ending);
    }

    [Fact]
    public void Without_a_window_a_seat_waits_for_ever()
    {
        var scene = Seated(Exams.Free(1));

        scene.At("5000:00:00").MeetDeadline().Nothing();
        scene.Start().Accepted();
    }

    [Fact]
    public void A_check_in_without_a_window_lapses_after_a_week_and_nothing_was_missed()
    {
        var scene = Seated(Exams.Free(1).Proctored()).At("500:00:00");
        scene.BeginCheckIn();

        scene.At("667:59:59.999").MeetDeadline().Nothing();
        scene.At("700:00:00").MeetDeadline().Accepted();

        Assert.Equal((new Ending.NotAdmitted(Moment("668:00:00")), null), (scene.Sealed.Ending, scene.Sealed.StartedAt));
    }

    [Fact]
    public void After_a_missed_start_nothing_starts()
    {
        var scene = Seated(Exams.Free(1), windowCloses: "30:00").At("30:00");
        scene.MeetDeadline();

        scene.Start().Refused("session.ended");
        scene.MeetDeadline().Nothing();
        scene.Hear().Nothing();
    }
}
