using ExamEngine.Core.Windows;
using static ExamEngine.Core.Tests.Windows.WindowScene;

namespace ExamEngine.Core.Tests.Windows;

public sealed class SeatTests
{
    [Fact]
    public void A_batch_is_one_event_and_its_seats_are_numbered_on()
    {
        var scene = Of();

        scene.Take("ada", "bob").Answered(taken: 2, known: 0);
        scene.Take("cy").Answered(taken: 1, known: 0);

        Assert.Equal([1, 2, 3], new[] { "ada", "bob", "cy" }.Select(learner => scene.Roll.Find(learner)?.Number));
        Assert.Equal(3, scene.Stream.Count);
    }

    [Fact]
    public void Seats_are_given_until_the_window_is_full_and_a_higher_capacity_gives_more()
    {
        var scene = Of();

        scene.Take("ada", "bob", "cy", "di").Answered(3, 0, ("di", "window.full"));
        scene.Plan(Terms with { Capacity = 4 });

        scene.Take("di", "ed").Answered(1, 0, ("ed", "window.full"));
    }

    [Fact]
    public void A_learner_has_one_seat()
    {
        var scene = Of();
        scene.Take("ada");

        scene.Take("ada", "bob", "bob").Answered(1, 1, ("bob", "input.seat-repeated"));

        Assert.Equal(2, scene.Roll.Count);
    }

    [Theory]
    [InlineData("", "input.learner-id")]
    [InlineData("a/b", "input.learner-id")]
    [InlineData("=1+1", "input.learner-id")]
    [InlineData("-ada", "input.learner-id")]
    public void An_id_that_is_none_is_refused_and_the_others_are_seated(string id, string code)
    {
        Of().Take("ada", id, "bob").Answered(2, 0, (id, code));
    }

    [Theory]
    [InlineData(99)]
    [InlineData(1001)]
    public void An_accommodation_out_of_range_is_refused(int percent)
    {
        Of().Accommodate("ada", percent).Answered(0, 0, ("ada", "input.time-multiplier"));
    }

    [Fact]
    public void A_learner_nobody_knows_gets_no_seat()
    {
        var scene = Of();

        scene.When(new WindowCommand.TakeSeats(scene.Now, scene.NewId(), [new("ghost", null, Known: false)])).Answered(0, 0, ("ghost", "learner.unknown"));

        Assert.Equal(0, scene.Roll.Count);
    }

    [Fact]
    public void An_accommodation_is_changed_by_asking_for_the_seat_again_and_kept_when_none_is_named()
    {
        var scene = Of();
        scene.Accommodate("ada", 150);

        scene.Accommodate("ada", null).Answered(0, 1);
        Assert.Equal(150, scene.Roll.Find("ada")?.TimeMultiplierPercent);

        var changed = scene.Accommodate("ada", 125);
        changed.Answered(0, 1);
        changed.Happened<WindowEvent.AccommodationsChanged>();
        Assert.Equal(125, scene.Roll.Find("ada")?.TimeMultiplierPercent);
    }

    [Fact]
    public void A_repeated_batch_answers_the_same_and_does_nothing()
    {
        var scene = Of();
        scene.Take("ada");
        var command = scene.NewId();
        scene.Take(command, "ada", "bob").Answered(1, 1);

        var again = scene.Take(command, "ada", "bob");

        again.Answered(1, 1);
        Assert.Empty(again.Events);
    }

    [Fact]
    public void A_late_repeat_does_not_seat_whoever_was_released_since()
    {
        var scene = Of();
        var command = scene.NewId();
        scene.Take(command, "ada");
        scene.Release("ada");

        scene.Take(command, "ada").Answered(0, 0, ("ada", "window.seat-released"));

        Assert.Null(scene.Roll.Find("ada"));
    }

    [Fact]
    public void A_seat_given_back_is_free_for_another_and_giving_it_back_again_is_nothing()
    {
        var scene = Of();
        scene.Take("ada", "bob", "cy");

        scene.Release("ada").Happened<WindowEvent.SeatReleased>();
        scene.Release("ada").Nothing();

        scene.Take("di").Answered(1, 0);
        Assert.Equal(4, scene.Roll.Find("di")?.Number);
    }

    [Fact]
    public void Telling_goes_on_where_it_stopped_and_a_slice_is_told_once()
    {
        var scene = Of();
        scene.Take("ada", "bob", "cy");
        Assert.Equal(3, scene.Planned.Told);
        scene.Plan(Terms with { Closes = Terms.Closes.AddMinutes(5) });

        Assert.Equal(2, scene.Tell(0).Happened<WindowEvent.SeatsTold>().Through);
        scene.Tell(0).Nothing();
        Assert.Equal(3, scene.Tell(2).Happened<WindowEvent.SeatsTold>().Through);
        scene.Tell(3).Nothing();
    }

    [Fact]
    public void Preparing_goes_on_where_it_stopped_takes_late_seats_in_and_ends_with_the_window()
    {
        var scene = Of();
        scene.Take("ada", "bob");

        Assert.Equal(2, scene.Prepare(0).Happened<WindowEvent.SeatsPrepared>().Through);
        scene.Prepare(0).Nothing();
        scene.Take("cy");
        Assert.Equal(3, scene.Prepare(2).Happened<WindowEvent.SeatsPrepared>().Through);

        scene.Plan(Terms with { Closes = Terms.Closes.AddMinutes(5) });
        Assert.Equal(0, scene.Planned.Prepared);
        scene.At("125:00").Prepare(0).Nothing();
    }

    [Fact]
    public void A_higher_capacity_or_another_title_tells_nobody_anything()
    {
        var scene = Of();
        scene.Take("ada");
        scene.Prepare(0);

        scene.Plan(Terms with { Title = "April", Capacity = 9 });

        Assert.Equal((1, 1), (scene.Planned.Told, scene.Planned.Prepared));
    }

    [Fact]
    public void The_learners_of_a_cancelled_window_are_all_told()
    {
        var scene = Of();
        scene.Take("ada", "bob");
        scene.Cancel();

        Assert.Equal(2, scene.Tell(0).Happened<WindowEvent.SeatsTold>().Through);
    }
}
