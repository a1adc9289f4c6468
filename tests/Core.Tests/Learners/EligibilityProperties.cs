using System.Collections.Immutable;
using CsCheck;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Learners;
using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Learners;

/// <summary>What holds of eligibility whatever is known of a learner and whatever an exam asks for.</summary>
public sealed class EligibilityProperties
{
    private const int Scripts = 5_000;

    private static readonly Gen<LearnerEvent> Fact = Gen.Frequency(
        (2, Gen.Select(Gen.Int[-3, 3], Gen.Int[1, 4]).Select((opens, length) => Event(new LearnerEvent.RegisteredInWindow($"w{opens}", "fin-101", At(opens), At(opens + length), 100)))),
        (1, Gen.Int[0, 2].Select(extra => Event(new LearnerEvent.Registered("fin-101", null, null, 100, extra)))),
        (1, Gen.Int[-3, 3].Select(opens => Event(new LearnerEvent.WithdrawnFromWindow($"w{opens}")))),
        (2, Gen.Const(Event(new LearnerEvent.Enrolled("finance")))),
        (1, Gen.Const(Event(new LearnerEvent.Unenrolled("finance")))),
        (2, Gen.Const(Event(new LearnerEvent.PaymentNoted("r1", "fin-101", null)))),
        (1, Gen.Const(Event(new LearnerEvent.PaymentWithdrawn("r1")))),
        (1, Gen.Const(Event(new LearnerEvent.VoucherRedeemed("SPRING-1", "fin-101")))),
        (2, Gen.Bool.Select(passed => Event(new LearnerEvent.CourseGraded("fin-0", passed, null)))),
        (1, Gen.Const(Event(new LearnerEvent.Described("Ada", "GB")))),
        (1, Gen.Const(Event(new LearnerEvent.NameConfirmed("Ada")))));

    private static readonly Gen<EligibilityPolicy> Policy = Gen.Select(Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool, Gen.Int[0, 3], Gen.OneOf<int?>((int?)null, 1), Gen.Bool)
        .Select((enrolment, payment, name, decided, course, days, perWindow, noShow) => new EligibilityPolicy(
            enrolment, payment, name, decided, course ? [new Prerequisite.Course("fin-0", null)] : [], TimeSpan.FromDays(days), perWindow, noShow));

    /// <summary>Attempts as they may follow each other: ended days ago, passed or not, released or not, taken away or not.</summary>
    private static readonly Gen<(int DaysAgo, bool Passed, bool Released, bool Barred, int Window)[]> Attempts =
        Gen.Select(Gen.Int[0, 4], Gen.Bool, Gen.Bool, Gen.Frequency((4, Gen.Const(false)), (1, Gen.Const(true))), Gen.Int[-4, 3]).Array[0, 3];

    private static readonly Gen<(LearnerState Learner, ExamVersion Exam, Surroundings Around)> Case =
        Gen.Select(Fact.Array[0, 8], Attempts, Policy, Gen.OneOf<int?>((int?)null, 1, 2), Gen.Bool, Gen.Enum<Places>()).Select((facts, attempts, policy, allowed, rehearsed, places) => (
            Sat(facts, attempts),
            Exams.Free(1).With(terms => terms with { AttemptsAllowed = allowed, RequiresRehearsal = true }) with { Eligibility = policy },
            new Surroundings(rehearsed, null, places, At(1))));

    [Fact]
    public void An_exam_is_ready_exactly_when_no_reason_is_told() => Always((standing, reasons, _) => Assert.Equal(standing == ExamStanding.Ready, reasons.IsEmpty));

    [Fact]
    public void Every_reason_is_told_once_with_words_and_says_what_to_do_or_when_it_ends() => Always((_, reasons, _) =>
    {
        Assert.Distinct(reasons.Select(reason => reason.Message));
        foreach (var reason in reasons)
        {
            Assert.Matches("^learner\\.[a-z-]+$", reason.Code);
            Assert.NotEmpty(reason.Message);
            Assert.True(reason.By is RemedyBy.Nobody or RemedyBy.Time || reason.Remedy.Length > 0, reason.Code);
            Assert.True(reason.EndsAt is null || reason.By == RemedyBy.Time, reason.Code);
        }
    });

    [Fact]
    public void What_ends_by_itself_is_gone_at_its_end_and_there_until_then() => Always((_, reasons, scene) =>
    {
        foreach (var reason in reasons.Where(reason => reason.EndsAt > Scene.Opening && reason.Code is "learner.cooling-off" or "learner.barred" or "learner.window-not-open"))
        {
            var end = reason.EndsAt!.Value;
            Assert.DoesNotContain(Eligibility.Of(scene.Learner, scene.Exam, null, scene.Around, end).Reasons, later => later.Code == reason.Code && later.EndsAt == end);
            if (reason.Code != "learner.window-not-open")
                Assert.Contains(Eligibility.Of(scene.Learner, scene.Exam, null, scene.Around, end.AddMilliseconds(-1)).Reasons, later => later.Code == reason.Code && later.EndsAt == end);
        }
    });

    [Fact]
    public void An_exam_that_asks_for_less_is_sat_by_whoever_may_sit_one_that_asks_for_more() => Always((standing, reasons, scene) =>
    {
        var (_, fewer) = Eligibility.Of(scene.Learner, scene.Exam with { Eligibility = null }, null, scene.Around, Scene.Opening);
        Assert.Subset(reasons.Select(reason => reason.Code).ToHashSet(), fewer.Select(reason => reason.Code).ToHashSet());
    });

    private static void Always(Action<ExamStanding, ImmutableArray<EligibilityReason>, (LearnerState Learner, ExamVersion Exam, Surroundings Around)> holds) => Case.Sample(
        scene =>
        {
            var (standing, reasons) = Eligibility.Of(scene.Learner, scene.Exam, null, scene.Around, Scene.Opening);
            holds(standing, reasons, scene);
        },
        iter: Scripts, threads: 1);

    private static LearnerState Sat(LearnerEvent[] facts, (int DaysAgo, bool Passed, bool Released, bool Barred, int Window)[] attempts)
    {
        var learner = facts.Aggregate(LearnerState.Empty, LearnerState.Evolve);
        for (var i = 0; i < attempts.Length; i++)
        {
            var (session, attempt) = (new Guid($"dddddddd-0000-7000-8000-{i:x12}"), attempts[i]);
            var begun = new LearnerEvent.SessionBegun(session, session, "fin-101", 1, 7, i + 1) { At = At(-attempt.DaysAgo) };
            LearnerEvent began = attempt.Window > -4 ? new LearnerEvent.SessionBegunInWindow($"w{attempt.Window}", begun) { At = begun.At } : begun;
            learner = LearnerState.Evolve(LearnerState.Evolve(learner, began), new LearnerEvent.ResultKnown(session, At(-attempt.DaysAgo), attempt.Released, attempt.Passed, 1, 2, null));
            if (attempt.Barred)
                learner = LearnerState.Evolve(learner, new LearnerEvent.ReviewKnown(session, new Finding.BarredUntil(At(2)), "finance"));
        }
        return learner;
    }

    private static DateTimeOffset At(int days) => Scene.Opening.AddDays(days);

    private static LearnerEvent Event(LearnerEvent happened) => happened with { At = Scene.Opening };
}
