using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Hosting;
using ExamEngine.Grains.Kernel;
using ExamEngine.Interchange.Pdf;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Grains.Credentials;

/// <summary>One credential: issued once from an award, revoked and reinstated with it, shown to anybody who has its address, drawn as a PDF when somebody asks.</summary>
[GrainType("credential")]
internal sealed class CredentialGrain(IJournal journal, TimeProvider time, GrainOptions options, EngineKeys keys, CredentialPdf pdf, CredentialQueries shelf)
    : EventSourcedGrain<CredentialState, CredentialEvent>(journal, time, CredentialJournal.Codec, CredentialState.Empty), ICredentialGrain
{
    private byte[]? _drawn;

    private Guid Id => this.GetPrimaryKey();

    protected override string StreamName() => $"credential/{Id}";

    protected override CredentialState Evolve(CredentialState state, CredentialEvent happened, long version) => CredentialState.Evolve(state, happened);

    public async Task<Reply<CredentialView>> Issue(Actor actor, IssueCredential order)
    {
        if (!actor.Is(Roles.System))
            return new Problem("account.forbidden", "Credentials follow from awards.");
        if (State.Issued is null)
        {
            var issued = new CredentialEvent.Issued(
                order.AttemptId, order.LearnerId, order.LegalName, order.ExamId, order.ExamTitle, order.ProgramTitle, options.Issuer, order.Language,
                order.ScorePercent, order.EarnedAt, order.Proctored)
            { At = Now };
            await Commit(actor.Id, [issued], projections:
            [
                new CredentialRow(
                    Id.ToString(), order.LearnerId, order.AttemptId.ToString(), order.ExamId, "exam", order.ExamTitle, order.LegalName, issued.At, null,
                    JsonSerializer.Serialize(CredentialStatement.Of(Id, issued, Address), CredentialJson.Default.CredentialStatement),
                    order.ProgramId, order.Country),
            ]);
        }
        return await Show() is { } view ? view : new Problem("credential.unknown", "There is no such credential.");
    }

    public Task<Reply<Done>> Revoke(Actor actor, string reason) =>
        Stand(actor, State.Issued is not null && State.Revoked is null, new CredentialEvent.Revoked(reason) { At = Now }, Now);

    public Task<Reply<Done>> Reinstate(Actor actor) => Stand(actor, State.Revoked is not null, new CredentialEvent.Reinstated { At = Now }, null);

    /// <summary>Writes the change with the row as the read model has it, which holds what was so at the issue and stands in no event.</summary>
    private async Task<Reply<Done>> Stand(Actor actor, bool changes, CredentialEvent change, DateTimeOffset? revokedAt)
    {
        if (!actor.Is(Roles.System))
            return new Problem("account.forbidden", "A credential stands or falls with its award.");
        if (changes)
        {
            var row = await shelf.Find(Id.ToString(), CancellationToken.None) ?? throw new InvalidOperationException($"Credential {Id} has no row.");
            await Commit(actor.Id, [change], projections: [row with { RevokedAt = revokedAt }]);
        }
        return Done.It;
    }

    public Task<CredentialView?> Show() => Task.FromResult(
        State.Issued is { } issued
            ? new CredentialView(
                Id, issued.LegalName, issued.ExamTitle, issued.ProgramTitle, issued.Issuer, issued.At, issued.Statement, State.Revoked is null ? "valid" : "revoked",
                keys.Fingerprint, State.Revoked?.At, State.Revoked?.Reason)
            : null);

    public async Task<PdfFile?> Pdf()
    {
        if (State is not { Issued: { } issued, Revoked: null })
            return null;
        if (_drawn is null)
        {
            var paper = new CredentialPaper(
                issued.LegalName, issued.ExamTitle, issued.ProgramTitle, issued.Issuer, DateOnly.FromDateTime(issued.At.UtcDateTime), issued.Statement, "",
                Id.ToString(), Address, JsonSerializer.SerializeToUtf8Bytes(CredentialStatement.Of(Id, issued, Address), CredentialJson.Default.CredentialStatement), issued.Language);
            // Drawing is computing: it must not hold an Orleans thread.
            _drawn = await Task.Run(() => pdf.Render(paper, keys.Signing));
        }
        return new($"credential-{Id}.pdf", ImmutableArray.Create(_drawn));
    }

    private Uri Address => new(options.PublicAddress, $"v/{Id}");
}

/// <summary>The data that rides in the PDF and stands in the read model: the same facts, for machines.</summary>
internal sealed record CredentialStatement(
    string Id, string Name, string Achievement, string Program, string Issuer, string Statement, DateTimeOffset EarnedAt, DateTimeOffset IssuedAt, Uri Verify)
{
    public static CredentialStatement Of(Guid id, CredentialEvent.Issued issued, Uri address) => new(
        $"urn:uuid:{id}", issued.LegalName, issued.ExamTitle, issued.ProgramTitle, issued.Issuer, issued.Statement, issued.EarnedAt, issued.At, address);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CredentialEvent.Issued))]
[JsonSerializable(typeof(CredentialEvent.Revoked))]
[JsonSerializable(typeof(CredentialEvent.Reinstated))]
[JsonSerializable(typeof(CredentialStatement))]
internal sealed partial class CredentialJson : JsonSerializerContext;

internal static class CredentialJournal
{
    public static readonly EventCodec<CredentialEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("credential.issued.v1", CredentialJson.Default.Issued),
        new EventName("credential.revoked.v1", CredentialJson.Default.Revoked),
        new EventName("credential.reinstated.v1", CredentialJson.Default.Reinstated));
}
