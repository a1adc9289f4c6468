using System.Text;
using ExamEngine.Contracts.Credentials;
using Grains.Tests.Harness;

namespace Grains.Tests.Credentials;

public sealed class CredentialTemplateTests(Engine engine) : IClassFixture<Engine>
{
    private static readonly TemplateDraft Draft = new(
        "letter", "#7a1f3d", "Verified", [new("Prof. Ada Byron", "Dean")], [new("en", "program", null, "finished {title}", "Finished {title} of {issuer}.", "Work.")]);

    private ICredentialTemplateGrain Template(string program = "scm") => engine.Grains.GetGrain<ICredentialTemplateGrain>(program);

    [Fact]
    public async Task Credentials_keep_the_version_that_they_were_issued_with()
    {
        var (before, after) = (Guid.NewGuid(), Guid.NewGuid());
        await engine.Issue(before);
        Assert.Equal(0, (await Template().Show(People.Staff)).Ok().Version);

        Assert.Equal(1, (await Template().Publish(People.Staff, Draft)).Ok().Version);
        Assert.Equal(1, (await Template().Publish(People.Staff, Draft)).Ok().Version);
        engine.Advance(TimeSpan.FromSeconds(3));
        await engine.Issue(after);
        await engine.Forget(engine.Credential(before));

        Assert.Equal(("completed the program", "finished Supply Chain Management"), (await Statement(before), await Statement(after)));
        Assert.Equal("Finished Supply Chain Management of The Institute.", (await engine.Document(after))["credentialSubject"]!["achievement"]!["description"]!.GetValue<string>());
        Assert.Equal("scm@1", System.Text.Json.Nodes.JsonNode.Parse((await engine.Events(Issuing.StreamOf(after)))[0].Body.Span)!["wording"]!["template"]!.GetValue<string>());
        Assert.Equal(2, (await Template().Publish(People.Staff, Draft with { Seal = "" })).Ok().Version);
    }

    [Fact]
    public async Task A_preview_is_a_sample_in_the_name_that_was_given()
    {
        var file = (await Template().Preview(People.Staff, Draft, new("José Müller", "es", "course"))).Ok();

        Assert.Equal(("application/pdf", "%PDF-"), (file.MediaType, Encoding.ASCII.GetString(file.Content.AsSpan()[..5])));
        (await Template().Preview(People.Staff, Draft, new("\u170A", "en", "program"))).Refused("credential.missing-glyph");
        (await Template().Preview(People.Staff, Draft with { Page = "a5" }, TemplatePreview.Plain)).Refused("template.page");
    }

    [Fact]
    public async Task Templates_are_for_staff_of_programs_there_are_and_checked_whole()
    {
        var ada = await engine.Candidate();

        (await Template().Show(ada.Actor)).Refused("account.forbidden");
        (await Template().Publish(ada.Actor, Draft)).Refused("account.forbidden");
        (await Template().Preview(ada.Actor, Draft, TemplatePreview.Plain)).Refused("account.forbidden");
        (await Template("no-such").Show(People.Staff)).Refused("program.unknown");
        (await Template("no-such").Publish(People.Staff, Draft)).Refused("program.unknown");
        (await Template("no-such").Preview(People.Staff, Draft, TemplatePreview.Plain)).Refused("program.unknown");
        (await Template().Publish(People.Staff, Draft with { Accent = "yellow" })).Refused("template.colour");
        (await Template().Publish(People.Staff, Draft with { Seal = "\u170A" })).Refused("credential.missing-glyph");
    }

    private async Task<string> Statement(Guid id) => Assert.IsType<CredentialView>(await engine.Credential(id).Show()).Statement;
}
