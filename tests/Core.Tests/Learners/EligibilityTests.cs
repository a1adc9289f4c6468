using ExamEngine.Core.Definitions;
using ExamEngine.Core.Learners;
using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Learners;

public sealed class EligibilityTests
{
    private static readonly DateTimeOffset Now = Scene.Opening;
    private static readonly ExamVersion Exam = Exams.Free(1).With(policy => policy with { AttemptsAllowed = 2 });
    private static readonly LearnerState Registered = Registration(null, null);

    [Theory]
    [InlineData(null, null, ExamStanding.Ready)]
    [InlineData(0, 1, ExamStanding.Ready)]
    [InlineData(1, null, ExamStanding.NotYet)]
    [InlineData(null, 0, ExamStanding.Closed)]
    [InlineData(-2, -1, ExamStanding.Closed)]
    public void A_window_is_open_from_its_opening_until_just_before_its_close(int? opens, int? closes, ExamStanding standing)
    {
        var (found, reasons) = Of(Registration(opens, closes));

        Assert.Equal(standing, found);
        Assert.Equal(standing == ExamStanding.Ready, reasons.Length == 0);
    }

    [Fact]
    public void Who_is_not_registered_may_not_sit()
    {
        Assert.Equal((ExamStanding.NotRegistered, ["learner.not-registered"]), Of(LearnerState.Empty), Same);
    }

    [Fact]
    public void A_rehearsal_needs_no_registration()
    {
        Assert.Equal((ExamStanding.Ready, []), Of(LearnerState.Empty, Exam with { Rehearsal = true }), Same);
    }

    [Fact]
    public void While_an_attempt_is_open_it_is_that_one_whatever_else_stands_against_a_new_one()
    {
        var learner = Begun(Registration(-2, -1), 1);

        var (standing, reasons) = Eligibility.Of(learner, Exam, learner.Attempts[0], false, Now);

        Assert.Equal(ExamStanding.Running, standing);
        Assert.Empty(reasons);
    }

    [Fact]
    public void Attempts_run_out()
    {
        Assert.Equal((ExamStanding.Ready, []), Of(Ended(Begun(Registered, 1), 1, false)), Same);
        Assert.Equal((ExamStanding.NoAttemptsLeft, ["learner.no-attempts-left"]), Of(Ended(Ended(Begun(Begun(Registered, 1), 2), 1, false), 2, false)), Same);
    }

    [Fact]
    public void Extra_attempts_and_exams_without_a_limit_let_one_sit_again()
    {
        var twice = Begun(Begun(Registration(null, null, extra: 1), 1), 2);

        Assert.Equal((ExamStanding.Ready, []), Of(twice), Same);
        Assert.Equal((ExamStanding.Ready, []), Of(Begun(twice, 3), Exams.Free(1)), Same);
        Assert.Equal(3, Eligibility.AttemptsAllowed(Exam, twice.Registrations[Exam.ExamId]));
        Assert.Null(Eligibility.AttemptsAllowed(Exams.Free(1), null));
    }

    [Fact]
    public void Attempts_at_another_exam_do_not_count()
    {
        Assert.Equal((ExamStanding.Ready, []), Of(Begun(Begun(Registered, 1, "other"), 2, "other")), Same);
    }

    [Fact]
    public void Who_has_passed_need_not_sit_again_once_it_is_released()
    {
        var begun = Begun(Registered, 1);

        Assert.Equal((ExamStanding.Ready, []), Of(Ended(begun, 1, true, released: false)), Same);
        Assert.Equal((ExamStanding.Passed, ["learner.passed"]), Of(Ended(begun, 1, true)), Same);
        Assert.Equal((ExamStanding.Ready, []), Of(Ended(begun, 1, true), Exam with { Rehearsal = true }), Same);
    }

    [Fact]
    public void A_score_that_a_review_took_away_is_no_pass_and_counts_as_an_attempt()
    {
        var voided = Reviewed(Ended(Begun(Registered, 1), 1, true), 1, new Finding.ScoreVoided());

        Assert.Equal((ExamStanding.Ready, []), Of(voided), Same);
        Assert.Equal(1, voided.AttemptsAt(Exam.ExamId));
        Assert.Equal((ExamStanding.Passed, ["learner.passed"]), Of(Reviewed(voided, 1, Finding.Clear)), Same);
    }

    [Fact]
    public void A_bar_is_from_all_exams_of_its_program_until_it_ends()
    {
        var until = Now.AddDays(30);
        var barred = Reviewed(Ended(Begun(Registered, 1, "other"), 1, true), 1, new Finding.BarredUntil(until));

        Assert.Equal((ExamStanding.Barred, ["learner.barred"]), Of(barred), Same);
        Assert.Equal(ExamStanding.Ready, Eligibility.Of(barred, Exam, null, false, until).Standing);
        Assert.Equal((ExamStanding.Ready, []), Of(barred, Exam with { ProgramId = "another" }), Same);
        Assert.Equal((ExamStanding.Ready, []), Of(barred, Exam with { Rehearsal = true }), Same);
        Assert.Equal((ExamStanding.Ready, []), Of(Reviewed(barred, 1, new Finding.Warning())), Same);
    }

    [Fact]
    public void A_bar_from_an_exam_of_no_program_is_from_that_exam()
    {
        var alone = Exam with { ProgramId = "" };
        var barred = Reviewed(Ended(Begun(Registered, 1), 1, true), 1, new Finding.BarredUntil(Now.AddDays(30)), "");

        Assert.Equal(Now.AddDays(30), barred.BarredUntil(Exam.ExamId, "", Now));
        Assert.Null(barred.BarredUntil("other", "", Now));
        Assert.Equal((ExamStanding.Barred, ["learner.barred"]), Of(barred, alone), Same);
    }

    [Fact]
    public void A_pass_outlasts_the_window()
    {
        Assert.Equal((ExamStanding.Passed, ["learner.passed", "learner.window-closed"]), Of(Ended(Begun(Registration(-2, -1), 1), 1, true)), Same);
    }

    [Fact]
    public void A_rehearsal_may_be_asked_for_first()
    {
        var exam = Exam.With(policy => policy with { RequiresRehearsal = true });

        Assert.Equal((ExamStanding.NeedsRehearsal, ["learner.rehearsal-needed"]), Of(Registered, exam), Same);
        Assert.Equal(ExamStanding.Ready, Eligibility.Of(Registered, exam, null, rehearsed: true, Now).Standing);
    }

    [Fact]
    public void All_reasons_are_told_and_the_first_gives_the_standing()
    {
        var exam = Exam.With(policy => policy with { RequiresRehearsal = true, AttemptsAllowed = 1 });

        Assert.Equal(
            (ExamStanding.NoAttemptsLeft, ["learner.no-attempts-left", "learner.window-not-open", "learner.rehearsal-needed"]), Of(Begun(Registration(1, 2), 1), exam), Same);
    }

    [Fact]
    public void An_exam_under_a_proctor_is_begun_like_any_other() => Assert.Equal((ExamStanding.Ready, []), Of(Registered, Exam with { Proctored = true }), Same);

    [Fact]
    public void Whoever_was_not_let_in_has_used_no_attempt()
    {
        var denied = LearnerState.Evolve(Begun(Registered, 1), new LearnerEvent.AttemptReturned(Session(1), Now));

        Assert.Equal(0, denied.AttemptsAt(Exam.ExamId));
        Assert.Equal((ExamStanding.Ready, []), Of(denied, Exam.With(policy => policy with { AttemptsAllowed = 1 })), Same);
        Assert.True(denied.Attempts[0].NeverStarted);
    }

    private static (ExamStanding Standing, string[] Codes) Of(LearnerState learner, ExamVersion? exam = null)
    {
        var (standing, reasons) = Eligibility.Of(learner, exam ?? Exam, null, false, Now);
        return (standing, [.. reasons.Select(reason => reason.Code)]);
    }

    private static bool Same((ExamStanding, string[]) a, (ExamStanding, string[]) b) => a.Item1 == b.Item1 && a.Item2.SequenceEqual(b.Item2);

    private static LearnerState Registration(int? opens, int? closes, int extra = 0) => LearnerState.Evolve(
        LearnerState.Empty, new LearnerEvent.Registered(Exam.ExamId, opens is { } o ? Now.AddHours(o) : null, closes is { } c ? Now.AddHours(c) : null, 100, extra));

    private static LearnerState Begun(LearnerState learner, int number, string? exam = null) =>
        LearnerState.Evolve(learner, new LearnerEvent.SessionBegun(Scene.Phone, Session(number), exam ?? Exam.ExamId, 1, 7, number) { At = Now });

    private static LearnerState Ended(LearnerState learner, int number, bool passed, bool released = true) =>
        LearnerState.Evolve(learner, new LearnerEvent.ResultKnown(Session(number), Now, released, passed, 1, 1, null));

    private static LearnerState Reviewed(LearnerState learner, int number, Finding? finding, string? program = null) =>
        LearnerState.Evolve(learner, new LearnerEvent.ReviewKnown(Session(number), finding, program ?? Exam.ProgramId) { At = Now });

    private static Guid Session(int number) => new($"dddddddd-0000-7000-8000-{number:x12}");
}
