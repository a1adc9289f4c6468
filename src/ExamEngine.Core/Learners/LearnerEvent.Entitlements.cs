namespace ExamEngine.Core.Learners;

public abstract partial record LearnerEvent
{
    public sealed record Enrolled(string Program) : LearnerEvent;

    public sealed record Unenrolled(string Program) : LearnerEvent;

    /// <summary>Somebody has paid, by the word of whoever took the money.</summary>
    /// <param name="Reference">Theirs; the same payment has the same one.</param>
    /// <param name="Exam">What was paid for; null when it is all exams of <paramref name="Program"/>.</param>
    public sealed record PaymentNoted(string Reference, string? Exam, string? Program) : LearnerEvent;

    /// <summary>The money was given back, or never came.</summary>
    public sealed record PaymentWithdrawn(string Reference) : LearnerEvent;

    /// <summary>The voucher has one use less: this learner's.</summary>
    public sealed record VoucherRedeemed(string Code, string Exam) : LearnerEvent;

    /// <summary>How a course was done, by the word of its platform. A later word takes the place of an earlier one.</summary>
    /// <param name="Percent">0 to 100; null when only the outcome is told.</param>
    public sealed record CourseGraded(string Course, bool Passed, decimal? Percent) : LearnerEvent;

    /// <summary>The learner says that this is their legal name. Another name has to be confirmed again.</summary>
    public sealed record NameConfirmed(string Name) : LearnerEvent;

    public sealed record AccommodationAsked(Guid Request, string Wish) : LearnerEvent;

    /// <summary>What is granted stands in an <see cref="Accommodated"/> beside it.</summary>
    /// <param name="Reason">Why not; empty when it was granted and nothing needs to be said.</param>
    public sealed record AccommodationAnswered(Guid Request, bool Granted, string Reason) : LearnerEvent;

    /// <summary>The learner asks no longer.</summary>
    public sealed record AccommodationAskWithdrawn(Guid Request) : LearnerEvent;
}
