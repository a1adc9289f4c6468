using System.Collections.Immutable;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Learners;
using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Learners;

/// <summary>What an exam may ask for besides a registration.</summary>
public sealed class EligibilityReasonTests
{
    private static readonly DateTimeOffset Now = Scene.Opening;
    private static readonly LearnerState Registered = After(LearnerState.Empty, new LearnerEvent.Registered("fin-101", null, null, 100, 0));

    [Fact]
    public void An_exam_that_says_nothing_asks_for_nothing_more() => Assert.Empty(Of(Registered, EligibilityPolicy.None));

    [Fact]
    public void Enrolment_is_in_the_program_of_the_exam()
    {
        var asks = EligibilityPolicy.None with { Enrolment = true };

        Assert.Equal(["learner.not-enrolled"], Codes(Registered, asks));
        Assert.Equal(["learner.not-enrolled"], Codes(After(Registered, new LearnerEvent.Enrolled("another")), asks));
        var enrolled = After(Registered, new LearnerEvent.Enrolled("finance"));
        Assert.Empty(Codes(enrolled, asks));
        Assert.Equal(["learner.not-enrolled"], Codes(After(enrolled, new LearnerEvent.Unenrolled("finance")), asks));
    }

    [Fact]
    public void A_payment_is_for_the_exam_or_for_its_program_and_can_be_withdrawn()
    {
        var asks = EligibilityPolicy.None with { Payment = true };
        var paid = After(Registered, new LearnerEvent.PaymentNoted("r1", "fin-101", null));

        Assert.Equal(["learner.not-paid"], Codes(Registered, asks));
        Assert.Empty(Codes(paid, asks));
        Assert.Equal(["learner.not-paid"], Codes(After(Registered, new LearnerEvent.PaymentNoted("r1", "fin-102", null)), asks));
        Assert.Empty(Codes(After(Registered, new LearnerEvent.PaymentNoted("r1", null, "finance")), asks));
        Assert.Equal(["learner.not-paid"], Codes(After(paid, new LearnerEvent.PaymentWithdrawn("r1")), asks));
    }

    [Fact]
    public void A_voucher_pays_for_its_exam_and_no_reference_of_a_payment_takes_it_away()
    {
        var asks = EligibilityPolicy.None with { Payment = true };
        var redeemed = After(Registered, new LearnerEvent.VoucherRedeemed("SPRING-1", "fin-101"));

        Assert.Empty(Codes(redeemed, asks));
        Assert.Empty(Codes(After(redeemed, new LearnerEvent.PaymentNoted("SPRING-1", "fin-102", null), new LearnerEvent.PaymentWithdrawn("SPRING-1")), asks));
    }

    [Theory]
    [InlineData(true, true, false, 80, null, true)]
    [InlineData(true, true, false, 80, 80, true)]
    [InlineData(true, true, false, 79, 80, false)]
    [InlineData(false, true, false, 80, null, false)]
    [InlineData(true, false, false, 80, null, false)]
    [InlineData(true, true, true, 80, null, false)]
    public void An_exam_before_counts_once_it_is_passed_released_and_not_taken_away(bool released, bool passed, bool voided, int points, int? least, bool meets)
    {
        var asks = EligibilityPolicy.None with { Passed = [new Prerequisite.Exam("fin-100", least)] };
        var learner = After(
            Registered, new LearnerEvent.SessionBegun(Scene.Phone, Scene.Laptop, "fin-100", 1, 7, 1),
            new LearnerEvent.ResultKnown(Scene.Laptop, Now, released, passed, points, 100, null),
            new LearnerEvent.ReviewKnown(Scene.Laptop, voided ? new Finding.ScoreVoided() : Finding.Clear, "finance"));

        Assert.Equal(meets ? [] : ["learner.exam-not-passed"], Codes(learner, asks));
    }

    [Theory]
    [InlineData(null, null, null, false)]
    [InlineData(true, null, null, true)]
    [InlineData(true, null, 60, false)]
    [InlineData(true, 60, 60, true)]
    [InlineData(true, 59, 60, false)]
    [InlineData(false, 90, null, false)]
    public void A_course_before_counts_by_the_grade_that_was_told(bool? passed, int? percent, int? least, bool meets)
    {
        var asks = EligibilityPolicy.None with { Passed = [new Prerequisite.Course("fin-0", least)] };
        var learner = passed is { } outcome ? After(Registered, new LearnerEvent.CourseGraded("fin-0", outcome, percent)) : Registered;

        Assert.Equal(meets ? [] : ["learner.course-not-passed"], Codes(learner, asks));
    }

    [Fact]
    public void What_has_to_be_passed_before_is_called_by_its_title()
    {
        var asks = EligibilityPolicy.None with { Passed = [new Prerequisite.Exam("fin-100", 75.5m), new Prerequisite.Course("fin-0", null)] };
        var around = new Surroundings(true) { Titles = ImmutableDictionary<string, string>.Empty.Add("exam/fin-100", "Foundations") };

        var reasons = Eligibility.Of(Registered, Asking(asks), null, around, Now).Reasons;

        Assert.Equal(
            ["The exam “Foundations” has to be passed first with at least 75.5 %.", "The course “fin-0” has to be passed first."], reasons.Select(reason => reason.Message));
    }

    [Fact]
    public void Cooling_off_counts_from_the_end_of_the_last_attempt_and_ends_by_itself()
    {
        var asks = EligibilityPolicy.None with { CoolingOff = TimeSpan.FromDays(14) };
        var sat = Ended(Begun(Registered, 1, null), 1, Now.AddDays(-10));

        var reason = Assert.Single(Of(sat, asks));
        Assert.Equal(("learner.cooling-off", (DateTimeOffset?)Now.AddDays(4), RemedyBy.Time), (reason.Code, reason.EndsAt, reason.By));
        Assert.Empty(Eligibility.Of(sat, Asking(asks), null, true, Now.AddDays(4)).Reasons);
        Assert.NotEmpty(Eligibility.Of(sat, Asking(asks), null, true, Now.AddDays(4).AddMilliseconds(-1)).Reasons);
    }

    [Fact]
    public void Cooling_off_counts_from_an_end_that_only_the_session_knows_yet()
    {
        var asks = EligibilityPolicy.None with { CoolingOff = TimeSpan.FromDays(14) };
        var sat = Begun(Ended(Begun(Registered, 1, null), 1, Now.AddDays(-20)), 2, null);

        Assert.Empty(Of(sat, asks));
        Assert.Equal(Now.AddDays(13), Assert.Single(Eligibility.Of(sat, Asking(asks), null, new Surroundings(true, Now.AddDays(-1)), Now).Reasons).EndsAt);
    }

    [Fact]
    public void Whoever_was_not_let_in_need_not_cool_off()
    {
        var denied = After(Begun(Registered, 1, null), new LearnerEvent.AttemptReturned(Session(1), Now));

        Assert.Empty(Codes(denied, EligibilityPolicy.None with { CoolingOff = TimeSpan.FromDays(14) }));
    }

    [Fact]
    public void Attempts_in_one_window_run_out_and_a_later_window_has_its_own()
    {
        var asks = EligibilityPolicy.None with { AttemptsPerWindow = 1 };
        var sat = Ended(Begun(InWindow("w1", -1, 1), 1, "w1"), 1, Now);

        Assert.Equal(["learner.window-used"], Codes(sat, asks));
        Assert.Empty(Eligibility.Of(InWindow("w2", 24, 48, sat), Asking(asks), null, true, Now.AddHours(25)).Reasons);
    }

    [Fact]
    public void A_missed_window_uses_an_attempt_only_where_the_exam_says_so()
    {
        var missed = After(InWindow("w1", -3, -1), new LearnerEvent.Registered("fin-101", null, null, 100, 0));
        var exam = Exams.Free(1).With(policy => policy with { AttemptsAllowed = 1 });

        Assert.Empty(Eligibility.Of(missed, exam, null, true, Now).Reasons);
        var counting = exam with { Eligibility = EligibilityPolicy.None with { NoShowUsesAttempt = true } };
        Assert.Equal(["learner.no-attempts-left"], Eligibility.Of(missed, counting, null, true, Now).Reasons.Select(reason => reason.Code));
        Assert.Equal(1, Eligibility.AttemptsUsed(missed, counting, Now));
        Assert.Equal(0, Eligibility.AttemptsUsed(missed, counting, Now.AddHours(-2)));
        Assert.Equal(1, Eligibility.AttemptsUsed(Begun(missed, 1, "w1"), counting, Now));
    }

    [Fact]
    public void A_legal_name_is_confirmed_as_it_stands()
    {
        var asks = EligibilityPolicy.None with { ConfirmedName = true };
        var named = After(Registered, new LearnerEvent.Described("Ada", "GB"));

        Assert.Equal(RemedyBy.Staff, Assert.Single(Of(Registered, asks)).By);
        Assert.Equal(RemedyBy.Learner, Assert.Single(Of(named, asks)).By);
        var confirmed = After(named, new LearnerEvent.NameConfirmed("Ada"));
        Assert.Empty(Codes(confirmed, asks));
        Assert.Equal(["learner.name-unconfirmed"], Codes(After(confirmed, new LearnerEvent.Described("Ada Lovelace", "GB")), asks));
    }

    [Fact]
    public void A_request_for_an_accommodation_holds_up_only_where_the_exam_says_so()
    {
        var asking = After(Registered, new LearnerEvent.AccommodationAsked(Scene.Phone, "More time, please."));

        Assert.Empty(Codes(asking, EligibilityPolicy.None));
        var asks = EligibilityPolicy.None with { AccommodationsDecided = true };
        Assert.Equal(["learner.accommodation-pending"], Codes(asking, asks));
        Assert.Empty(Codes(After(asking, new LearnerEvent.AccommodationAnswered(Scene.Phone, true, "")), asks));
        Assert.Empty(Codes(After(asking, new LearnerEvent.AccommodationAnswered(Scene.Phone, false, "No.")), asks));
        Assert.Empty(Codes(After(asking, new LearnerEvent.AccommodationAskWithdrawn(Scene.Phone)), asks));
    }

    [Theory]
    [InlineData(Places.None, "learner.not-registered", RemedyBy.Staff)]
    [InlineData(Places.Free, "learner.not-registered", RemedyBy.Learner)]
    [InlineData(Places.Full, "learner.windows-full", RemedyBy.Learner)]
    [InlineData(Places.Later, "learner.registration-not-open", RemedyBy.Time)]
    [InlineData(Places.Over, "learner.registration-over", RemedyBy.Staff)]
    [InlineData(Places.Waiting, "learner.waiting", RemedyBy.Time)]
    [InlineData(Places.Offered, "learner.place-offered", RemedyBy.Learner)]
    public void Whoever_is_not_registered_is_told_how_the_windows_stand(Places places, string code, RemedyBy by)
    {
        var (standing, reasons) = Eligibility.Of(LearnerState.Empty, Exams.Free(1), null, new Surroundings(true, null, places, Now.AddHours(1)), Now);

        Assert.Equal((ExamStanding.NotRegistered, code, by), (standing, Assert.Single(reasons).Code, reasons[0].By));
    }

    [Fact]
    public void A_window_can_be_chosen_before_what_is_settled_later_and_whatever_ends_before_it_closes()
    {
        var exam = Asking(new(true, true, true, true, [], TimeSpan.FromDays(14), null, false)).With(policy => policy with { RequiresRehearsal = true });
        var sat = Ended(Begun(LearnerState.Empty, 1, null), 1, Now);
        var pending = After(sat, new LearnerEvent.Enrolled("finance"), new LearnerEvent.PaymentNoted("r", "fin-101", null), new LearnerEvent.AccommodationAsked(Scene.Phone, "Time."));

        Assert.Equal(["learner.cooling-off"], ToRegister(pending, Now.AddDays(14)));
        Assert.Empty(ToRegister(pending, Now.AddDays(14).AddMinutes(1)));
        Assert.Equal(["learner.not-enrolled", "learner.not-paid"], ToRegister(sat, Now.AddDays(15)));

        IEnumerable<string> ToRegister(LearnerState learner, DateTimeOffset closes) =>
            Eligibility.ToRegister(learner, exam, new Surroundings(false), Now, closes).Select(reason => reason.Code);
    }

    private static ImmutableArray<EligibilityReason> Of(LearnerState learner, EligibilityPolicy asks) => Eligibility.Of(learner, Asking(asks), null, true, Now).Reasons;

    private static IEnumerable<string> Codes(LearnerState learner, EligibilityPolicy asks) => Of(learner, asks).Select(reason => reason.Code);

    private static ExamVersion Asking(EligibilityPolicy asks) => Exams.Free(1) with { Eligibility = asks };

    private static LearnerState InWindow(string window, int opens, int closes, LearnerState? learner = null) =>
        After(learner ?? LearnerState.Empty, new LearnerEvent.RegisteredInWindow(window, "fin-101", Now.AddHours(opens), Now.AddHours(closes), 100));

    private static LearnerState Begun(LearnerState learner, int number, string? window)
    {
        var begun = new LearnerEvent.SessionBegun(Scene.Phone, Session(number), "fin-101", 1, 7, number) { At = Now };
        return After(learner, window is null ? begun : new LearnerEvent.SessionBegunInWindow(window, begun) { At = Now });
    }

    private static LearnerState Ended(LearnerState learner, int number, DateTimeOffset at) => After(learner, new LearnerEvent.ResultKnown(Session(number), at, true, false, 1, 2, null));

    private static LearnerState After(LearnerState learner, params LearnerEvent[] events) =>
        events.Aggregate(learner, (state, happened) => LearnerState.Evolve(state, happened.At == default ? happened with { At = Now } : happened));

    private static Guid Session(int number) => new($"dddddddd-0000-7000-8000-{number:x12}");
}
