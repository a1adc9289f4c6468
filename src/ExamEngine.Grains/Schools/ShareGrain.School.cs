using System.Collections.Immutable;
using System.Text;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Schools;
using ExamEngine.Core.Schools;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Schools;

/// <summary>What the school sees and says.</summary>
internal sealed partial class ShareGrain
{
    public async Task<Reply<SharedRecord>> Look(Actor actor, string how)
    {
        if (how is not (Looks.Listed or Looks.Opened))
            throw new ArgumentOutOfRangeException(nameof(how));
        return await Seen(actor, how) is { Problems: { IsEmpty: false } problems } ? problems : await Record();
    }

    public async Task<Reply<RecordVerdict>> Verify(Actor actor)
    {
        if (await Seen(actor, Looks.Verified) is { Problems: { IsEmpty: false } problems })
            return problems;
        var record = await Record();
        var verdicts = ImmutableArray.CreateBuilder<CredentialVerdict>();
        foreach (var one in record.Credentials)
            verdicts.Add(await Verdict(one));
        return new RecordVerdict(Id, record.Name, record.ProgramId, verdicts.All(verdict => verdict.Valid), verdicts.ToImmutable());
    }

    public async Task<Reply<RecordFiles>> Files(Actor actor, string form, Guid? credentialId)
    {
        if (!CredentialForms.All.Contains(form))
            return NoSuchFile;
        if (await Seen(actor, Looks.Downloaded) is { Problems: { IsEmpty: false } problems })
            return problems;
        var record = await Record();
        var wanted = record.Credentials.Where(one => credentialId is null || one.Id == credentialId).ToArray();
        if (wanted.Length == 0)
            return new Problem("credential.unknown", "The record has no such credential.");
        var (files, missing) = (ImmutableArray.CreateBuilder<CredentialFile>(), ImmutableArray.CreateBuilder<Problem>());
        foreach (var one in wanted)
        {
            var file = await File(one, form);
            if (file.Value is { } made)
                files.Add(made);
            else
                missing.AddRange(file.Problems);
        }
        return new RecordFiles(record, files.ToImmutable(), missing.ToImmutable());
    }

    public async Task<Reply<CreditView>> Grant(Actor actor, CreditOrder order)
    {
        if (SchoolOf(actor) is not { } school)
            return Unknown;
        return await Credit(actor, ShareRules.Grant(State, school, actor.Id, new(order.Points, order.On, order.Reference), order.Reason, Now));
    }

    public async Task<Reply<CreditView>> TakeBack(Actor actor, string reason) =>
        SchoolOf(actor) is not { } school ? Unknown : await Credit(actor, ShareRules.TakeBack(State, school, actor.Id, reason, Now));

    private async Task<Reply<CreditView>> Credit(Actor actor, ShareDecision decision)
    {
        if (!decision.Refusals.IsEmpty)
            return decision.Refusals.ToProblems();
        if (decision.Happened is { } happened)
            await Keep(actor, happened, (await Record()).Name);
        return ShareViews.Credit(State);
    }

    /// <summary>Writes down that the school looks; refused, it does not.</summary>
    private async Task<Reply<Done>> Seen(Actor actor, string how)
    {
        if (SchoolOf(actor) is not { } school)
            return Unknown;
        var decision = ShareRules.Look(State, school, actor.Id, how, Now);
        if (decision.Happened is not { } looked)
            return decision.Refusals.ToProblems();
        await Keep(actor, looked);
        return Done.It;
    }

    /// <summary>What was consented to, as it stands now.</summary>
    private async Task<SharedRecord> Record()
    {
        var given = (State.Last ?? throw new InvalidOperationException("Nothing was consented to.")).Given;
        var credentials = ImmutableArray.CreateBuilder<CredentialNow>();
        foreach (var one in given.Text.Credentials)
        {
            var view = await GrainFactory.GetGrain<ICredentialGrain>(one.Id).Show();
            while (view is { SupersededBy: { } by })
                view = await GrainFactory.GetGrain<ICredentialGrain>(by).Show();
            if (view is not null)
                credentials.Add(new(view.Id, view.Kind, view.Title, view.Name, view.IssuedAt, view.Standing, view.RevokedAt, view.RevokedFor));
        }
        var name = credentials.FirstOrDefault(one => one.Kind == CredentialKinds.Program)?.Name ?? ShareViews.NameOf(given.Text);
        return new(
            Id, name, given.Text.Program, given.Text.ProgramTitle, given.At, ShareViews.Of(given.Text.Agreement, given.Text.Terms, given.Text.AgreedAt), credentials.ToImmutable(),
            ShareViews.Credit(State));
    }

    /// <summary>
    /// As anybody's credential: signature, issuer, dates and status list. What was revoked a moment ago may not be in its list yet, so the credential itself is
    /// asked besides.
    /// </summary>
    private async Task<CredentialVerdict> Verdict(CredentialNow one)
    {
        var document = await GrainFactory.GetGrain<ICredentialGrain>(one.Id).Document();
        if (document is null)
            return new(one.Id, one.Kind, one.Title, false, "malformed", "There is no document.");
        var said = await GrainFactory.GetGrain<IVerifierGrain>(0).Verify([.. Encoding.UTF8.GetBytes(document)]);
        return said.Valid && one.Standing != "valid"
            ? new(one.Id, one.Kind, one.Title, false, "revoked", "The issuer has revoked this credential.")
            : new(one.Id, one.Kind, one.Title, said.Valid, said.Code, said.Reason);
    }

    private async Task<Reply<CredentialFile>> File(CredentialNow one, string form)
    {
        var credential = GrainFactory.GetGrain<ICredentialGrain>(one.Id);
        if (form != CredentialForms.Json)
            return await credential.File(form);
        return await credential.Document() is { } document
            ? new CredentialFile($"credential-{one.Id}.json", [.. Encoding.UTF8.GetBytes(document)], "application/vc")
            : NoSuchFile;
    }

    private static Problem NoSuchFile => new("credential.no-such-file", "The credential has no such file.");

    private static string? SchoolOf(Actor actor) => actor.Is(Roles.School) ? actor.SchoolId : null;
}
