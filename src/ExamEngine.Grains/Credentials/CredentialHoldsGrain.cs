using System.Text.Json.Serialization;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Kernel;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Credentials;

/// <summary>
/// What could not be issued. An award tries again every few minutes, so a name that was put right is issued by itself; whoever reads the list takes off it what
/// has been issued since.
/// </summary>
[GrainType("credential-holds")]
internal sealed class CredentialHoldsGrain(IJournal journal, TimeProvider time)
    : EventSourcedGrain<HoldsState, HoldEvent>(journal, time, HoldsJournal.Codec, HoldsState.Empty), ICredentialHoldsGrain
{
    private const int AtOnce = 16;

    protected override string StreamName() => "credential-holds";

    protected override HoldsState Evolve(HoldsState state, HoldEvent happened, long version) => HoldsState.Evolve(state, happened);

    public async Task Hold(HeldCredential held)
    {
        if (State.Hold(new(held.CredentialId, held.LearnerId, held.Kind, held.Title, held.Code, held.Message) { At = Now }) is { } happened)
            await Commit("system", [happened]);
    }

    public async Task<Reply<HeldCredentials>> Show(Actor actor)
    {
        if (!actor.Is(Roles.Staff | Roles.Admin | Roles.System))
            return new Problem("account.forbidden", "What is held is the staff's to see.");
        var issued = new List<Guid>();
        await FanOut.Each(State.Held.Keys, AtOnce, async id =>
        {
            if (await GrainFactory.GetGrain<ICredentialGrain>(id).Show() is not null)
                issued.Add(id);
        });
        if (issued.Count > 0)
            await Commit("system", [new HoldEvent.Released([.. issued]) { At = Now }]);
        return new HeldCredentials([.. State.Held.Values.OrderBy(held => held.At).Select(held =>
            new HeldCredential(held.Credential, held.Learner, held.Kind, held.Title, held.Code, held.Message, held.At))]);
    }
}

/// <summary>How what is held stands in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(HoldEvent.Held))]
[JsonSerializable(typeof(HoldEvent.Released))]
internal sealed partial class HoldsJson : JsonSerializerContext;

internal static class HoldsJournal
{
    public static readonly EventCodec<HoldEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("credential-holds.held.v1", HoldsJson.Default.Held),
        new EventName("credential-holds.released.v1", HoldsJson.Default.Released));
}
