using System.Text.Json;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Credentials;

/// <summary>What staff do about credentials: templates and batches.</summary>
public sealed class CredentialOfficeTests(RunningSilo silo)
{
    private static readonly object Template = new
    {
        page = "letter",
        accent = "#7a1f3d",
        seal = "Verified",
        signatories = new[] { new { name = "Prof. Ada Byron", office = "Dean" } },
        texts = new[] { new { language = "en", kind = "exam", proctored = (bool?)null, statement = "passed", description = "Passed {title}.", criteria = "Work." } },
    };

    [Fact]
    public async Task A_template_is_looked_at_and_then_published()
    {
        using var staff = silo.Visit(Who.Staff);

        using var preview = await staff.Send(HttpMethod.Post, "api/credential-templates/web/preview", JsonSerializer.Serialize(new { template = Template, sample = new { name = "Zoë 李", language = "en", kind = "program" } }));
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (preview.StatusCode, preview.Content.Headers.ContentType?.MediaType));
        using var unprintable = await staff.Send(HttpMethod.Post, "api/credential-templates/web/preview", JsonSerializer.Serialize(new { template = Template, sample = new { name = "\u170A", language = "en", kind = "program" } }));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, "credential.missing-glyph"), (unprintable.StatusCode, await unprintable.Code()));

        var published = await staff.Ask(HttpMethod.Put, "api/credential-templates/web", JsonSerializer.Serialize(Template), WireJson.Default.CredentialTemplateView);
        var read = await staff.Ask(HttpMethod.Get, "api/credential-templates/web", "", WireJson.Default.CredentialTemplateView);
        Assert.Equal((published.Version, "letter", "Prof. Ada Byron"), (read.Version, read.Template.Page, Assert.Single(read.Template.Signatories).Name));
        Assert.True(read.Version >= 1);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"page":"a4","accent":"#1f4e79","seal":"","signatories":[{"name":"A"}],"texts":[]}""")]
    [InlineData("""{"page":"a4","accent":"#1f4e79","seal":"","signatories":[null],"texts":[]}""")]
    [InlineData("""{"page":"a4","accent":"#1f4e79","seal":"","signatories":[],"texts":[{"language":"en"}]}""")]
    public async Task Half_a_template_is_refused(string body)
    {
        using var staff = silo.Visit(Who.Staff);

        using var answer = await staff.Send(HttpMethod.Put, "api/credential-templates/web", body);

        Assert.Equal(ProblemCodes.Invalid, await answer.Code());
    }

    [Fact]
    public async Task A_batch_is_ordered_followed_and_listed()
    {
        using var staff = silo.Visit(Who.Staff);
        var batch = $"batch-{Guid.NewGuid():N}";
        var awards = Enumerable.Range(0, 70).Select(i => new
        {
            learnerId = $"old-{i}",
            legalName = $"Learner {i}",
            country = "NL",
            kind = "course",
            subjectId = "web1x",
            title = "Web",
            programId = "web",
            programTitle = "Web tests",
            language = "en",
            earnedAt = "2019-06-01T00:00:00Z",
            proctored = true,
        });

        var ordered = await staff.Ask(HttpMethod.Put, $"api/credential-batches/{batch}", JsonSerializer.Serialize(new { awards }), WireJson.Default.CredentialBatchView);
        Assert.Equal(70, ordered.Ordered);
        var done = await Eventually.Find("the batch to be done", async () =>
            await staff.Ask(HttpMethod.Get, $"api/credential-batches/{batch}", "", WireJson.Default.CredentialBatchView) is { FinishedAt: not null } view ? view : null);

        Assert.Equal((70, 0), (done.Issued, done.Held.Length));
        var page = await staff.Ask(HttpMethod.Get, $"api/credential-batches/{batch}/credentials?from=10", "", WireJson.Default.BatchCredentials);
        Assert.Equal((60, null), (page.Ids.Length, page.Next));
        using var file = await staff.Get($"api/credentials/{page.Ids[0]}/pdf");
        Assert.Equal(HttpStatusCode.OK, file.StatusCode);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"awards":[null]}""")]
    [InlineData("""{"awards":[{"learnerId":"a"}]}""")]
    public async Task Half_an_order_is_refused(string body)
    {
        using var staff = silo.Visit(Who.Staff);

        using var answer = await staff.Send(HttpMethod.Put, "api/credential-batches/half", body);

        Assert.Equal(ProblemCodes.Invalid, await answer.Code());
    }
}
