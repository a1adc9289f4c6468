using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class SectionTests
{
    [Fact]
    public void A_barrier_is_passed_once()
    {
        var scene = Sat(Exams.OneWay(1, 1, 1));
        scene.Save(Pick(1, 1, "a"));

        scene.EnterSection(1).Accepted();

        scene.Save(Pick(2, 1, "b"), Pick(3, 3, "b"), Pick(4, 2, "b")).RefusedEntries(
            ("entries[0]", "session.section-closed"), ("entries[1]", "session.section-ahead"));
        scene.EnterSection(0).Refused("session.section-closed");
        Assert.Equal((1, 2), (scene.Work.CurrentSection, scene.Work.CurrentItem));
    }

    [Fact]
    public void A_section_is_entered_only_after_the_one_before_it()
    {
        var scene = Sat(Exams.OneWay(1, 1, 1));

        scene.EnterSection(2).Refused("session.section-ahead");
        scene.EnterSection(3).Refused("session.section-ahead");
        scene.EnterSection(0).Nothing();
    }

    [Fact]
    public void Behind_the_last_section_there_is_none()
    {
        var scene = Sat(Exams.OneWay(1));

        scene.EnterSection(1).Refused("session.section-ahead");
    }

    [Fact]
    public void Sections_without_a_barrier_between_them_need_no_entering()
    {
        var scene = Sat(Exams.Free(1, 1));

        scene.EnterSection(1).Nothing();
        scene.Save(Pick(1, 2, "a"), Pick(2, 1, "a")).Accepted();
    }

    [Fact]
    public void A_timed_section_has_barriers_on_both_sides()
    {
        var paper = SessionPaper.Draw(Exams.Timed(0, 0, 10, 0, 0), 7);

        Assert.Equal([true, false, true, true, false], paper.Spans.Select(span => span.OpensStage));
    }

    [Fact]
    public void Leaving_a_timed_section_early_keeps_the_rest_for_the_exam()
    {
        var scene = Sat(Exams.Timed(10, 10, 0).Lasting(30)).HeardUntil("4:00");

        scene.EnterSection(1).Accepted();

        Assert.Equal(Moment("14:00"), scene.Time.SectionDeadline);
        Assert.Equal(Moment("30:00"), scene.Time.Deadline);
    }

    [Fact]
    public void A_section_that_runs_out_gives_way_to_the_next_at_its_own_deadline()
    {
        var scene = Sat(Exams.Timed(10, 10)).HeardUntil("10:00");

        scene.At("10:09.999").MeetDeadline().Nothing();
        var entered = scene.At("10:10").MeetDeadline().Happened<SessionEvent.SectionEntered>();

        Assert.Equal((1, 3, Moment("10:00")), (entered.Section, entered.FirstItem, entered.EnteredAt));
        Assert.Equal(Moment("20:00"), scene.Time.SectionDeadline);
    }

    [Fact]
    public void Entering_the_next_section_in_the_grace_starts_its_clock_at_the_deadline()
    {
        var scene = Sat(Exams.Timed(10, 10)).HeardUntil("10:00");

        Assert.Equal(Moment("10:00"), scene.At("10:07").EnterSection(1).Happened<SessionEvent.SectionEntered>().EnteredAt);
    }

    [Fact]
    public void A_save_for_a_section_counts_in_its_grace_and_not_after()
    {
        var scene = Sat(Exams.Timed(10, 10)).HeardUntil("10:00");

        scene.At("10:10").Save(Pick(1, 1, "a")).Accepted();
        scene.At("10:10.001").Save(Pick(2, 1, "b")).RefusedEntries(("entries[0]", "session.section-closed"));
        Assert.Equal(1, scene.Work.LastSeq);
    }

    [Fact]
    public void All_sections_that_ran_out_in_an_outage_are_settled_one_after_the_other()
    {
        var scene = Sat(Exams.Timed(10, 10, 10)).HeardUntil("10:00").Crash();

        scene.At("23:00").Hear();

        Assert.Equal(2, scene.Work.CurrentSection);
        Assert.Equal(Moment("30:00"), scene.Time.SectionDeadline);
        Assert.Equal(
            [Moment("10:00"), Moment("20:00")], scene.Stream.OfType<SessionEvent.SectionEntered>().Select(entered => entered.EnteredAt));

        scene.Crash().At("5:00:00").MeetDeadline();

        Assert.Equal(new Ending.Expired(Moment("30:00")), scene.Sealed.Ending);
    }

    [Fact]
    public void Time_given_back_goes_to_the_section_in_which_it_was_lost()
    {
        var scene = Sat(Exams.Timed(10, 10).GivingBack(2)).HeardUntil("5:00");

        scene.At("13:00").Hear();

        Assert.Equal(["ConnectionLost", "SectionEntered", "ConnectionLost"], scene.Stream.TakeLast(3).Select(happened => happened.GetType().Name));
        Assert.Equal(Moment("22:00"), scene.Time.SectionDeadline);
        Assert.Equal(Moment("62:00"), scene.Time.Deadline);
        Assert.Equal(TimeSpan.FromMinutes(8), scene.Time.Lost);
    }

    [Fact]
    public void The_last_section_that_runs_out_ends_the_session_before_the_exams_own_limit()
    {
        var scene = Sat(Exams.Timed(10)).HeardUntil("10:00");

        scene.At("10:10").MeetDeadline();

        Assert.Equal(new Ending.Expired(Moment("10:00")), scene.Sealed.Ending);
    }

    [Fact]
    public void A_section_lasts_no_longer_than_the_exam()
    {
        var scene = Sat(Exams.Timed(10, 20).Lasting(25)).HeardUntil("8:00");
        scene.EnterSection(1);

        Assert.Equal(TimeSpan.FromMinutes(17), scene.Time.SectionRemainingAt(scene.Now));
        Assert.Equal(Moment("25:00"), scene.Time.NextDeadline);
    }

    [Fact]
    public void A_submission_in_the_grace_of_a_section_with_one_behind_it_is_the_learners()
    {
        var scene = Sat(Exams.Timed(10, 10)).HeardUntil("10:00");

        scene.At("10:05").Submit().Accepted();

        Assert.Equal(new Ending.Submitted(EndedBy.Learner, Moment("10:05")), scene.Sealed.Ending);
    }

    [Fact]
    public void No_section_is_entered_when_time_is_up()
    {
        var scene = Sat(Exams.OneWay(1, 1)).HeardUntil("60:00");

        scene.At("60:00.001").EnterSection(1).Refused("session.deadline-passed");
    }
}
