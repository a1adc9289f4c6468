using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

/// <summary>What proctors do to a session besides pausing it.</summary>
public sealed class InterventionTests
{
    [Fact]
    public void Whoever_is_denied_never_starts()
    {
        var scene = Seated(Exams.Free(1).Proctored());
        scene.BeginCheckIn();
        scene.CompleteCheckIn();

        scene.At("5:00").Deny().Accepted();

        Assert.Equal((new Ending.Denied("proctor", Moment("5:00")), null), (scene.Sealed.Ending, scene.Sealed.StartedAt));
        scene.Admit().Refused("session.ended");
        scene.Start().Refused("session.ended");
        scene.Deny().Refused("session.ended");
    }

    [Fact]
    public void What_has_started_is_not_denied_and_what_has_no_proctor_neither()
    {
        Sat(Exams.Free(1)).Deny().Refused("session.started");
        Seated(Exams.Free(1)).Deny().Refused("session.not-proctored");
    }

    [Fact]
    public void Asked_again_one_checks_in_again_even_when_admitted()
    {
        var scene = Seated(Exams.Free(1).Proctored());
        scene.AskAgain().Refused("session.wrong-stage");
        scene.BeginCheckIn();
        scene.AskAgain().Nothing();
        scene.CompleteCheckIn();
        scene.AskAgain().Accepted();
        scene.CompleteCheckIn().Accepted();
        scene.Admit();
        scene.AskAgain().Accepted();
        scene.Start().Refused("session.proctor-needed");
    }

    [Fact]
    public void The_room_stands_in_the_stream()
    {
        var scene = Seated(Exams.Free(1).Proctored());

        var begun = scene.When(new SessionCommand.BeginCheckIn(scene.Now, scene.NewId(), "w~march~3"));

        Assert.Equal(["PlacedInRoom", "CheckInBegan"], begun.Names());
        Assert.Equal("w~march~3", scene.Replay().Taken?.Room);
    }

    [Fact]
    public void Time_is_taken_back_but_a_minute_remains()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");

        scene.TakeTime(20).Accepted();
        Assert.Equal(Moment("40:00"), scene.Time.Deadline);
        scene.TakeTime(30).Refused("session.too-little-left");
        scene.TakeTime(29).Accepted();
        Assert.Equal(TimeSpan.FromMinutes(1), scene.Remaining);
        scene.TakeTime(0).Refused("input.amount");
    }

    [Fact]
    public void A_minute_of_the_section_remains_too()
    {
        var scene = Sat(Exams.Timed(10, 0)).HeardUntil("4:00");

        scene.TakeTime(6).Refused("session.too-little-left");
        scene.TakeTime(5).Accepted();

        Assert.Equal((Moment("5:00"), Moment("55:00")), (scene.Time.SectionDeadline, scene.Time.Deadline));
    }

    [Fact]
    public void A_lock_stops_the_clock_until_it_is_taken_off()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");
        scene.Lock().Accepted();
        Assert.Equal((Moment("10:00"), "Please wait for the proctor."), scene.Sitting.Hold is Hold.Locked shut ? (shut.Since, shut.Message) : default);

        scene.At("12:00").Resume().Refused("session.locked");
        scene.Break(5).Refused("session.locked");
        scene.Lock().Refused("session.locked");
        scene.Save(Pick(1, 1, "a")).Refused("session.paused");
        scene.Unlock().Accepted();

        Assert.Equal(TimeSpan.FromMinutes(50), scene.Remaining);
        scene.Unlock().Refused("session.not-locked");
    }

    [Fact]
    public void Whoever_is_locked_during_a_pause_is_paused_again_when_unlocked()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");
        scene.Pause();
        scene.At("12:00").Lock().Accepted();
        scene.Pause().Refused("session.locked");
        scene.At("15:00").Unlock().Accepted();
        Assert.IsType<Hold.Paused>(scene.Sitting.Hold);
        scene.At("16:00").Resume().Accepted();

        Assert.Equal((null, TimeSpan.FromMinutes(6), TimeSpan.FromMinutes(50)), (scene.Sitting.Hold, scene.Time.Paused, scene.Remaining));
    }

    [Fact]
    public void A_pause_that_ends_while_one_is_locked_leaves_the_lock()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");
        scene.Pause();
        scene.At("12:00").Lock().Accepted();
        scene.At("13:00").Resume().Accepted();
        Assert.IsType<Hold.Locked>(scene.Sitting.Hold);
        scene.Resume().Refused("session.locked");
        scene.At("15:00").Unlock().Accepted();

        Assert.Equal((null, TimeSpan.FromMinutes(50)), (scene.Sitting.Hold, scene.Remaining));
    }

    [Fact]
    public void A_room_that_is_paused_while_one_is_locked_holds_that_one_too()
    {
        var (scene, shut, pause) = (Sat(Exams.Free(1)).HeardUntil("10:00"), Guid.NewGuid(), Guid.NewGuid());
        scene.Lock(shut).Accepted();
        scene.At("12:00").Pause(pause).Accepted();
        Assert.Equal((shut, pause), scene.Sitting.Hold is Hold.Locked under ? (under.Command, under.Under?.Command) : default);
        scene.At("14:00").Unlock(shut).Accepted();
        scene.At("16:00").Resume(pause).Accepted();

        Assert.Equal((null, TimeSpan.FromMinutes(50)), (scene.Sitting.Hold, scene.Remaining));
    }

    [Fact]
    public void Only_the_pause_or_lock_that_is_meant_is_taken_back()
    {
        var (scene, first, second, shut) = (Sat(Exams.Free(1)).HeardUntil("10:00"), Guid.NewGuid(), Guid.NewGuid(), Guid.NewGuid());
        scene.Pause(first).Accepted();
        scene.At("11:00").Resume().Accepted();
        scene.Resume(of: first).Refused("session.not-paused");
        scene.At("12:00").Pause(second).Accepted();
        scene.Resume(of: first).Refused("session.hold-over");
        scene.Lock(shut).Accepted();
        scene.Unlock(of: first).Refused("session.hold-over");
        scene.Resume(of: first).Refused("session.hold-over");
        scene.Resume(of: second).Accepted();
        scene.At("13:00").Unlock(of: shut).Accepted();
        scene.Break(5).Accepted();
        scene.Resume(of: second).Refused("session.hold-over");

        Assert.IsType<Hold.OnBreak>(scene.Sitting.Hold);
    }

    [Fact]
    public void Whether_an_act_was_done_is_known_while_it_may_be_taken_back()
    {
        var (scene, added) = (Sat(Exams.Free(1)).HeardUntil("4:00"), Guid.NewGuid());
        Assert.False(SessionRules.HasDone(scene.Sitting, added));
        scene.AddTime(5, added).Accepted();
        for (var i = 0; i < CommandTrail.Length; i++)
        {
            scene.AddTime(1).Accepted();
            scene.TakeTime(1).Accepted();
        }

        Assert.True(SessionRules.HasDone(scene.Sitting, added));
        Assert.False(SessionRules.HasDone(SessionState.Nobody, added));
    }

    [Fact]
    public void Time_that_was_given_in_a_section_is_not_taken_back_in_the_next()
    {
        var (scene, early, late) = (Sat(Exams.Timed(10, 20)).HeardUntil("4:00"), Guid.NewGuid(), Guid.NewGuid());
        scene.AddTime(5, early).Accepted();
        scene.EnterSection(1).Accepted();
        scene.TakeTime(5, of: early).Refused("session.section-over");
        scene.AddTime(5, late).Accepted();
        scene.TakeTime(5, of: late).Accepted();

        Assert.Equal(Moment("24:00"), scene.Time.SectionDeadline);
    }

    [Fact]
    public void What_is_granted_under_way_gives_time_and_takes_none()
    {
        var scene = Sat(Exams.Timed(10, 0)).HeardUntil("4:00");

        scene.Accommodate(Accommodation.Of(150)).Accepted();
        Assert.Equal((Moment("15:00"), Moment("90:00")), (scene.Time.SectionDeadline, scene.Time.Deadline));
        scene.Accommodate(Accommodation.Of(120)).Nothing();
        scene.Accommodate(Accommodation.None with { NoCamera = true }).Accepted();

        Assert.Equal((150, true), (scene.Sitting.Seat.TimeMultiplierPercent, scene.Sitting.Seat.Accommodation.NoCamera));
    }

    [Fact]
    public void What_is_granted_before_the_start_counts_as_if_it_had_been_granted_at_the_seat()
    {
        var scene = Seated(Exams.Free(1), multiplier: 150);
        scene.Accommodate(Accommodation.Of(125)).Accepted();
        scene.Start();

        Assert.Equal(Moment("75:00"), scene.Time.Deadline);
    }

    [Fact]
    public void A_seat_keeps_all_that_was_granted()
    {
        var scene = new Scene(Exams.Free(1));
        var granted = new Accommodation(125, 20, ["screen-reader"], ["page-hidden"], true);

        scene.When(new SessionCommand.Seat(scene.Now, scene.NewId(), "ada", granted, null, 1));

        Assert.Equal(granted, scene.Replay().Taken?.Accommodation);
        Assert.Equal(TimeSpan.FromMinutes(75), scene.Replay().Taken?.Limit);
    }
}
