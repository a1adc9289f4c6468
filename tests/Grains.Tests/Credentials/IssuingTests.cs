using System.Text;
using System.Text.Json.Nodes;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Storage.ReadModel.Queries;
using Grains.Tests.Harness;

namespace Grains.Tests.Credentials;

public sealed class IssuingTests(Engine engine) : IClassFixture<Engine>
{
    [Fact]
    public async Task One_act_makes_a_document_that_verifies_and_says_of_the_learner_the_name_alone()
    {
        var id = Guid.NewGuid();
        var view = await engine.Issue(id);

        var document = await engine.Document(id);
        Assert.Equal(("valid", "program", "completed the program"), (view.Standing, view.Kind, view.Statement));
        Assert.Equal((view.IssuerId, $"urn:uuid:{id}"), (document["issuer"]!["id"]!.GetValue<string>(), document["id"]!.GetValue<string>()));
        Assert.StartsWith("did:key:z6Mk", view.IssuerId, StringComparison.Ordinal);
        Assert.Equal("valid", await engine.Verdict(id));
        foreach (var secret in (string[])["\"ada\"", "\"GB\"", "result", "score"])
            Assert.DoesNotContain(secret, document.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(await engine.Credential(id).Document(), (await engine.Of<CredentialQueries>().Find(id.ToString(), default))?.Body);
        Assert.Null(engine.Agenda.Find($"sign/{id}"));
    }

    [Fact]
    public async Task The_same_document_is_in_every_file_byte_for_byte_and_each_verifies()
    {
        var id = Guid.NewGuid();
        await engine.Issue(id, Issuing.Order(name: "Արամ Պետրոսյան"));
        var document = await engine.Credential(id).Document();

        foreach (var form in (string[])[CredentialForms.Pdf, CredentialForms.Png, CredentialForms.Svg])
        {
            var file = (await engine.Credential(id).File(form)).Ok();
            Assert.Equal(document, Baking.Extract(file.Content.AsSpan()));
            Assert.Equal("valid", await engine.Verdict(file.Content.AsMemory()));
        }
        Assert.Equal(document, Encoding.UTF8.GetString((await engine.Credential(id).File(CredentialForms.Json)).Ok().Content.AsSpan()));
        Assert.Equal("valid", await engine.Verdict((await engine.Credential(id).File(CredentialForms.Jwt)).Ok().Content.AsMemory()));
        (await engine.Credential(id).File(CredentialForms.Clr)).Refused("credential.no-such-file");
        (await engine.Credential(Guid.NewGuid()).File(CredentialForms.Pdf)).Refused("credential.unknown");
    }

    [Fact]
    public async Task What_was_issued_is_made_again_from_its_stream_to_the_last_byte()
    {
        var id = Guid.NewGuid();
        await engine.Issue(id);
        var before = await Files(id);

        await engine.Forget(engine.Credential(id));

        Assert.Equal(before, await Files(id));
    }

    [Fact]
    public async Task Asked_again_it_answers_what_was_issued_and_writes_nothing()
    {
        var id = Guid.NewGuid();
        var first = await engine.Issue(id);
        var version = await engine.VersionOf(Issuing.StreamOf(id));

        Assert.Equal(first, await engine.Issue(id, Issuing.Order(name: "Somebody Else")));
        Assert.Equal(version, await engine.VersionOf(Issuing.StreamOf(id)));
    }

    [Fact]
    public async Task A_name_that_cannot_be_printed_stops_the_issue_and_says_which_signs()
    {
        var id = Guid.NewGuid();

        var refused = await engine.Credential(id).Issue(Actor.System, Issuing.Order(name: "Ada \u170A"));

        Assert.Equal("credential.missing-glyph", Assert.Single(refused.Problems).Code);
        Assert.Contains("U+170A", refused.Problems[0].Message, StringComparison.Ordinal);
        Assert.Null(await engine.Credential(id).Show());
        Assert.Equal(0, await engine.VersionOf(Issuing.StreamOf(id)));
    }

    [Fact]
    public async Task Staff_see_what_is_held_and_why_until_the_name_is_put_right()
    {
        var ada = await engine.Candidate();
        (await ada.Learner.Describe(Actor.System, new("\u170A", "PH"))).Ok();
        await ada.Sit("plain");
        await ada.Save(ada.Pick(1, "a"), ada.Pick(2, "a"), ada.Write(3, "7"));
        await ada.Submit();
        await engine.Sweep();
        var credential = Assert.NotNull((await ada.Attempt.Summary())?.CredentialId);
        var holds = engine.Grains.GetGrain<ICredentialHoldsGrain>(0);

        var held = Assert.Single((await holds.Show(People.Staff)).Ok().Credentials, one => one.CredentialId == credential);
        Assert.Equal((ada.Id, "exam", "credential.missing-glyph"), (held.LearnerId, held.Kind, held.Code));
        Assert.Contains("U+170A", held.Message, StringComparison.Ordinal);
        (await holds.Show(ada.Actor)).Refused("account.forbidden");

        (await ada.Learner.Describe(Actor.System, new("Tala Reyes", "PH"))).Ok();
        engine.Advance(TimeSpan.FromMinutes(6));
        await engine.Sweep();
        Assert.Equal("Tala Reyes", (await engine.Credential(credential).Show())?.Name);
        Assert.DoesNotContain((await holds.Show(People.Staff)).Ok().Credentials, one => one.CredentialId == credential);
    }

    [Theory]
    [InlineData("entry", false)]
    [InlineData("entry", true)]
    [InlineData("signed", false)]
    [InlineData("signed", true)]
    [InlineData("issued", true)]
    public async Task Whatever_a_crash_comes_between_there_is_one_entry_and_one_document(string step, bool stored)
    {
        var id = Guid.NewGuid();
        engine.Faults.BreakWhere(append => step switch
        {
            "entry" => append.Stream.StartsWith("status-list/", StringComparison.Ordinal),
            "signed" => append.Stream == Issuing.StreamOf(id) && append.ExpectedVersion == 1,
            _ => append.Stream == Issuing.StreamOf(id) && append.ExpectedVersion == 0,
        }, stored ? Fault.LoseAnswer : Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => engine.Credential(id).Issue(Actor.System, Issuing.Order()));
        engine.Faults.Mend();
        Assert.Equal((step, stored) is ("signed", true), engine.Agenda.Find($"sign/{id}") is null);

        // Nobody asks: the agenda does it.
        engine.Advance(TimeSpan.FromSeconds(31));
        await engine.Sweep();

        Assert.Equal(["credential.issued.v1", "credential.signed.v1"], (await engine.Events(Issuing.StreamOf(id))).Select(stored => stored.Type));
        var entries = (await engine.Events("status-list/1")).Where(stored => stored.Type == "status-list.entries-taken.v1")
            .SelectMany(stored => JsonNode.Parse(stored.Body.Span)!["entries"]!.AsArray()).Select(entry => entry!["credential"]!.GetValue<Guid>()).ToList();
        Assert.Single(entries, id);
        Assert.Equal(entries.Distinct().Count(), entries.Count);
        Assert.Equal("valid", await engine.Verdict(id));
        Assert.Null(engine.Agenda.Find($"sign/{id}"));
    }

    [Fact]
    public async Task A_credential_of_an_older_engine_becomes_a_document_when_somebody_asks()
    {
        var id = Guid.NewGuid();
        await engine.IssuedByAnOlderEngine(id, "ada");

        Assert.Equal(("valid", "exam", null), await engine.Credential(id).Show() is { } old ? (old.Standing, old.Kind, old.IssuerId) : default);
        Assert.Equal("valid", await engine.Verdict(id));
        Assert.Equal("Assessment", (await engine.Document(id))["credentialSubject"]!["achievement"]!["achievementType"]!.GetValue<string>());
        Assert.Equal(("scm", "GB"), await engine.Of<CredentialQueries>().Find(id.ToString(), default) is { } row ? (row.ProgramId, row.Country) : default);
    }

    [Fact]
    public async Task A_program_comes_with_its_parts_as_one_record()
    {
        var (course, program) = (Guid.NewGuid(), Guid.NewGuid());
        await engine.Issue(course, Issuing.Order(kind: CredentialKinds.Course) with { SubjectId = "sc0x", ExamTitle = "Analytics" });
        await engine.Issue(program, Issuing.Order() with { Parts = [course] });

        var file = (await engine.Credential(program).File(CredentialForms.Clr)).Ok();

        var record = JsonNode.Parse(file.Content.AsSpan())!;
        var badges = record["credentialSubject"]!["verifiableCredential"]!.AsArray();
        Assert.Equal([$"urn:uuid:{course}", $"urn:uuid:{program}"], badges.Select(badge => badge!["id"]!.GetValue<string>()));
        Assert.Equal("valid", await engine.Verdict(file.Content.AsMemory()));
    }

    [Fact]
    public async Task Credentials_that_come_at_once_share_an_append_and_no_entry()
    {
        var ids = Enumerable.Range(0, 40).Select(_ => Guid.NewGuid()).ToList();
        var before = await engine.VersionOf("status-list/1");

        await Task.WhenAll(ids.Select(id => engine.Issue(id)));

        var entries = await Task.WhenAll(ids.Select(engine.Entry));
        Assert.Equal(ids.Count, entries.Distinct().Count());
        Assert.InRange(await engine.VersionOf("status-list/1") - before, 1, ids.Count - 1);
    }

    private async Task<List<byte[]>> Files(Guid id)
    {
        var files = new List<byte[]>();
        foreach (var form in CredentialForms.All.Remove(CredentialForms.Clr))
            files.Add([.. (await engine.Credential(id).File(form)).Ok().Content]);
        return files;
    }
}
