using System.Collections.Immutable;
using System.Text.Json.Serialization;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Programs;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Learners;

/// <summary>What happened to a voucher.</summary>
internal abstract record VoucherEvent
{
    private VoucherEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    public sealed record Defined(string Exam, int Uses, DateTimeOffset? Until) : VoucherEvent;

    public sealed record Redeemed(string Learner) : VoucherEvent;
}

/// <param name="Exam">Empty before the voucher is defined.</param>
internal sealed record VoucherState(string Exam, int Uses, DateTimeOffset? Until, ImmutableHashSet<string> Learners, DateTimeOffset DefinedAt)
{
    public static readonly VoucherState Empty = new("", 0, null, ImmutableHashSet.Create<string>(StringComparer.Ordinal), default);
}

/// <summary>
/// One voucher and who has used it. A use is counted before the learner's record has it, and by learner: whatever crashes between the two,
/// the agenda brings it there, and nobody uses it twice.
/// </summary>
[GrainType("voucher")]
internal sealed class VoucherGrain(IJournal journal, TimeProvider time, Catalog catalog)
    : EventSourcedGrain<VoucherState, VoucherEvent>(journal, time, VoucherJournal.Codec, VoucherState.Empty), IVoucherGrain
{
    public const int MostUses = 10_000;

    private static readonly Problem Forbidden = new("account.forbidden", "This takes a member of staff.");
    private static readonly Problem Unknown = new("voucher.unknown", "There is no such voucher.", "code");

    private string Code => this.GetPrimaryKeyString();

    protected override string StreamName() => VoucherJournal.StreamOf(Code);

    protected override VoucherState Evolve(VoucherState state, VoucherEvent happened, long version) => happened switch
    {
        VoucherEvent.Defined e => state with { Exam = e.Exam, Uses = e.Uses, Until = e.Until, DefinedAt = e.At },
        VoucherEvent.Redeemed e => state with { Learners = state.Learners.Add(e.Learner) },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    public async Task<Reply<Done>> Define(Actor actor, VoucherPlan plan)
    {
        if (!MayDefine(actor))
            return Forbidden;
        if (!FactRules.IsCode(Code))
            return new Problem("input.code", "A voucher's code has 6 to 40 capital letters, digits and dashes.", "code");
        if (plan.Uses is < 1 or > MostUses)
            return new Problem("input.uses", $"A voucher is used 1 to {MostUses} times.", "uses");
        DateTimeOffset? until = plan.Until is { } moment ? DateTimeOffset.FromUnixTimeMilliseconds(moment.ToUnixTimeMilliseconds()) : null;
        if ((plan.ExamId, plan.Uses, until) == (State.Exam, State.Uses, State.Until))
            return Done.It;
        if (State.Exam.Length > 0 && plan.ExamId != State.Exam)
            return new Problem("voucher.exam-fixed", $"The voucher is for exam '{State.Exam}'.", "examId");
        if (await catalog.Exam(plan.ExamId) is null)
            return new Problem("exam.unknown", $"There is no exam '{plan.ExamId}'.", "examId");
        await Keep(actor.Id, new VoucherEvent.Defined(plan.ExamId, plan.Uses, until) { At = Now });
        return Done.It;
    }

    public Task<Reply<VoucherView>> Show(Actor actor) => Task.FromResult<Reply<VoucherView>>(
        !MayDefine(actor) ? Forbidden
        : State.Exam.Length == 0 ? Unknown
        : new VoucherView(Code, State.Exam, State.Uses, State.Learners.Count, State.Until));

    public async Task<Reply<VoucherRedeemed>> Redeem(string learnerId)
    {
        if (State.Exam.Length == 0)
            return Unknown;
        if (State.Learners.Contains(learnerId))
            return new VoucherRedeemed(State.Exam);
        if (State.Until <= Now)
            return new Problem("voucher.expired", "The voucher is no longer good.", "code");
        if (State.Learners.Count >= State.Uses)
            return new Problem("voucher.used-up", "The voucher has been used.", "code");
        await Keep("system", new VoucherEvent.Redeemed(learnerId) { At = Now }, new AgendaChange.Put($"voucher/{Code}/{learnerId}", Now, $"learner/{learnerId}", LearnerDuties.Voucher(Code)));
        return new VoucherRedeemed(State.Exam);
    }

    public Task<VoucherRedeemed?> UsedBy(string learnerId) => Task.FromResult(State.Learners.Contains(learnerId) ? new VoucherRedeemed(State.Exam) : null);

    private ValueTask Keep(string actor, VoucherEvent happened, params AgendaChange[] agenda)
    {
        var after = Evolve(State, happened, Version + 1);
        return Commit(actor, [happened], agenda, [new VoucherRow(Code, after.Exam, after.Uses, after.Learners.Count, after.Until, after.DefinedAt)]);
    }

    private static bool MayDefine(Actor actor) => actor.Is(Roles.Staff | Roles.Admin | Roles.System);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(VoucherEvent.Defined))]
[JsonSerializable(typeof(VoucherEvent.Redeemed))]
internal sealed partial class VoucherJson : JsonSerializerContext;

internal static class VoucherJournal
{
    public static readonly EventCodec<VoucherEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("voucher.defined.v1", VoucherJson.Default.Defined),
        new EventName("voucher.redeemed.v1", VoucherJson.Default.Redeemed));

    public static string StreamOf(string code) => $"voucher/{code}";
}
