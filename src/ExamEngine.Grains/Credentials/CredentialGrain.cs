using System.Collections.Immutable;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Learners;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Grains.Credentials;

/// <summary>
/// One credential. Issuing writes what it says, takes its entry of a status list and writes the signed document; the agenda does what a crash left undone,
/// and whoever asks first does it too. Everything else is made from those two events: files when they are asked for, its bit in the list by the agenda.
/// </summary>
[GrainType("credential"), CollectionAgeLimit(Minutes = 5)]
internal sealed class CredentialGrain(
    IJournal journal, TimeProvider time, CredentialPress press, StatusEntries entries, ProgramTemplates templates, CredentialQueries shelf)
    : EventSourcedGrain<CredentialState, CredentialEvent>(journal, time, CredentialJournal.Codec, CredentialState.Empty), ICredentialGrain
{
    private readonly IJournal _journal = journal;
    private readonly Dictionary<string, CredentialFile> _made = [];

    private Guid Id => this.GetPrimaryKey();

    protected override string StreamName() => CredentialJournal.StreamOf(Id);

    protected override CredentialState Evolve(CredentialState state, CredentialEvent happened, long version) => CredentialState.Evolve(state, happened);

    public async Task<Reply<CredentialView>> Issue(Actor actor, IssueCredential order)
    {
        if (!actor.Is(Roles.System))
            return new Problem("account.forbidden", "Credentials follow from awards.");
        if (State.Issued is null)
        {
            var issued = CredentialFacts.Of(order, press.Issuer, await templates.Of(order.ProgramId)) with { At = Now };
            if (await press.Refuse(Id, issued) is { } problem)
            {
                await GrainFactory.GetGrain<ICredentialHoldsGrain>(0).Hold(new(Id, order.LearnerId, order.Kind, order.ExamTitle, problem.Code, problem.Message));
                return problem;
            }
            await Commit(actor.Id, [issued], [CredentialDuties.Sign(Id, Now)], [CredentialFacts.Row(Id, issued, order.ProgramId, order.Country, null, "")]);
        }
        await Document();
        return CredentialFacts.View(Id, State, press.Fingerprint) ?? throw new InvalidOperationException("What was issued can be shown.");
    }

    public Task<CredentialView?> Show() => Task.FromResult(CredentialFacts.View(Id, State, press.Fingerprint));

    public async Task<string?> Document()
    {
        if (State is { Issued: { } issued, Signed: null })
        {
            var signed = press.Sign(Id, issued, await entries.Take(Id), Now);
            // What ended before it was signed had no bit to set.
            AgendaChange[] duties = State.Stands ? [CredentialDuties.Signed(Id)] : [CredentialDuties.Signed(Id), CredentialDuties.Status(Id, Now)];
            await Commit("system", [signed], duties, [await Row(State.EndedAt, signed.Document)]);
        }
        return State.Signed?.Document;
    }

    public Task<Reply<Done>> Revoke(Actor actor, string reason) =>
        Stand(actor, State.Stands, new CredentialEvent.Revoked(reason) { At = Now }, Now, successor => successor.Revoke(actor, reason));

    public Task<Reply<Done>> Reinstate(Actor actor) =>
        Stand(actor, State.Revoked is not null, new CredentialEvent.Reinstated { At = Now }, null, successor => successor.Reinstate(actor));

    public async Task<Reply<CredentialView>> Reissue(Actor actor)
    {
        if (State.Issued is not { } issued || !(actor.Is(Roles.Staff | Roles.Admin | Roles.System) || actor.LearnerId == issued.Learner))
            return Unknown;
        if (State.Superseded is { By: var by })
            return await GrainFactory.GetGrain<ICredentialGrain>(by).Reissue(actor);
        if (State.Revoked is not null)
            return new Problem("credential.revoked", "A revoked credential is not issued again.");
        var name = (await LearnerJournal.Replay(_journal, issued.Learner)).LegalName;
        if (name.Length == 0 || name == issued.LegalName)
            return CredentialFacts.View(Id, State, press.Fingerprint) ?? throw new InvalidOperationException("What was issued can be shown.");
        var next = Guid.CreateVersion7(Now);
        var order = await Again(issued, name);
        if (await press.Refuse(next, CredentialFacts.Of(order, press.Issuer, await templates.Of(order.ProgramId)) with { At = Now }) is { } problem)
            return problem;

        await Commit(
            actor.Id, [new CredentialEvent.Superseded(next, name) { At = Now }],
            [CredentialDuties.Succeed(Id, Now), CredentialDuties.Status(Id, Now)], [await Row(Now)]);
        return await Succeed();
    }

    public async Task<CredentialFile?> Pdf() => (await File(CredentialForms.Pdf)).Value;

    public async Task<Reply<CredentialFile>> File(string form)
    {
        if (State.Issued is not { } issued)
            return Unknown;
        if (State.Superseded is { By: var by })
            return new Problem("credential.superseded", $"Another credential took its place: {by}.");
        if (State.Revoked is not null)
            return new Problem("credential.revoked", "The credential was revoked.");
        if (!_made.TryGetValue(form, out var made))
        {
            await Document();
            if (State.Signed is not { } signed || await Make(form, issued, signed) is not { } file)
                return new Problem("credential.no-such-file", "The credential has no such file.");
            made = file;
            // A record changes when a part of it is superseded.
            if (form != CredentialForms.Clr)
                _made[form] = made;
        }
        return made;
    }

    public async Task Carry(string message)
    {
        switch (message)
        {
            case CredentialDuties.ToSign:
                await Document();
                break;
            case CredentialDuties.ToTell when State.Signed is { List: var list }:
                await GrainFactory.GetGrain<IStatusListGrain>(list).Set(Id, !State.Stands);
                break;
            case CredentialDuties.ToTell:
                // Never signed, so nobody holds a document that points to a list.
                break;
            case CredentialDuties.ToSucceed:
                if ((await Succeed()).Problems is [var problem, ..])
                    throw new UnavailableException($"The successor of credential {Id} waits: {problem.Code}.");
                break;
            default:
                throw new InvalidOperationException($"Unknown duty '{message}'.");
        }
    }

    private async Task<Reply<Done>> Stand(Actor actor, bool changes, CredentialEvent change, DateTimeOffset? revokedAt, Func<ICredentialGrain, Task<Reply<Done>>> ofSuccessor)
    {
        if (!actor.Is(Roles.System))
            return new Problem("account.forbidden", "A credential stands or falls with its award.");
        if (State.Superseded is { By: var by })
        {
            // A crash may have kept it back, and what is not issued yet would be revoked for nothing.
            var issued = await Succeed();
            return issued.Problems.IsEmpty ? await ofSuccessor(GrainFactory.GetGrain<ICredentialGrain>(by)) : issued.Problems;
        }
        if (changes)
            await Commit(actor.Id, [change], [CredentialDuties.Status(Id, Now)], [await Row(revokedAt)]);
        return Done.It;
    }

    /// <summary>Issues the one that takes its place, which is issued once however often this is done.</summary>
    private async Task<Reply<CredentialView>> Succeed() => State is { Issued: { } issued, Superseded: { } superseded }
        ? await GrainFactory.GetGrain<ICredentialGrain>(superseded.By).Issue(Actor.System, await Again(issued, superseded.LegalName))
        : throw new InvalidOperationException("It was not superseded.");

    /// <summary>The order of the same under another name, for the program and the country that its row has.</summary>
    private async Task<IssueCredential> Again(CredentialEvent.Issued issued, string name)
    {
        var row = await Row(State.EndedAt);
        return CredentialFacts.Again(Id, issued with { ProgramId = row.ProgramId, Country = row.Country }, name);
    }

    private async Task<CredentialFile?> Make(string form, CredentialEvent.Issued issued, CredentialEvent.Signed signed) => form switch
    {
        CredentialForms.Clr when issued.Parts is { } parts => await press.Clr(Id, issued, signed, await Documents(parts)),
        CredentialForms.Clr => null,
        _ => await press.Make(form, Id, issued, signed),
    };

    /// <summary>The documents of the parts as they stand: of a superseded one, that of its successor.</summary>
    private async Task<ImmutableArray<string>> Documents(ImmutableArray<Guid> parts)
    {
        var documents = ImmutableArray.CreateBuilder<string>();
        foreach (var part in parts)
        {
            var credential = GrainFactory.GetGrain<ICredentialGrain>(part);
            while (await credential.Show() is { SupersededBy: { } by })
                credential = GrainFactory.GetGrain<ICredentialGrain>(by);
            if (await credential.Document() is { } document)
                documents.Add(document);
        }
        return documents.ToImmutable();
    }

    /// <summary>Its row, from the event; where an older engine wrote that, from the read model, which holds what was so at the issue.</summary>
    private async Task<CredentialRow> Row(DateTimeOffset? endedAt, string? body = null)
    {
        if (State.Issued is { ProgramId: { } program, Country: { } country } issued)
            return CredentialFacts.Row(Id, issued, program, country, endedAt, body ?? State.Signed?.Document ?? "");
        var row = await shelf.Find(Id.ToString(), CancellationToken.None) ?? throw new InvalidOperationException($"Credential {Id} has no row.");
        return row with { RevokedAt = endedAt, Body = body ?? row.Body };
    }

    private static Problem Unknown => new("credential.unknown", "There is no such credential.");
}
