using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class LeaseTests
{
    [Fact]
    public void Only_the_device_that_holds_the_session_writes()
    {
        var scene = Sat(Exams.OneWay(1, 1));

        scene.SaveFrom(Phone, Pick(1, 1, "a")).Refused("session.held-elsewhere");
        scene.EnterSection(1, Phone).Refused("session.held-elsewhere");
        scene.Submit(0, Phone).Refused("session.held-elsewhere");
    }

    [Fact]
    public void Taking_over_moves_the_lease_and_is_recorded()
    {
        var scene = Sat(Exams.Free(1)).At("0:10");

        Assert.Equal(Phone, scene.TakeOver(Phone).Happened<SessionEvent.LeaseTaken>().Device);

        scene.SaveFrom(Laptop, Pick(1, 1, "a")).Refused("session.held-elsewhere");
        scene.SaveFrom(Phone, Pick(1, 1, "b")).Accepted();
    }

    [Fact]
    public void The_holder_has_nothing_to_take_over()
    {
        Sat(Exams.Free(1)).TakeOver(Laptop).Nothing();
    }

    [Fact]
    public void Taking_over_from_a_device_that_is_there_is_no_gap()
    {
        var scene = Sat(Exams.Free(1).GivingBack(10)).HeardUntil("5:25").At("5:30");

        Assert.Equal(["LeaseTaken"], scene.TakeOver(Phone).Names());
    }

    [Fact]
    public void Taking_over_from_a_device_that_was_silent_ends_the_gap()
    {
        var scene = Sat(Exams.Free(1).GivingBack(10)).At("5:00");

        Assert.Equal(["ConnectionLost", "LeaseTaken"], scene.TakeOver(Phone).Names());
        Assert.Equal(TimeSpan.FromMinutes(60), scene.Remaining);
    }

    [Fact]
    public void A_late_repeat_of_a_take_over_takes_nothing_back()
    {
        var scene = Sat(Exams.Free(1));
        var take = new SessionCommand.TakeOver(scene.Now, scene.NewId(), Phone, null);
        scene.When(take).Accepted();
        scene.TakeOver(Laptop).Accepted();

        scene.When(take).Nothing();

        Assert.Equal(Laptop, scene.Sitting.Holder);
    }

    [Fact]
    public void What_the_old_device_could_not_send_in_time_loses_to_what_the_new_one_saved()
    {
        var scene = Sat(Exams.Free(1));
        scene.TakeOver(Phone);
        scene.SaveFrom(Phone, Pick(2, 1, "b"));
        scene.TakeOver(Laptop);

        scene.SaveFrom(Laptop, Pick(1, 1, "a")).Nothing();

        Assert.Equal(2, Assert.Single(scene.Work.Answers).Seq);
    }
}
