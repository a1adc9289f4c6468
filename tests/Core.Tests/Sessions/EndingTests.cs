using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class EndingTests
{
    [Fact]
    public void A_submission_is_refused_while_the_server_misses_entries()
    {
        var scene = Sat(Exams.Free(2));
        scene.Save(Pick(1, 1, "a"));

        scene.Submit(lastSeq: 2).Refused("session.answers-missing");
        scene.Save(Pick(2, 2, "a"));
        scene.Submit(lastSeq: 2).Accepted();
    }

    [Fact]
    public void A_repeated_submission_changes_nothing_whoever_repeats_it()
    {
        var scene = Sat(Exams.Free(1)).At("0:20");
        scene.Submit();

        scene.At("5:00:00").Submit().Nothing();
        scene.Submit(9, Phone).Nothing();
        Assert.Equal(Moment("0:20"), scene.Sealed.Ending.EndedAt);
    }

    [Fact]
    public void A_proctor_ends_or_terminates_a_session()
    {
        var ended = Sat(Exams.Free(1)).At("0:20");
        ended.End();
        var terminated = Sat(Exams.Free(1)).At("0:20");
        terminated.Terminate();

        Assert.Equal(new Ending.Submitted(EndedBy.Proctor, Moment("0:20")), ended.Sealed.Ending);
        Assert.Equal(new Ending.Terminated("proctor", "left the room", Moment("0:20")), terminated.Sealed.Ending);
    }

    [Fact]
    public void A_proctors_end_in_the_grace_does_not_lengthen_the_session()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("60:00");

        scene.At("60:05").End();

        Assert.Equal(Moment("60:00"), scene.Sealed.Ending.EndedAt);
    }

    [Fact]
    public void An_ended_session_refuses_whatever_would_change_it()
    {
        var scene = Sat(Exams.OneWay(1, 1));
        scene.Submit();

        scene.Start().Refused("session.ended");
        scene.BeginCheckIn().Refused("session.ended");
        scene.CompleteCheckIn().Refused("session.ended");
        scene.Admit().Refused("session.ended");
        scene.EnterSection(1).Refused("session.ended");
        scene.TakeOver(Phone).Refused("session.ended");
        scene.Pause().Refused("session.ended");
        scene.Resume().Refused("session.ended");
        scene.AddTime(5).Refused("session.ended");
        scene.End().Refused("session.ended");
        scene.Terminate().Refused("session.ended");
        scene.Hear().Nothing();
        scene.MeetDeadline().Nothing();
    }

    [Fact]
    public void After_the_end_only_what_is_stored_is_acknowledged()
    {
        var scene = Sat(Exams.Free(2));
        scene.Save(Pick(2, 1, "b"));
        scene.Submit(2);

        scene.Save(Pick(2, 1, "b"), Pick(1, 1, "a"), Pick(3, 2, "a")).RefusedEntries(("entries[2]", "session.ended"));
    }

    [Fact]
    public void After_the_deadline_a_repeat_is_told_from_a_late_answer()
    {
        var scene = Sat(Exams.Free(2)).HeardUntil("60:00");
        scene.Save(Pick(1, 1, "b"));

        scene.At("60:11").Save(Pick(1, 1, "b"), Pick(2, 2, "a")).RefusedEntries(("entries[1]", "session.deadline-passed"));
    }

    [Fact]
    public void A_command_whose_acknowledgement_was_lost_is_answered_well_after_the_end()
    {
        var scene = Sat(Exams.OneWay(1, 1));
        SessionCommand[] done =
        [
            new SessionCommand.EnterSection(scene.Now, scene.NewId(), Laptop, null, 1),
            new SessionCommand.TakeOver(scene.Now, scene.NewId(), Phone, null),
            new SessionCommand.Pause(scene.Now, scene.NewId(), "proctor", ""),
            new SessionCommand.Resume(scene.Now, scene.NewId(), "proctor"),
            new SessionCommand.AddTime(scene.Now, scene.NewId(), "proctor", TimeSpan.FromMinutes(1), ""),
            new SessionCommand.Terminate(scene.Now, scene.NewId(), "proctor", ""),
        ];
        Assert.All(done, command => scene.When(command).Accepted());

        Assert.All(done, command => scene.When(command).Nothing());
    }

    [Fact]
    public void Added_time_is_added_once()
    {
        var scene = Sat(Exams.Free(1));
        var add = new SessionCommand.AddTime(scene.Now, scene.NewId(), "proctor", TimeSpan.FromMinutes(5), "");

        scene.When(add).Accepted();
        scene.When(add).Nothing();

        Assert.Equal(TimeSpan.FromMinutes(65), scene.Remaining);
    }

    [Fact]
    public void An_event_that_cannot_follow_throws()
    {
        var scene = Sat(Exams.Free(1));
        scene.Submit();

        Assert.Throws<InvalidOperationException>(() => SessionEvolution.Evolve(scene.State, scene.Stream[1]));
        Assert.Throws<InvalidOperationException>(() => SessionEvolution.Evolve(SessionState.Nobody, new SessionEvent.Heard()));
    }
}
