using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class SeatingTests
{
    [Fact]
    public void A_seat_fixes_the_form_and_the_working_time()
    {
        var scene = Seated(Exams.Free(3), windowCloses: "90:00", multiplier: 150);

        var seated = Assert.IsType<SessionEvent.Seated>(Assert.Single(scene.Stream));
        Assert.Equal(["s1-1", "s1-2", "s1-3"], seated.Items);
        Assert.Equal(TimeSpan.FromMinutes(90), seated.Limit);
        Assert.Equal(Moment("90:00"), seated.ClosesAt);
    }

    [Fact]
    public void A_seat_keeps_the_items_that_were_drawn_from_a_pool()
    {
        var scene = Seated(Exams.Pool(draw: 3, of: 10));

        var seated = Assert.IsType<SessionEvent.Seated>(Assert.Single(scene.Stream));
        Assert.Equal(3, seated.Items.Distinct().Count());
        Assert.Equal(scene.Paper.Form.Items.Select(item => item.In(scene.Paper.Version).Id), seated.Items);
    }

    [Fact]
    public void Nothing_is_done_in_a_session_that_nobody_was_seated_in()
    {
        var scene = new Scene(Exams.Free(1));

        scene.Start().Refused("session.unknown");
        scene.Save(Pick(1, 1, "a")).Refused("session.unknown");
        scene.MeetDeadline().Refused("session.unknown");
    }

    [Fact]
    public void Starting_gives_the_device_the_lease_and_starts_the_clock()
    {
        var scene = Seated(Exams.Timed(10, 0)).At("5:00");

        Assert.Equal(TimeSpan.FromMinutes(10), scene.Start(Phone).Happened<SessionEvent.Started>().SectionLimit);

        Assert.Equal(Phone, scene.Sitting.Holder);
        Assert.Equal(Moment("65:00"), scene.Time.Deadline);
        Assert.Equal(Moment("15:00"), scene.Time.SectionDeadline);
    }

    [Fact]
    public void Starting_a_running_session_again_changes_nothing()
    {
        var scene = Sat(Exams.Free(1)).At("0:05");

        scene.Start(Phone).Nothing();

        Assert.Equal(Laptop, scene.Sitting.Holder);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Starting_is_refused_from_the_moment_the_window_closes_whoever_wins(bool windowCloseWins)
    {
        var scene = Seated(Exams.Free(1).With(policy => policy with { WindowCloseWins = windowCloseWins }), windowCloses: "30:00");

        scene.At("30:00").Start().Refused("session.window-closed");
        scene.At("29:59.999").Start().Accepted();
    }

    [Fact]
    public void Nothing_but_the_start_goes_before_the_start()
    {
        var scene = Seated(Exams.OneWay(1, 1));

        scene.Save(Pick(1, 1, "a")).Refused("session.not-started");
        scene.EnterSection(1).Refused("session.not-started");
        scene.Submit().Refused("session.not-started");
        scene.Pause().Refused("session.not-started");
        scene.Resume().Refused("session.not-started");
        scene.AddTime(5).Refused("session.not-started");
        scene.End().Refused("session.not-started");
        scene.Hear().Nothing();
        scene.TakeOver(Phone).Nothing();
        scene.MeetDeadline().Nothing();
    }

    [Fact]
    public void A_proctored_session_is_checked_in_and_admitted_step_by_step()
    {
        var scene = Seated(Exams.Free(1).Proctored());

        scene.Admit().Refused("session.wrong-stage");
        scene.CompleteCheckIn().Refused("session.wrong-stage");
        scene.BeginCheckIn().Accepted();
        scene.BeginCheckIn().Refused("session.wrong-stage");
        scene.CompleteCheckIn().Accepted();
        scene.Start().Refused("session.proctor-needed");
        scene.Admit().Accepted();
        scene.Start().Accepted();
        scene.Admit().Nothing();
    }

    [Fact]
    public void An_exam_without_a_proctor_knows_no_check_in()
    {
        var scene = Seated(Exams.Free(1));

        scene.BeginCheckIn().Refused("session.not-proctored");
        scene.CompleteCheckIn().Refused("session.not-proctored");
        scene.Admit().Refused("session.not-proctored");
    }

    [Fact]
    public void A_session_terminated_before_its_start_has_no_time_and_no_work()
    {
        var scene = Seated(Exams.Free(1).Proctored());

        scene.Terminate().Accepted();

        Assert.IsType<Ending.Terminated>(scene.Sealed.Ending);
        Assert.Null(scene.Sealed.Time);
        Assert.Null(scene.Sealed.StartedAt);
    }

    [Fact]
    public void A_seat_in_a_window_is_a_seat_that_knows_its_window()
    {
        var (alone, placed) = (new Scene(Exams.Free(2)), new Scene(Exams.Free(2)));
        var seat = new SessionCommand.Seat(Opening, Laptop, "ada", Accommodation.Of(150), Moment("90:00"), 1);
        alone.When(seat);

        placed.When(seat with { Window = "march" }).Happened<SessionEvent.SeatedInWindow>();

        var (without, with) = (Assert.IsType<SessionState.Before>(alone.State), Assert.IsType<SessionState.Before>(placed.State));
        Assert.Equal(without.Seat with { Window = "march" }, with.Seat);
        Assert.Equal(Facts.Of<SessionState>(placed.State), Facts.Of(placed.Replay()));
    }

    [Fact]
    public void What_was_prepared_is_withdrawn_before_its_start_and_never_after()
    {
        var scene = Seated(Exams.Free(1)).At("5:00");
        scene.When(new SessionCommand.Withdraw(scene.Now)).Happened<SessionEvent.Withdrawn>();
        Assert.Equal(new Ending.Withdrawn(Moment("5:00")), scene.Sealed.Ending);
        Assert.Null(scene.Sealed.StartedAt);
        scene.When(new SessionCommand.Withdraw(scene.Now)).Nothing();
        scene.Start().Refused("session.ended");

        var sat = Sat(Exams.Free(1));
        sat.When(new SessionCommand.Withdraw(sat.Now)).Nothing();
        Assert.NotNull(sat.Sitting);
    }

    [Theory]
    [InlineData(true, "40:00")]
    [InlineData(false, "60:00")]
    public void A_window_that_closes_later_moves_the_end_it_sets_and_no_other(bool windowCloseWins, string deadline)
    {
        var exam = Exams.Free(1).With(policy => policy with { WindowCloseWins = windowCloseWins });
        var (waiting, sat) = (Seated(exam, windowCloses: "30:00"), Sat(exam, windowCloses: "30:00"));

        waiting.When(new SessionCommand.ExtendWindow(waiting.Now, Moment("40:00"))).Happened<SessionEvent.WindowExtended>();
        sat.At("20:00").When(new SessionCommand.ExtendWindow(Moment("20:00"), Moment("40:00"))).Happened<SessionEvent.WindowExtended>();

        waiting.At("39:00").Start().Accepted();
        Assert.Equal(Moment(deadline), sat.Time.Deadline);
        Assert.Equal(Facts.Of<SessionState>(sat.State), Facts.Of(sat.Replay()));
    }

    [Fact]
    public void What_a_window_has_given_it_does_not_take_away()
    {
        var scene = Sat(Exams.Free(1), windowCloses: "30:00");

        scene.When(new SessionCommand.ExtendWindow(scene.Now, Moment("30:00"))).Nothing();
        scene.When(new SessionCommand.ExtendWindow(scene.Now, Moment("20:00"))).Nothing();
        scene.At("30:10").MeetDeadline().Happened<SessionEvent.Expired>();
        scene.When(new SessionCommand.ExtendWindow(scene.Now, Moment("50:00"))).Nothing();
    }
}
