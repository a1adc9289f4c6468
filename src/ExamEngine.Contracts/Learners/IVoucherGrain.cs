namespace ExamEngine.Contracts.Learners;

/// <summary>A code that pays for an exam so many times. Key: the code, in capital letters.</summary>
[Alias("ee.IVoucherGrain")]
public interface IVoucherGrain : IGrainWithStringKey
{
    /// <summary>Makes the voucher, or changes how often and until when. Repeating is harmless. Staff or system.</summary>
    [Alias("Define")]
    Task<Reply<Done>> Define(Actor actor, VoucherPlan plan);

    /// <summary>Staff or system.</summary>
    [Alias("Show")]
    Task<Reply<VoucherView>> Show(Actor actor);

    /// <summary>For the learner's record: one use is the learner's, now or since an earlier call. Answers with the exam.</summary>
    [Alias("Redeem")]
    Task<Reply<VoucherRedeemed>> Redeem(string learnerId);

    /// <summary>For the learner's record: the exam, when a use is this learner's; null when none is.</summary>
    [Alias("UsedBy")]
    Task<VoucherRedeemed?> UsedBy(string learnerId);
}

/// <param name="Uses">By so many learners, 1 to 10,000. Fewer than have used it means: by nobody else.</param>
/// <param name="Until">Null: for ever.</param>
[GenerateSerializer, Alias("ee.voucher-plan"), Immutable]
public sealed record VoucherPlan([property: Id(0)] string ExamId, [property: Id(1)] int Uses, [property: Id(2)] DateTimeOffset? Until);

[GenerateSerializer, Alias("ee.voucher"), Immutable]
public sealed record VoucherView(
    [property: Id(0)] string Code, [property: Id(1)] string ExamId, [property: Id(2)] int Uses, [property: Id(3)] int Used, [property: Id(4)] DateTimeOffset? Until);
