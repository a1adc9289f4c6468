using ExamEngine.Core.Tests.Builders;
using ExamEngine.Core.Windows;
using static ExamEngine.Core.Tests.Windows.WindowScene;

namespace ExamEngine.Core.Tests.Windows;

public sealed class PlanningTests
{
    [Fact]
    public void A_plan_says_all_of_a_window()
    {
        var scene = new WindowScene();

        var planned = scene.Plan(Terms).Happened<WindowEvent.Planned>();

        Assert.Equal(("fin-101", "March", Terms.Opens, Terms.Closes, 3), (planned.Exam, planned.Title, planned.Opens, planned.Closes, planned.Capacity));
        Assert.Equal(Terms, scene.Planned.Terms);
    }

    [Fact]
    public void Everything_that_is_wrong_with_a_plan_is_told_at_once()
    {
        var scene = new WindowScene().At("10:00");

        scene.Plan(Terms with { Title = " ", Opens = Scene.Moment("8:00"), Closes = Scene.Moment("7:00"), Capacity = 0 })
            .Refused(("title", "input.title"), ("closes", "input.closes"), ("closes", "input.closes"), ("capacity", "input.capacity"));
    }

    [Fact]
    public void The_same_plan_again_changes_nothing_even_when_the_window_has_closed()
    {
        Of().Plan(Terms).Nothing();
        Of().At("120:00").Plan(Terms).Nothing();
    }

    [Fact]
    public void Before_the_opening_all_but_the_exam_may_change()
    {
        var scene = Of();
        var other = Terms with { Title = "April", Opens = Scene.Moment("50:00"), Closes = Scene.Moment("55:00"), Capacity = 2 };

        scene.Plan(other with { Exam = "fin-102" }).Refused(("examId", "window.exam-fixed"));
        scene.Plan(other).Happened<WindowEvent.Changed>();

        Assert.Equal(other, scene.Planned.Terms);
    }

    [Fact]
    public void The_capacity_never_falls_below_the_seats_taken()
    {
        var scene = Of();
        scene.Take("ada", "bob");

        scene.Plan(Terms with { Capacity = 1 }).Refused(("capacity", "window.seats-taken"));
        scene.Plan(Terms with { Capacity = 2 }).Happened<WindowEvent.Changed>();
        scene.Release("ada");
        scene.Plan(Terms with { Capacity = 1 }).Happened<WindowEvent.Changed>();
    }

    [Fact]
    public void After_the_opening_a_window_only_grows()
    {
        var scene = Of().At("60:00");

        scene.Plan(Terms with { Title = "April", Opens = Scene.Moment("61:00"), Closes = Scene.Moment("119:00"), Capacity = 2 })
            .Refused(("title", "window.opened"), ("opens", "window.opened"), ("closes", "window.opened"), ("capacity", "window.opened"));
        scene.Plan(Terms with { Closes = Scene.Moment("121:00"), Capacity = 4 }).Happened<WindowEvent.Changed>();
    }

    [Fact]
    public void A_window_that_has_closed_takes_no_change_and_no_seats_and_gives_none_back()
    {
        var scene = Of();
        scene.Take("ada");
        scene.At("120:00");

        scene.Plan(Terms with { Closes = Scene.Moment("130:00") }).Refused((null, "window.closed"));
        scene.Take("bob").Refused((null, "window.closed"));
        scene.Release("ada").Refused((null, "window.closed"));
    }

    [Fact]
    public void A_window_is_cancelled_before_its_opening_only_and_for_good()
    {
        var scene = Of().At("59:59");

        scene.Cancel().Happened<WindowEvent.Cancelled>();

        scene.Cancel().Nothing();
        scene.Plan(Terms with { Capacity = 9 }).Refused((null, "window.cancelled"));
        scene.Take("ada").Refused((null, "window.cancelled"));
        scene.Release("ada").Refused((null, "window.cancelled"));
        scene.Prepare(0).Nothing();
        Of().At("60:00").Cancel().Refused((null, "window.opened"));
    }

    [Fact]
    public void Where_nobody_has_planned_there_is_no_window()
    {
        var scene = new WindowScene();

        scene.Take("ada").Refused((null, "window.unknown"));
        scene.Release("ada").Refused((null, "window.unknown"));
        scene.Cancel().Refused((null, "window.unknown"));
    }
}
