using ExamEngine.Core.Learners;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Learners;

public sealed class LearnerSeatsTests
{
    private static readonly DateTimeOffset Now = Scene.Opening;
    private static readonly ExamRegistration March = Window("march", 1, 3);
    private static readonly Guid Session = Scene.Laptop;
    private static readonly Guid Fresh = Scene.Phone;

    [Fact]
    public void A_seat_registers_a_change_registers_anew_and_a_repeat_does_nothing()
    {
        var learner = Follow(LearnerState.Empty, March);
        Assert.Equal([March], learner.Windows);
        Assert.Empty(LearnerSeats.Follow(learner, "march", March, Now));

        var later = March with { Closes = Now.AddHours(4), TimeMultiplierPercent = 150 };

        Assert.Equal([later], Follow(learner, later).Windows);
    }

    [Fact]
    public void A_seat_that_is_gone_withdraws_the_registration_and_what_was_prepared()
    {
        var learner = Prepared(Follow(LearnerState.Empty, March));

        var events = LearnerSeats.Follow(learner, "march", null, Now);

        Assert.Equal([new LearnerEvent.WithdrawnFromWindow("march") { At = Now }, new LearnerEvent.PreparedWithdrawn(Session) { At = Now }], events);
        Assert.Empty(LearnerSeats.Follow(LearnerState.Empty, "march", null, Now));
    }

    [Fact]
    public void Whoever_has_begun_stays_registered_when_the_seat_is_given_back()
    {
        var learner = Follow(LearnerState.Empty, March);
        learner = After(learner, LearnerSeats.Begin(learner, March, "fin-101", 1, Fresh, Session, 7, Now));

        Assert.Empty(LearnerSeats.Follow(learner, "march", null, Now));
    }

    [Fact]
    public void What_is_prepared_uses_no_attempt_until_it_is_begun()
    {
        var learner = Prepared(Follow(LearnerState.Empty, March));
        Assert.Equal(0, learner.AttemptsAt("fin-101"));

        learner = After(learner, LearnerSeats.Begin(learner, March, "fin-101", 1, Scene.Phone, Fresh, 9, Now));

        var attempt = Assert.Single(learner.Attempts);
        Assert.Equal((Session, 7UL, 1, "march"), (attempt.Session, attempt.Seed, attempt.Number, attempt.Window));
        Assert.Empty(learner.Prepared);
    }

    public static TheoryData<string, int, ExamRegistration> Misfits => new()
    {
        { "another version", 2, March },
        { "another accommodation", 1, March with { TimeMultiplierPercent = 150 } },
        { "another close", 1, March with { Closes = Now.AddHours(4) } },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void What_was_prepared_and_does_not_fit_is_withdrawn_and_a_fresh_form_drawn(string why, int version, ExamRegistration registration)
    {
        var learner = Prepared(Follow(LearnerState.Empty, March));

        var events = LearnerSeats.Begin(learner, registration, "fin-101", version, Fresh, Fresh, 9, Now);

        Assert.Equal(new LearnerEvent.PreparedWithdrawn(Session) { At = Now }, events[0]);
        var begun = Assert.IsType<LearnerEvent.SessionBegunInWindow>(events[1]).Begun;
        Assert.True((begun.Session, begun.Seed, begun.Version) == (Fresh, 9UL, version), why);
    }

    [Fact]
    public void An_attempt_used_elsewhere_meanwhile_makes_the_prepared_one_a_misfit()
    {
        var learner = Prepared(Follow(LearnerState.Empty, March));
        learner = After(learner, LearnerSeats.Begin(learner, null, "fin-101", 1, Scene.Phone, Scene.Phone, 9, Now));

        Assert.IsType<LearnerEvent.PreparedWithdrawn>(LearnerSeats.Begin(learner, March, "fin-101", 1, Fresh, Fresh, 9, Now)[0]);
        Assert.Equal(2, Assert.IsType<LearnerEvent.SessionPrepared>(LearnerSeats.Prepare(learner, March, 1, Fresh, 9, Now)[1]).Number);
    }

    [Fact]
    public void Preparing_again_keeps_what_fits()
    {
        var learner = Prepared(Follow(LearnerState.Empty, March));

        Assert.Empty(LearnerSeats.Prepare(learner, March, 1, Fresh, 9, Now));
    }

    [Fact]
    public void Of_several_windows_the_open_one_counts_then_the_next_then_the_last()
    {
        var (first, second) = (Window("first", 1, 2), Window("second", 3, 4));
        var learner = Follow(Follow(LearnerState.Empty, second), first);

        Assert.Equal("first", At(0)?.Window);
        Assert.Equal("first", At(1.5)?.Window);
        Assert.Equal("second", At(2)?.Window);
        Assert.Equal("second", At(3.5)?.Window);
        Assert.Equal("second", At(5)?.Window);
        Assert.Null(learner.RegistrationFor("fin-102", Now));
        Assert.True(learner.IsRegistered("fin-101"));

        ExamRegistration? At(double hours) => learner.RegistrationFor("fin-101", Now.AddHours(hours));
    }

    [Fact]
    public void An_open_window_counts_before_a_registration_without_one_and_has_its_extra_attempts()
    {
        var learner = Follow(LearnerState.Empty, March) with
        {
            Registrations = LearnerState.Empty.Registrations.Add("fin-101", new("fin-101", null, null, 100, 2)),
        };

        Assert.Equal((null, 2), (learner.RegistrationFor("fin-101", Now)?.Window, learner.RegistrationFor("fin-101", Now)?.ExtraAttempts));
        Assert.Equal(("march", 2), (learner.RegistrationFor("fin-101", Now.AddHours(2))?.Window, learner.RegistrationFor("fin-101", Now.AddHours(2))?.ExtraAttempts));
    }

    private static ExamRegistration Window(string id, int opens, int closes) => new("fin-101", Now.AddHours(opens), Now.AddHours(closes), 100, 0, id);

    private static LearnerState Follow(LearnerState learner, ExamRegistration seat) => After(learner, LearnerSeats.Follow(learner, seat.Window!, seat, Now));

    private static LearnerState Prepared(LearnerState learner) => After(learner, LearnerSeats.Prepare(learner, March, 1, Session, 7, Now));

    private static LearnerState After(LearnerState learner, IEnumerable<LearnerEvent> events) => events.Aggregate(learner, LearnerState.Evolve);
}
