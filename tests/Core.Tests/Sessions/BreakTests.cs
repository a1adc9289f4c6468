using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class BreakTests
{
    private static readonly Accommodation TenMinutes = Accommodation.None with { BreakMinutes = 10 };

    [Fact]
    public void A_break_stops_the_clock_and_ends_by_itself()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");
        scene.Break(5).Accepted();
        Assert.Null(scene.Time.NextDeadline);

        scene.At("15:00").MeetDeadline().Accepted();

        Assert.Null(scene.Sitting.Hold);
        Assert.Equal((Moment("65:00"), TimeSpan.FromMinutes(5)), (scene.Time.Deadline, scene.Time.Paused));
    }

    [Fact]
    public void A_break_ends_on_its_second_however_late_it_is_found()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");
        scene.Break(5);

        var late = scene.At("15:20").Save(Pick(1, 1, "a"));

        Assert.Equal(["BreakEnded", "AnswerSaved"], late.Names());
        Assert.Equal(Moment("65:00"), scene.Time.Deadline);
    }

    [Fact]
    public void Silence_before_a_break_is_settled_before_it_and_silence_in_it_is_nobodys_loss()
    {
        var scene = Sat(Exams.Free(1).GivingBack(10)).HeardUntil("10:00");
        Assert.Equal(["ConnectionLost", "BreakBegan"], scene.At("12:00").Break(5).Names());

        scene.At("17:20").Hear();

        Assert.Equal(TimeSpan.FromMinutes(2), scene.Time.Lost);
    }

    [Fact]
    public void A_learner_takes_breaks_out_of_their_own_budget_and_no_more()
    {
        var scene = Sat(Exams.Free(1));
        scene.TakeBreak(1).Refused("session.no-break-left");
        scene.Accommodate(TenMinutes).Accepted();

        scene.At("0:20").TakeBreak(6).Accepted();
        Assert.Equal(TimeSpan.FromMinutes(4), scene.Sitting.BreakLeft);
        scene.At("6:20").MeetDeadline();
        scene.TakeBreak(5).Refused("session.no-break-left");
        scene.TakeBreak(4).Accepted();
    }

    [Fact]
    public void Coming_back_early_saves_the_rest_of_the_budget()
    {
        var scene = Sat(Exams.Free(1));
        scene.Accommodate(TenMinutes);
        scene.TakeBreak(10);

        scene.At("3:00").EndBreak(Phone).Refused("session.held-elsewhere");
        scene.At("3:00").EndBreak().Accepted();

        Assert.Equal((TimeSpan.FromMinutes(7), Moment("63:00")), (scene.Sitting.BreakLeft, scene.Time.Deadline));
        scene.EndBreak().Refused("session.not-on-break");
    }

    [Fact]
    public void A_proctors_break_uses_the_budget_up_first_and_is_not_bound_by_it()
    {
        var scene = Sat(Exams.Free(1));
        scene.Accommodate(TenMinutes);

        Assert.Equal(TimeSpan.FromMinutes(10), scene.Break(15).Happened<SessionEvent.BreakBegan>().FromBudget);
        scene.At("4:00").Resume().Accepted();

        Assert.Equal(TimeSpan.FromMinutes(6), scene.Sitting.BreakLeft);
    }

    [Fact]
    public void A_window_that_closes_in_a_break_ends_the_session()
    {
        var scene = Sat(Exams.Free(1), windowCloses: "20:00").HeardUntil("15:00");
        scene.Break(5);

        scene.At("20:10").MeetDeadline();

        Assert.Equal(new Ending.Expired(Moment("20:00")), scene.Sealed.Ending);
        Assert.Equal((TimeSpan.FromMinutes(15), TimeSpan.FromMinutes(5)), (scene.Sealed.Time?.Run, scene.Sealed.Time?.Paused));
    }

    [Fact]
    public void Only_what_runs_takes_a_break()
    {
        var scene = Sat(Exams.Free(1));
        scene.Break(5);
        scene.Break(5).Refused("session.on-break");
        scene.Pause().Accepted();
        scene.Break(5).Refused("session.paused");
        scene.Lock();
        scene.Break(5).Refused("session.locked");
        Seated(Exams.Free(1)).Break(5).Refused("session.not-started");
        Sat(Exams.Free(1)).Break(0).Refused("input.amount");
    }

    [Fact]
    public void A_pause_takes_the_place_of_a_break_and_does_not_end_with_it()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");
        scene.Break(5);
        scene.At("12:00").Pause();

        scene.At("20:00").MeetDeadline().Nothing();
        scene.Resume().Accepted();

        Assert.Equal((TimeSpan.FromMinutes(50), TimeSpan.FromMinutes(10)), (scene.Remaining, scene.Time.Paused));
    }
}
