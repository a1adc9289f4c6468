using System.Text;
using System.Text.Json.Nodes;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Schools;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Credentials;
using Grains.Tests.Harness;

namespace Grains.Tests.Schools;

public sealed class ShareTests(Engine engine) : IClassFixture<Engine>
{
    private static int _schools;

    [Fact]
    public async Task A_learner_sees_all_that_is_shared_consents_to_it_and_has_a_signed_receipt()
    {
        var road = await Road();
        var course = Guid.CreateVersion7(engine.Now);
        await engine.Issue(course, Issuing.Order(road.Ada.Id, kind: CredentialKinds.Course) with { ProgramId = "scm", SubjectId = "sc0x", ExamTitle = "Analytics" });
        var other = Guid.CreateVersion7(engine.Now);
        await engine.Issue(other, Issuing.Order(road.Ada.Id, kind: CredentialKinds.Course) with { ProgramId = "fin", SubjectId = "fin1x" });

        var offer = (await road.Share.Offer(road.Ada.Actor, road.School, "scm")).Ok();
        Assert.Equal([road.Credential, course], offer.Credentials.Select(one => one.Id));
        Assert.Equal((1, 15m, "MSc"), (offer.Agreement.Version, offer.Agreement.CreditPoints, offer.Agreement.Degree));
        var share = (await road.Share.Consent(road.Ada.Actor, road.School, "scm", offer.TextVersion)).Ok();
        Assert.Equal((true, 1), (share.Stands, Assert.Single(share.Consents).Number));
        Assert.Single((await road.Share.Consent(road.Ada.Actor, road.School, "scm", offer.TextVersion)).Ok().Consents);

        await engine.Forget(road.Share);
        var receipt = (await road.Share.Receipt(road.Ada.Actor, 1, false)).Ok();
        Assert.Equal((road.Ada.Id, road.School, offer.TextVersion, engine.Now), (receipt.LearnerId, receipt.SchoolId, receipt.TextVersion, receipt.GivenAt));
        Assert.Equal(offer.Credentials.Select(one => one.Id), receipt.Credentials.Select(one => one.Id));
        var parts = receipt.Signature.Split('.');
        Assert.Equal(3, parts.Length);
        Assert.Equal(road.Ada.Id, JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[1]))!["learnerId"]!.GetValue<string>());
        Assert.Equal("ES256", JsonNode.Parse(System.Buffers.Text.Base64Url.DecodeFromChars(parts[0]))!["alg"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_changed_since_it_was_seen_is_not_consented_to()
    {
        var road = await Road();
        var offer = (await road.Share.Offer(road.Ada.Actor, road.School, "scm")).Ok();
        (await engine.Grains.GetGrain<ISchoolGrain>(road.School).Agree(People.Staff, "scm", Plan with { CreditPoints = 12 })).Ok();

        (await road.Share.Consent(road.Ada.Actor, road.School, "scm", offer.TextVersion)).Refused("share.changed");
        (await engine.Grains.GetGrain<ISchoolGrain>(road.School).Agree(People.Staff, "scm", Plan with { ValidUntil = engine.Now })).Ok();
        (await road.Share.Offer(road.Ada.Actor, road.School, "scm")).Refused("agreement.not-in-force");
    }

    [Fact]
    public async Task A_request_that_comes_once_more_after_a_withdrawal_does_not_consent_anew()
    {
        var road = await Road();
        var offer = (await road.Share.Offer(road.Ada.Actor, road.School, "scm")).Ok();
        (await road.Share.Consent(road.Ada.Actor, road.School, "scm", offer.TextVersion)).Ok();
        (await road.Share.Withdraw(road.Ada.Actor)).Ok();

        (await road.Share.Consent(road.Ada.Actor, road.School, "scm", offer.TextVersion)).Refused("share.changed");
        (await road.Share.Look(road.Anna, "opened")).Refused("share.withdrawn");
    }

    [Fact]
    public async Task Without_a_credential_of_the_program_that_stands_there_is_nothing_to_share()
    {
        var road = await Road();
        (await engine.Credential(road.Credential).Revoke(Actor.System, RevocationReasons.Review)).Ok();

        (await road.Share.Offer(road.Ada.Actor, road.School, "scm")).Refused("share.not-earned");
        (await road.Share.Consent(road.Ada.Actor, road.School, "scm", "")).Refused("share.not-earned");
    }

    [Fact]
    public async Task A_share_is_its_learners_alone()
    {
        var (road, bob) = (await Road(), await engine.Candidate());
        await road.Consent();

        (await road.Share.Offer(bob.Actor, road.School, "scm")).Refused("share.unknown");
        (await road.Share.Consent(bob.Actor, road.School, "scm", "")).Refused("share.unknown");
        (await road.Share.Withdraw(bob.Actor)).Refused("share.unknown");
        (await road.Share.Show(bob.Actor)).Refused("share.unknown");
        (await road.Share.Receipt(bob.Actor, 1, false)).Refused("share.unknown");
        (await road.Share.Show(road.Anna)).Refused("share.unknown");
        (await road.Share.Withdraw(People.Staff)).Refused("share.unknown");
        Assert.True((await road.Share.Show(People.Staff)).Ok().Stands);
        (await road.Share.Receipt(road.Ada.Actor, 1, true)).Refused("share.no-receipt");
        (await road.Share.Receipt(road.Ada.Actor, 2, false)).Refused("share.no-receipt");
    }

    [Fact]
    public async Task A_school_sees_what_is_shared_with_it_and_every_look_is_written_down()
    {
        var road = await Road();
        await road.Consent();
        var stranger = new Actor("leif", null, Roles.School) { SchoolId = "elsewhere" };

        var record = (await road.Share.Look(road.Anna, "opened")).Ok();
        Assert.Equal(("Ada Lovelace", "valid"), (record.Name, Assert.Single(record.Credentials).Standing));
        var json = Assert.Single((await road.Share.Files(road.Anna, CredentialForms.Json, null)).Ok().Files);
        Assert.Equal(await engine.Credential(road.Credential).Document(), Encoding.UTF8.GetString(json.Content.AsSpan()));
        Assert.Equal("application/pdf", Assert.Single((await road.Share.Files(road.Anna, CredentialForms.Pdf, road.Credential)).Ok().Files).MediaType);
        Assert.True((await road.Share.Verify(road.Anna)).Ok().Valid);

        foreach (var actor in (Actor[])[stranger, People.Staff, road.Ada.Actor, new("anna", null, Roles.Staff) { SchoolId = road.School }])
        {
            (await road.Share.Look(actor, "opened")).Refused("share.unknown");
            (await road.Share.Files(actor, CredentialForms.Json, null)).Refused("share.unknown");
            (await road.Share.Verify(actor)).Refused("share.unknown");
            (await road.Share.Grant(actor, new(15, new(2026, 3, 2), "D-17", ""))).Refused("share.unknown");
            (await road.Share.TakeBack(actor, "No.")).Refused("share.unknown");
        }
        (await road.Share.Files(road.Anna, "docx", null)).Refused("credential.no-such-file");

        await engine.Forget(road.Share);
        var seen = (await road.Share.Show(road.Ada.Actor)).Ok();
        Assert.Equal((4, "verified"), (seen.LookCount, seen.Looks[0].How));
        Assert.All(seen.Looks, look => Assert.Equal(("anna", engine.Now), (look.By, look.At)));
    }

    [Fact]
    public async Task A_withdrawal_closes_the_record_at_once_and_leaves_what_was_so()
    {
        var road = await Road();
        await road.Consent();
        (await road.Share.Grant(road.Anna, new(15, new(2026, 3, 2), "D-17", ""))).Ok();
        Assert.Single((await Rows(road))!);

        Assert.False((await road.Share.Withdraw(road.Ada.Actor)).Ok().Stands);
        await road.Share.Withdraw(road.Ada.Actor);

        Assert.Empty((await Rows(road))!);
        (await road.Share.Look(road.Anna, "listed")).Refused("share.withdrawn");
        (await road.Share.Files(road.Anna, CredentialForms.Pdf, road.Credential)).Refused("share.withdrawn");
        (await road.Share.Verify(road.Anna)).Refused("share.withdrawn");
        (await road.Share.Grant(road.Anna, new(12, new(2026, 3, 2), "D-17", "Less."))).Refused("share.withdrawn");
        (await road.Share.TakeBack(road.Anna, "Nothing.")).Refused("share.withdrawn");

        var after = (await road.Share.Show(road.Ada.Actor)).Ok();
        Assert.Equal((false, engine.Now, 15m, 0), (after.Stands, after.Consents[0].WithdrawnAt, after.Credit.Granted?.Points, after.LookCount));
        var receipt = (await road.Share.Receipt(road.Ada.Actor, 1, true)).Ok();
        Assert.Equal((engine.Now, "D-17"), (receipt.WithdrawnAt, receipt.Credit?.Reference));
        Assert.Equal("withdrawn", Assert.Single(await engine.Of<SchoolQueries>().OfLearner(road.Ada.Id, default)).State);

        await road.Consent();
        (await road.Share.Look(road.Anna, "listed")).Ok();
        Assert.Equal(2, (await road.Share.Show(road.Ada.Actor)).Ok().Consents.Length);
    }

    [Fact]
    public async Task A_look_that_is_not_stored_shows_nothing()
    {
        var road = await Road();
        await road.Consent();
        engine.Faults.Break($"share/{road.Share.GetPrimaryKey()}", Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => road.Share.Look(road.Anna, "opened"));
        engine.Faults.Mend();

        Assert.Equal(0, (await road.Share.Show(road.Ada.Actor)).Ok().LookCount);
        (await road.Share.Look(road.Anna, "opened")).Ok();
    }

    [Fact]
    public async Task Verification_finds_what_was_revoked_whether_its_list_knows_yet_or_not()
    {
        var road = await Road();
        await road.Consent();
        (await engine.Credential(road.Credential).Revoke(Actor.System, RevocationReasons.Review)).Ok();

        foreach (var swept in (bool[])[false, true])
        {
            if (swept)
                await engine.Sweep();
            var verdict = (await road.Share.Verify(road.Anna)).Ok();
            Assert.Equal((false, "revoked"), (verdict.Valid, Assert.Single(verdict.Credentials).Code));
        }
        Assert.Equal(("revoked", RevocationReasons.Review), Assert.Single((await road.Share.Look(road.Anna, "opened")).Ok().Credentials) is var one ? (one.Standing, one.RevokedFor) : default);
        Assert.Single((await road.Share.Files(road.Anna, CredentialForms.Json, null)).Ok().Files);
        Assert.Equal("credential.revoked", Assert.Single((await road.Share.Files(road.Anna, CredentialForms.Pdf, null)).Ok().Missing).Code);
    }

    [Fact]
    public async Task A_new_name_is_shared_with_the_credential_that_takes_the_place()
    {
        var road = await Road();
        await road.Consent();
        (await road.Ada.Learner.Describe(Actor.System, new("Ada King", "GB"))).Ok();
        var next = (await engine.Credential(road.Credential).Reissue(road.Ada.Actor)).Ok();

        var record = (await road.Share.Look(road.Anna, "opened")).Ok();

        Assert.Equal(("Ada King", next.Id), (record.Name, Assert.Single(record.Credentials).Id));
        Assert.True((await road.Share.Verify(road.Anna)).Ok().Valid);
        (await road.Share.Files(road.Anna, CredentialForms.Json, road.Credential)).Refused("credential.unknown");
    }

    [Fact]
    public async Task Schools_are_the_staffs_and_each_sees_itself()
    {
        var school = engine.Grains.GetGrain<ISchoolGrain>($"seen-{Interlocked.Increment(ref _schools)}");
        var ada = await engine.Candidate();
        var own = new Actor("anna", null, Roles.School) { SchoolId = school.GetPrimaryKeyString() };

        (await school.Show(People.Staff)).Refused("school.unknown");
        foreach (var actor in (Actor[])[ada.Actor, own])
        {
            (await school.Describe(actor, new("Mine", ""))).Refused("account.forbidden");
            (await school.Agree(actor, "scm", Plan)).Refused("account.forbidden");
        }
        (await school.Agree(People.Staff, "scm", Plan)).Refused("school.unknown");
        (await school.Describe(People.Staff, new("Lund", ""))).Ok();
        (await school.Agree(People.Staff, "no-such-program", Plan)).Refused("program.unknown");
        Assert.Equal([], (await school.Show(own)).Ok().Agreements);
        (await school.Show(ada.Actor)).Refused("account.forbidden");
        (await school.Show(own with { SchoolId = "another" })).Refused("account.forbidden");
        (await school.Show(own with { Roles = Roles.Learner })).Refused("account.forbidden");
    }

    private static AgreementPlan Plan => new(15, "MSc", "", Engine.Opening.AddDays(-30), null);

    private async Task<IReadOnlyList<ExamEngine.Storage.ReadModel.ShareRow>?> Rows(Shared road) =>
        await engine.Of<SchoolQueries>().Shared(road.School, new(null, null, null), null, 10, default);

    /// <summary>A school that counts a program, and a learner who has earned it.</summary>
    private async Task<Shared> Road()
    {
        var (ada, id, credential) = (await engine.Candidate(), $"school-{Interlocked.Increment(ref _schools)}", Guid.CreateVersion7(engine.Now));
        var school = engine.Grains.GetGrain<ISchoolGrain>(id);
        (await school.Describe(People.Staff, new("Delft", "https://example.edu"))).Ok();
        (await school.Agree(People.Staff, "scm", Plan)).Ok();
        await engine.Issue(credential, Issuing.Order(ada.Id));
        return new(ada, id, credential, engine.Grains.GetGrain<IShareGrain>(ShareId.Of(id, "scm", ada.Id)), new("anna", null, Roles.School) { SchoolId = id });
    }

    private sealed record Shared(Candidate Ada, string School, Guid Credential, IShareGrain Share, Actor Anna)
    {
        public async Task Consent() =>
            (await Share.Consent(Ada.Actor, School, "scm", (await Share.Offer(Ada.Actor, School, "scm")).Ok().TextVersion)).Ok();
    }
}
