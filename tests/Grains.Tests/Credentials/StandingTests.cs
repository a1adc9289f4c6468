using System.Text.Json.Nodes;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;

namespace Grains.Tests.Credentials;

/// <summary>Revoked, reinstated, superseded.</summary>
public sealed class StandingTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task A_revocation_tells_its_date_and_class_and_sets_the_bit_and_taken_back_it_clears_it()
    {
        var id = Guid.NewGuid();
        await engine.Issue(id);
        engine.Advance(TimeSpan.FromDays(1));

        (await engine.Credential(id).Revoke(Actor.System, RevocationReasons.Award)).Ok();
        await engine.Sweep();

        var view = Assert.IsType<CredentialView>(await engine.Credential(id).Show());
        Assert.Equal(("revoked", "award", engine.Now), (view.Standing, view.RevokedFor, view.RevokedAt));
        Assert.True(await engine.IsListedAsRevoked(id));
        Assert.Equal("revoked", await engine.Verdict(id));
        foreach (var form in CredentialForms.All)
            (await engine.Credential(id).File(form)).Refused("credential.revoked");

        (await engine.Credential(id).Reinstate(Actor.System)).Ok();
        await engine.Sweep();
        Assert.Equal(("valid", null, null), await engine.Credential(id).Show() is { } stands ? (stands.Standing, stands.RevokedFor, stands.RevokedAt) : default);
        Assert.False(await engine.IsListedAsRevoked(id));
        Assert.Equal("valid", await engine.Verdict(id));
        (await engine.Credential(id).File(CredentialForms.Pdf)).Ok();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bit_that_could_not_be_set_is_set_later(bool stored)
    {
        var id = Guid.NewGuid();
        await engine.Issue(id);
        engine.Faults.BreakWhere(append => append.Stream.StartsWith("status-list/", StringComparison.Ordinal), stored ? Fault.LoseAnswer : Fault.Refuse);
        (await engine.Credential(id).Revoke(Actor.System, RevocationReasons.Review)).Ok();
        await engine.Sweep();
        engine.Faults.Mend();

        engine.Advance(TimeSpan.FromMinutes(5));
        await engine.Sweep();

        Assert.True(await engine.IsListedAsRevoked(id));
        var sets = (await engine.Events("status-list/1")).Where(stored => stored.Type == "status-list.entry-set.v1").Select(stored => JsonNode.Parse(stored.Body.Span)!["credential"]!.GetValue<Guid>());
        Assert.Single(sets, id);
    }

    [Fact]
    public async Task What_was_revoked_before_it_was_signed_is_signed_as_revoked()
    {
        var id = Guid.NewGuid();
        engine.Faults.BreakWhere(append => append.Stream == Issuing.StreamOf(id) && append.ExpectedVersion == 1, Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => engine.Credential(id).Issue(Actor.System, Issuing.Order()));
        engine.Faults.Mend();
        (await engine.Credential(id).Revoke(Actor.System, RevocationReasons.Review)).Ok();
        await engine.Sweep();

        // Nobody asked for it until now.
        Assert.NotNull(await engine.Credential(id).Document());
        await engine.Sweep();

        Assert.True(await engine.IsListedAsRevoked(id));
        Assert.Equal("revoked", await engine.Verdict(id));
    }

    [Fact]
    public async Task A_list_that_is_signed_while_somebody_verifies_serves_them()
    {
        var id = Guid.NewGuid();
        await engine.Issue(id);
        engine.Advance(TimeSpan.FromMinutes(6));
        var (began, document) = (engine.Now, await engine.Document(id));
        engine.Advance(TimeSpan.FromSeconds(1));

        var verdict = await new BadgeVerifier(new Lists(engine.Grains)).Verify(document, began, default);

        Assert.Equal("valid", verdict.Code);
    }

    [Fact]
    public async Task Under_a_new_name_another_takes_its_place_and_follows_the_award()
    {
        var ada = await engine.Candidate();
        var id = Guid.NewGuid();
        await engine.Issue(id, Issuing.Order(ada.Id));
        (await ada.Learner.Describe(Actor.System, new("Ada Byron King", "GB"))).Ok();

        var newer = (await engine.Credential(id).Reissue(ada.Actor)).Ok();
        await engine.Sweep();

        Assert.Equal(("Ada Byron King", "valid", "program"), (newer.Name, newer.Standing, newer.Kind));
        var old = Assert.IsType<CredentialView>(await engine.Credential(id).Show());
        Assert.Equal(("superseded", "superseded", newer.Id, "Ada Lovelace"), (old.Standing, old.RevokedFor, old.SupersededBy, old.Name));
        Assert.Equal(("revoked", "valid"), (await engine.Verdict(id), await engine.Verdict(newer.Id)));
        (await engine.Credential(id).File(CredentialForms.Pdf)).Refused("credential.superseded");
        Assert.Equal(newer, (await engine.Credential(id).Reissue(People.Staff)).Ok());

        // The award knows the number it gave; what becomes of it becomes of its successor.
        (await engine.Credential(id).Revoke(Actor.System, RevocationReasons.Review)).Ok();
        await engine.Sweep();
        Assert.Equal(("revoked", "review"), await engine.Credential(newer.Id).Show() is { } revoked ? (revoked.Standing, revoked.RevokedFor) : default);
        Assert.Equal("credential.revoked", Assert.Single((await engine.Credential(id).Reissue(ada.Actor)).Problems).Code);
        (await engine.Credential(id).Reinstate(Actor.System)).Ok();
        await engine.Sweep();
        Assert.Equal("valid", await engine.Verdict(newer.Id));
    }

    [Fact]
    public async Task With_the_same_name_nothing_changes_and_to_a_stranger_it_is_not_there()
    {
        var (ada, eve) = (await engine.Candidate(), await engine.Candidate());
        var id = Guid.NewGuid();
        var issued = await engine.Issue(id, Issuing.Order(ada.Id));

        Assert.Equal(issued, (await engine.Credential(id).Reissue(ada.Actor)).Ok());
        (await engine.Credential(id).Reissue(eve.Actor)).Refused("credential.unknown");
        (await engine.Credential(id).Reissue(People.Proctor)).Refused("credential.unknown");
        (await engine.Credential(Guid.NewGuid()).Reissue(People.Staff)).Refused("credential.unknown");
        (await engine.Credential(id).Revoke(People.Staff, "error")).Refused("account.forbidden");
        (await engine.Credential(id).Reinstate(ada.Actor)).Refused("account.forbidden");
    }

    [Fact]
    public async Task A_name_that_cannot_be_printed_leaves_the_old_one_standing()
    {
        var ada = await engine.Candidate();
        var id = Guid.NewGuid();
        await engine.Issue(id, Issuing.Order(ada.Id));
        (await ada.Learner.Describe(Actor.System, new("\u170A", "PH"))).Ok();

        (await engine.Credential(id).Reissue(ada.Actor)).Refused("credential.missing-glyph");

        Assert.Equal("valid", (await engine.Credential(id).Show())?.Standing);
    }

    [Fact]
    public async Task A_successor_that_a_crash_kept_back_is_issued_by_the_agenda()
    {
        var ada = await engine.Candidate();
        var id = Guid.NewGuid();
        await engine.Issue(id, Issuing.Order(ada.Id));
        (await ada.Learner.Describe(Actor.System, new("Ada Byron", "GB"))).Ok();
        engine.Faults.BreakWhere(append => append.Stream.StartsWith("credential/", StringComparison.Ordinal) && append.Stream != Issuing.StreamOf(id), Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => engine.Credential(id).Reissue(ada.Actor));
        engine.Faults.Mend();

        engine.Advance(TimeSpan.FromMinutes(5));
        await engine.Sweep();

        var by = Assert.NotNull((await engine.Credential(id).Show())?.SupersededBy);
        Assert.Equal(("Ada Byron", "valid"), (Assert.IsType<CredentialView>(await engine.Credential(by).Show()).Name, await engine.Verdict(by)));
    }

    [Fact]
    public async Task A_revocation_finds_a_successor_that_a_crash_kept_back()
    {
        var ada = await engine.Candidate();
        var id = Guid.NewGuid();
        await engine.Issue(id, Issuing.Order(ada.Id));
        (await ada.Learner.Describe(Actor.System, new("Ada Byron", "GB"))).Ok();
        engine.Faults.BreakWhere(append => append.Stream.StartsWith("credential/", StringComparison.Ordinal) && append.Stream != Issuing.StreamOf(id), Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => engine.Credential(id).Reissue(ada.Actor));
        engine.Faults.Mend();

        (await engine.Credential(id).Revoke(Actor.System, RevocationReasons.Review)).Ok();
        engine.Advance(TimeSpan.FromMinutes(5));
        await engine.Sweep();

        var by = Assert.NotNull((await engine.Credential(id).Show())?.SupersededBy);
        Assert.Equal(("revoked", "revoked"), ((await engine.Credential(by).Show())?.Standing, await engine.Verdict(by)));
    }

    [Fact]
    public async Task What_an_older_engine_issued_is_issued_again_for_the_same_program_and_country()
    {
        var ada = await engine.Candidate();
        var id = Guid.NewGuid();
        await engine.IssuedByAnOlderEngine(id, ada.Id);
        (await ada.Learner.Describe(Actor.System, new("Ada Byron", "FR"))).Ok();

        var newer = (await engine.Credential(id).Reissue(ada.Actor)).Ok();

        var row = Assert.IsType<CredentialRow>(await engine.Of<CredentialQueries>().Find(newer.Id.ToString(), default));
        Assert.Equal(("scm", "GB", "Ada Byron"), (row.ProgramId, row.Country, row.Name));
    }

    [Fact]
    public async Task The_record_of_a_program_follows_a_part_that_was_superseded()
    {
        var ada = await engine.Candidate();
        var (course, program) = (Guid.NewGuid(), Guid.NewGuid());
        await engine.Issue(course, Issuing.Order(ada.Id, kind: CredentialKinds.Course));
        await engine.Issue(program, Issuing.Order(ada.Id, "Ada Byron") with { Parts = [course] });
        Assert.Equal($"urn:uuid:{course}", await FirstPart());
        (await ada.Learner.Describe(Actor.System, new("Ada Byron", "GB"))).Ok();

        var newer = (await engine.Credential(course).Reissue(ada.Actor)).Ok();

        Assert.Equal($"urn:uuid:{newer.Id}", await FirstPart());

        async Task<string> FirstPart() => JsonNode.Parse((await engine.Credential(program).File(CredentialForms.Clr)).Ok().Content.AsSpan())!
            ["credentialSubject"]!["verifiableCredential"]![0]!["id"]!.GetValue<string>();
    }

    /// <summary>Of the engine itself.</summary>
    private sealed class Lists(IGrainFactory grains) : IBadgeSources
    {
        public ValueTask<JsonObject?> Did(string did, CancellationToken ct) => new((JsonObject?)null);

        public async ValueTask<JsonObject?> StatusList(Uri address, CancellationToken ct) =>
            JsonNode.Parse(Assert.IsType<string>(await grains.GetGrain<IStatusListGrain>(1).Show()))?.AsObject();
    }
}
