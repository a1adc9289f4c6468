using ExamEngine.Core.Tests.Builders;
using ExamEngine.Core.Windows;
using static ExamEngine.Core.Tests.Windows.WindowScene;

namespace ExamEngine.Core.Tests.Windows;

/// <summary>Registration by learners: the window of the scene opens at 60:00, changes end at 30:00, and a place is kept for 10 minutes.</summary>
public sealed class WaitingTests
{
    private static readonly RegistrationTerms Rules = new(null, null, ChangeBeforeMinutes: 30, OfferMinutes: 10);

    [Fact]
    public void Places_are_taken_until_the_window_is_full_and_then_one_waits()
    {
        var scene = Open(capacity: 1);

        Register(scene, "ada").Happened<WindowEvent.SeatsTaken>();
        Register(scene, "bob", waits: false).Refused((null, "window.full"));
        Register(scene, "bob").Happened<WindowEvent.WaitingJoined>();
        Register(scene, "cy").Happened<WindowEvent.WaitingJoined>();

        Assert.Equal((1, 2, 0), (Position(scene, "bob"), Position(scene, "cy"), Position(scene, "ada")));
        Register(scene, "bob").Nothing();
        Register(scene, "ada").Nothing();
    }

    [Fact]
    public void A_window_without_registration_takes_no_learner()
    {
        Register(Of(), "ada").Refused((null, "window.no-registration"));
    }

    [Fact]
    public void Registration_has_a_beginning_and_an_end()
    {
        var scene = Open(3, Rules with { From = Scene.Moment("10:00"), EndsBeforeMinutes = 20 });

        Register(scene, "ada").Refused((null, "window.registration-not-open"));
        Register(scene.At("10:00"), "ada").Happened<WindowEvent.SeatsTaken>();
        Register(scene.At("39:59"), "bob").Happened<WindowEvent.SeatsTaken>();
        Register(scene.At("40:00"), "cy").Refused((null, "window.registration-over"));
    }

    [Fact]
    public void A_seat_given_back_is_kept_for_whoever_has_waited_longest()
    {
        var scene = Full("ada", "bob", "cy");

        var left = Leave(scene.At("01:00"), "ada");

        Assert.Collection(left.Events, first => Assert.IsType<WindowEvent.SeatReleased>(first), second =>
        {
            var offered = Assert.IsType<WindowEvent.PlacesOffered>(second);
            Assert.Equal(["bob"], offered.Learners);
            Assert.Equal(Scene.Moment("11:00"), offered.Until);
        });
        Register(scene, "di", waits: false).Refused((null, "window.full"));
        Register(scene, "cy", waits: false).Refused((null, "window.full"));
        scene.Take("ed").Answered(0, 0, ("ed", "window.full"));
    }

    [Fact]
    public void A_place_that_is_kept_is_accepted_until_its_end_and_passes_on_after()
    {
        var scene = Full("ada", "bob", "cy");
        Leave(scene, "ada");

        scene.At("09:59").When(new WindowCommand.TendOffers(scene.Now)).Nothing();
        Register(scene.At("10:00"), "bob").Refused((null, "window.offer-over"));
        var passed = scene.When(new WindowCommand.TendOffers(scene.Now));

        Assert.Equal(["bob"], Assert.IsType<WindowEvent.OffersLapsed>(passed.Events[0]).Learners);
        Assert.Equal(["cy"], Assert.IsType<WindowEvent.PlacesOffered>(passed.Events[1]).Learners);
        Register(scene.At("19:59"), "cy").Happened<WindowEvent.SeatsTaken>();
        Assert.Equal((1, 0), (scene.Roll.Count, scene.Planned.Waiting.Places.Length));
    }

    [Fact]
    public void A_place_that_is_declined_passes_on_at_once_and_so_does_one_in_line()
    {
        var scene = Full("ada", "bob", "cy", "di");
        Leave(scene, "cy").Happened<WindowEvent.WaitingLeft>();
        Leave(scene, "ada");

        var declined = Leave(scene, "bob");

        Assert.Equal(["di"], Assert.IsType<WindowEvent.PlacesOffered>(declined.Events[1]).Learners);
        Leave(scene, "nobody").Nothing();
    }

    [Fact]
    public void More_capacity_is_offered_in_the_order_of_coming()
    {
        var scene = Full("ada", "bob", "cy", "di");

        var grown = scene.Plan(Terms with { Capacity = 3 });

        Assert.Equal(["bob", "cy"], Assert.IsType<WindowEvent.PlacesOffered>(grown.Events[1]).Learners);
        scene.Plan(Terms with { Capacity = 2 }).Refused(("capacity", "window.seats-taken"));
    }

    [Fact]
    public void Staff_may_give_the_kept_place_to_the_learner_it_is_kept_for()
    {
        var scene = Full("ada", "bob");
        Leave(scene, "ada");

        scene.Take("bob").Answered(1, 0);

        Assert.Empty(scene.Planned.Waiting.Places);
    }

    [Fact]
    public void No_place_is_offered_once_registration_is_over_and_none_is_kept_longer()
    {
        var scene = Open(1, Rules with { EndsBeforeMinutes = 35 });
        Register(scene, "ada");
        Register(scene, "bob");
        Register(scene, "cy");

        Leave(scene.At("20:00"), "ada");
        Assert.Equal(Scene.Moment("25:00"), scene.Planned.Waiting.FirstEnd);
        Leave(scene.At("25:00"), "bob").Happened<WindowEvent.WaitingLeft>();
    }

    [Fact]
    public void A_seat_is_cancelled_until_changes_end_and_staff_may_release_it_later()
    {
        var scene = Full("ada");

        Leave(scene.At("30:00"), "ada").Refused((null, "window.change-too-late"));
        scene.Release("ada").Happened<WindowEvent.SeatReleased>();
    }

    [Fact]
    public void A_seat_of_a_window_without_registration_is_not_the_learners_to_give_back()
    {
        var scene = Of();
        scene.Take("ada");

        Leave(scene, "ada").Refused((null, "window.no-registration"));
    }

    [Fact]
    public void A_late_repeat_of_a_command_takes_no_second_seat()
    {
        var (scene, command) = (Open(1), new Guid("eeeeeeee-1111-7000-8000-000000000001"));
        scene.When(new WindowCommand.Register(scene.Now, command, "ada", true)).Happened<WindowEvent.SeatsTaken>();
        Leave(scene, "ada");

        scene.When(new WindowCommand.Register(scene.Now, command, "ada", true)).Refused((null, "window.seat-released"));
        Register(scene, "ada").Happened<WindowEvent.SeatsTaken>();
    }

    [Fact]
    public void A_seat_is_given_back_for_another_window_by_its_number_alone()
    {
        var scene = Open(2);
        Register(scene, "ada");
        Leave(scene, "ada");
        Register(scene, "ada");

        scene.When(new WindowCommand.GiveBack(scene.Now, "ada", 1)).Nothing();
        scene.When(new WindowCommand.GiveBack(scene.Now, "ada", 2)).Happened<WindowEvent.SeatReleased>();
        scene.When(new WindowCommand.GiveBack(scene.Now, "ada", 2)).Nothing();
    }

    [Theory]
    [InlineData(-1, 0, 1, "input.ends-before")]
    [InlineData(null, -1, 1, "input.change-before")]
    [InlineData(null, 0, 0, "input.offer-minutes")]
    public void Terms_out_of_range_are_refused(int? ends, int change, int offer, string code)
    {
        var scene = Of();

        Assert.Equal([code], scene.When(new WindowCommand.SetRegistration(scene.Now, new(null, ends, change, offer))).Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public void Registration_that_ends_before_it_opens_is_refused()
    {
        var scene = Of();

        scene.When(new WindowCommand.SetRegistration(scene.Now, Rules with { From = Scene.Moment("30:00"), EndsBeforeMinutes = 30 })).Refused(("from", "input.registration-from"));
    }

    [Fact]
    public void Registration_is_stopped_and_opened_again_and_whoever_waits_is_served_then()
    {
        var scene = Full("ada", "bob");

        scene.When(new WindowCommand.SetRegistration(scene.Now, null)).Happened<WindowEvent.RegistrationStopped>();
        scene.Release("ada").Happened<WindowEvent.SeatReleased>();
        Register(scene, "cy").Refused((null, "window.no-registration"));

        var opened = scene.When(new WindowCommand.SetRegistration(scene.Now, Rules));
        Assert.Equal(["bob"], Assert.IsType<WindowEvent.PlacesOffered>(opened.Events[1]).Learners);
        scene.When(new WindowCommand.SetRegistration(scene.Now, Rules)).Nothing();
    }

    [Fact]
    public void A_waiting_list_is_bounded()
    {
        var scene = Open(1);
        for (var n = 0; n <= WaitingRules.MostWaiting; n++)
            Assert.Empty(Register(scene, $"l{n}").Refusals);

        Register(scene, "one-more").Refused((null, "window.waiting-list-full"));
    }

    [Fact]
    public void A_closed_or_cancelled_window_takes_nobody()
    {
        Register(Open(1).At("120:00"), "ada").Refused((null, "window.closed"));
        var cancelled = Open(1);
        cancelled.Cancel();
        Register(cancelled, "ada").Refused((null, "window.cancelled"));
    }

    private static WindowScene Open(int capacity, RegistrationTerms? rules = null)
    {
        var scene = Of(Terms with { Capacity = capacity });
        scene.When(new WindowCommand.SetRegistration(scene.Now, rules ?? Rules)).Happened<WindowEvent.RegistrationOpened>();
        return scene;
    }

    /// <summary>One seat, which the first has; the others wait.</summary>
    private static WindowScene Full(params string[] learners)
    {
        var scene = Open(1);
        foreach (var learner in learners)
            Register(scene, learner);
        return scene;
    }

    private static WindowDecision Register(WindowScene scene, string learner, bool waits = true) =>
        scene.When(new WindowCommand.Register(scene.Now, scene.NewId(), learner, waits));

    private static WindowDecision Leave(WindowScene scene, string learner) => scene.When(new WindowCommand.Leave(scene.Now, learner));

    private static int Position(WindowScene scene, string learner) => scene.Planned.Waiting.PositionOf(learner);
}
