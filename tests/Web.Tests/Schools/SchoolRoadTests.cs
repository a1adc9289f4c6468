using System.IO.Compression;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Schools;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Schools;

namespace Web.Tests.Schools;

/// <summary>The road of a record: agreed, consented to, seen, verified, credited, withdrawn.</summary>
public sealed class SchoolRoadTests(RunningSilo silo)
{
    [Fact]
    public async Task A_school_receives_verifies_downloads_and_credits_and_loses_all_of_it_at_the_withdrawal()
    {
        var school = NewId();
        using var office = await silo.AddSchool(school);
        var (ada, adas) = await Graduate("Ada Lovelace");
        var (zoe, zoes) = await Graduate("=Zoë 李");
        using (ada)
        using (zoe)
        {
            Assert.Empty((await Records(office)).Records);
            var offer = Assert.Single((await Mine(ada)).Offers, one => one.SchoolId == school);
            Assert.Equal((adas, 15m), (Assert.Single(offer.Credentials).Id, offer.Agreement.CreditPoints));
            var share = await Consent(ada, offer);
            var other = await Consent(zoe, Assert.Single((await Mine(zoe)).Offers, one => one.SchoolId == school));

            var seen = await Records(office);
            Assert.Equal((2, null), (seen.Total, seen.Next));
            Assert.Equal(["=Zoë 李", "Ada Lovelace"], seen.Records.Select(record => record.Name).Order(StringComparer.Ordinal));
            Assert.Equal("Ada Lovelace", Assert.Single((await Records(office, "?text=lovelace")).Records).Name);

            await Revoke(zoes);
            var verdicts = await Everything(office);
            Assert.Equal((true, "valid"), Assert.Single(verdicts, one => one.ShareId == share.ShareId) is var good ? (good.Valid, good.Credentials[0].Code) : default);
            Assert.Equal((false, "revoked"), Assert.Single(verdicts, one => one.ShareId == other.ShareId) is var bad ? (bad.Valid, bad.Credentials[0].Code) : default);

            var zip = await Download(office);
            Assert.Equal(
                [.. new[] { $"records/{share.ShareId}/credential-{adas}.json", $"records/{other.ShareId}/credential-{zoes}.json" }.Order(StringComparer.Ordinal), "overview.csv"],
                zip.Keys.OrderBy(name => name == "overview.csv").ThenBy(name => name, StringComparer.Ordinal));
            using var asIssued = await office.Get($"api/credentials/{adas}/json");
            Assert.Equal(await asIssued.Content.ReadAsByteArrayAsync(), zip[$"records/{share.ShareId}/credential-{adas}.json"]);
            var table = Encoding.UTF8.GetString(zip["overview.csv"]);
            Assert.Contains("'=Zoë 李", table, StringComparison.Ordinal);
            Assert.Contains(",revoked,", table, StringComparison.Ordinal);
            using var pdf = await office.Get($"api/school/records/{share.ShareId}/credentials/{adas}/pdf");
            Assert.Equal((HttpStatusCode.OK, "application/pdf"), (pdf.StatusCode, pdf.Content.Headers.ContentType?.MediaType));
            using var gone = await office.Get($"api/school/records/{other.ShareId}/credentials/{zoes}/pdf");
            Assert.Equal(ProblemCodes.RevokedCredential, await gone.Code());

            var credit = await office.Ask(HttpMethod.Put, $"api/school/records/{share.ShareId}/credit", """{"points":15,"on":"2026-03-02","reference":"D-17"}""", WireJson.Default.CreditView);
            Assert.Equal(15, credit.Granted?.Points);
            using var unreasoned = await office.Send(HttpMethod.Put, $"api/school/records/{share.ShareId}/credit", """{"points":12,"on":"2026-03-02","reference":"D-17"}""");
            Assert.Equal("credit.reason-needed", await unreasoned.Code());
            await office.Ask(HttpMethod.Put, $"api/school/records/{share.ShareId}/credit", """{"points":12,"on":"2026-03-02","reference":"D-17","reason":"Counted twice."}""", WireJson.Default.CreditView);
            Assert.Equal("Ada Lovelace", Assert.Single((await Records(office, "?credited=true&text=d-17")).Records).Name);

            Assert.False((await ada.Ask(HttpMethod.Post, $"api/shares/{share.ShareId}/withdrawal", "", WireJson.Default.ShareView)).Stands);
            foreach (var (method, path) in Doors(share.ShareId, adas))
            {
                using var closed = await office.Send(method, path, """{"points":15,"on":"2026-03-02","reference":"D-17","reason":"Again."}""");
                Assert.Equal((HttpStatusCode.Forbidden, "share.withdrawn"), (closed.StatusCode, await closed.Code()));
            }
            Assert.Equal([other.ShareId], (await Records(office)).Records.Select(record => record.ShareId));
            Assert.Equal([other.ShareId], (await Everything(office)).Select(verdict => verdict.ShareId));
            Assert.DoesNotContain((await Download(office)).Keys, name => name.Contains(share.ShareId.ToString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_learner_and_staff_see_who_looked_and_what_was_granted_after_a_withdrawal_too()
    {
        var school = NewId();
        using var office = await silo.AddSchool(school);
        var (ada, credential) = await Graduate("Ada Lovelace");
        using var staff = silo.Visit(Who.Staff);
        using (ada)
        {
            var share = await Consent(ada, Assert.Single((await Mine(ada)).Offers, one => one.SchoolId == school));
            using (await office.Get($"api/school/records/{share.ShareId}/credentials/{credential}/json")) { }
            await office.Ask(HttpMethod.Put, $"api/school/records/{share.ShareId}/credit", """{"points":15,"on":"2026-03-02","reference":"D-17"}""", WireJson.Default.CreditView);
            await ada.Ask(HttpMethod.Post, $"api/shares/{share.ShareId}/withdrawal", "", WireJson.Default.ShareView);

            var after = Assert.Single((await Mine(ada)).Shares);
            Assert.Equal((false, 15m, 1), (after.Stands, after.Credit.Granted?.Points, after.LookCount));
            Assert.Equal(("downloaded", "The school"), (after.Looks[0].How, after.Looks[0].By));
            Assert.Contains((await Mine(ada)).Offers, one => one.SchoolId == school);

            var line = Assert.Single((await staff.Ask(HttpMethod.Get, $"api/schools/{school}/shares", "", WireJson.Default.ShareLines)).Shares);
            Assert.Equal((15m, "D-17", true), (line.CreditPoints, line.CreditReference, line.WithdrawnAt is not null));
        }
    }

    [Fact]
    public async Task Receipts_are_files_signed_by_the_engines_key()
    {
        var school = NewId();
        using var office = await silo.AddSchool(school);
        var (ada, _) = await Graduate("Ada Lovelace");
        using (ada)
        {
            var share = await Consent(ada, Assert.Single((await Mine(ada)).Offers, one => one.SchoolId == school));
            await ada.Ask(HttpMethod.Post, $"api/shares/{share.ShareId}/withdrawal", "", WireJson.Default.ShareView);
            foreach (var (query, name, withdrawn) in (IEnumerable<(string, string, bool)>)[("", "consent", false), ("?withdrawal=true", "withdrawal", true)])
            {
                using var answer = await ada.Get($"api/shares/{share.ShareId}/receipts/1{query}");
                Assert.Equal(("attachment", $"{name}-{share.ShareId}-1.json"), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentDisposition?.FileName));
                var receipt = (await answer.Content.ReadFromJsonAsync(WireJson.Default.ShareReceipt))!;
                Assert.Equal(withdrawn, receipt.WithdrawnAt is not null);
                var parts = receipt.Signature.Split('.');
                using var key = ECDsa.Create();
                key.ImportFromPem(await File.ReadAllTextAsync(Path.Combine(silo.DataDirectory, "keys", "receipts.pem")));
                Assert.True(key.VerifyData(
                    Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), System.Buffers.Text.Base64Url.DecodeFromChars(parts[2]), HashAlgorithmName.SHA256));
            }
            using var none = await ada.Get($"api/shares/{share.ShareId}/receipts/2");
            Assert.Equal("share.no-receipt", await none.Code());
        }
    }

    [Fact]
    public async Task Bulk_verification_goes_on_page_by_page_to_the_end()
    {
        var school = NewId();
        using var office = await silo.AddSchool(school);
        for (var i = 0; i < 3; i++)
        {
            var (learner, _) = await Graduate($"Learner {i}");
            using (learner)
                await Consent(learner, Assert.Single((await Mine(learner)).Offers, one => one.SchoolId == school));
        }

        var first = await office.Ask(HttpMethod.Post, "api/school/records/verification?limit=2", "", WireJson.Default.VerdictPage);
        Assert.Equal((2, 3), (first.Verdicts.Length, first.Total));
        var rest = await office.Ask(HttpMethod.Post, $"api/school/records/verification?limit=2&after={first.Next}", "", WireJson.Default.VerdictPage);
        Assert.Equal((1, null), (rest.Verdicts.Length, rest.Next));
        using var nowhere = await office.Send(HttpMethod.Post, "api/school/records/verification?after=nowhere", "");
        Assert.Equal(ProblemCodes.Invalid, await nowhere.Code());
    }

    [Fact]
    public async Task What_is_withdrawn_while_a_file_is_sent_is_not_in_what_follows()
    {
        var school = NewId();
        using var office = await silo.AddSchool(school);
        // The first to consent stands last in the file.
        var (ada, _) = await Graduate("Ada Lovelace");
        using (ada)
        {
            var share = await Consent(ada, Assert.Single((await Mine(ada)).Offers, one => one.SchoolId == school));
            for (var i = 0; i < 8; i++)
            {
                var (learner, _) = await Graduate($"Learner {i}");
                using (learner)
                    await Consent(learner, Assert.Single((await Mine(learner)).Offers, one => one.SchoolId == school));
            }

            await using var line = new InterruptedLine(() => ada.Ask(HttpMethod.Post, $"api/shares/{share.ShareId}/withdrawal", "", WireJson.Default.ShareView));
            await silo.Services.GetRequiredService<RecordsExport>().Write(
                new("anna", null, Roles.School) { SchoolId = school }, new(null, null, null), CredentialForms.Json, line, TestContext.Current.CancellationToken);

            var names = (await Unzipped(line.ToArray())).Keys;
            Assert.Equal(9, names.Count);
            Assert.DoesNotContain(names, name => name.Contains(share.ShareId.ToString(), StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_school_sees_nothing_of_another()
    {
        var (one, two) = (NewId(), NewId());
        using var office = await silo.AddSchool(one);
        using var stranger = await silo.AddSchool(two);
        var (ada, credential) = await Graduate("Ada Lovelace");
        using (ada)
        {
            var share = await Consent(ada, Assert.Single((await Mine(ada)).Offers, offer => offer.SchoolId == one));

            Assert.Empty((await Records(stranger)).Records);
            foreach (var (method, path) in Doors(share.ShareId, credential))
            {
                using var closed = await stranger.Send(method, path, """{"points":15,"on":"2026-03-02","reference":"D-17","reason":"Again."}""");
                Assert.Equal((HttpStatusCode.NotFound, "share.unknown"), (closed.StatusCode, await closed.Code()));
            }
            Assert.Equal(0, (await Mine(ada)).Shares[0].LookCount);
        }
    }

    [Theory]
    [InlineData("POST", "api/shares", "{}")]
    [InlineData("POST", "api/shares", """{"schoolId":"a/b","programId":"web","textVersion":""}""")]
    public async Task Half_a_consent_is_refused(string method, string path, string body)
    {
        using var learner = silo.Visit(Who.Learner);
        using var answer = await learner.Send(new HttpMethod(method), path, body);
        Assert.Equal(ProblemCodes.Invalid, await answer.Code());
    }

    [Theory]
    [InlineData("GET", "api/school/records?programId=a/b")]
    [InlineData("GET", "api/school/records?limit=201")]
    [InlineData("GET", "api/school/records.zip?form=docx")]
    [InlineData("POST", "api/school/records/verification?limit=0")]
    [InlineData("PUT", "api/school/records/55555555-5555-4555-8555-555555555555/credit")]
    public async Task What_a_school_asks_for_wrongly_is_refused(string method, string path)
    {
        using var office = silo.Visit(Who.School);
        using var answer = await office.Send(new HttpMethod(method), path, "{}");
        Assert.Equal(ProblemCodes.Invalid, await answer.Code());
    }

    [Fact]
    public async Task Staff_make_schools_their_agreements_and_their_accounts_and_close_those()
    {
        var (school, name) = (NewId(), $"office-{Guid.NewGuid():N}");
        using var staff = silo.Visit(Who.Staff);
        using var early = await staff.Send(HttpMethod.Put, $"api/schools/{school}/accounts/{name}", Account("correct horse battery"));
        Assert.Equal("school.unknown", await early.Code());

        await staff.Ask(HttpMethod.Put, $"api/schools/{school}", """{"name":"Delft","website":""}""", WireJson.Default.SchoolView);
        var agreed = await staff.Ask(
            HttpMethod.Put, $"api/schools/{school}/agreements/web", """{"creditPoints":15,"degree":"MSc","text":"","validFrom":"2026-01-01T00:00:00Z"}""", WireJson.Default.SchoolView);
        Assert.Equal((1, "Web tests"), Assert.Single(agreed.Agreements) is var one ? (one.InForce, one.ProgramTitle) : default);
        Assert.Contains((await staff.Ask(HttpMethod.Get, "api/schools", "", WireJson.Default.SchoolList)).Schools, line => line is { Name: "Delft", Agreements: 1, Shared: 0 } && line.Id == school);

        using (var made = await staff.Send(HttpMethod.Put, $"api/schools/{school}/accounts/{name}", Account("correct horse battery")))
            Assert.Equal(HttpStatusCode.NoContent, made.StatusCode);
        using var office = new Visitor(silo.Address);
        using (var signedIn = await office.SignIn(name, "correct horse battery"))
            Assert.Equal(["school"], (await signedIn.Content.ReadFromJsonAsync(WireJson.Default.Me))!.Roles);
        Assert.Equal(school, (await office.Ask(HttpMethod.Get, "api/school", "", WireJson.Default.SchoolHome)).School.Id);

        using (var closed = await staff.Send(HttpMethod.Delete, $"api/schools/{school}/accounts/{name}", ""))
            Assert.Equal(HttpStatusCode.NoContent, closed.StatusCode);
        using var again = new Visitor(silo.Address);
        using var refused = await again.SignIn(name, "correct horse battery");
        Assert.NotEqual(HttpStatusCode.OK, refused.StatusCode);
        Assert.Equal([new(name, "Admissions", true)], (await staff.Ask(HttpMethod.Get, $"api/schools/{school}/accounts", "", WireJson.Default.SchoolAccountList)).Accounts);
    }

    [Theory]
    [InlineData("""{"creditPoints":15,"degree":"MSc","text":""}""")]
    [InlineData("""{"creditPoints":15,"text":"","validFrom":"2026-01-01T00:00:00Z"}""")]
    public async Task Half_an_agreement_is_refused(string body)
    {
        using var staff = silo.Visit(Who.Staff);
        using var answer = await staff.Send(HttpMethod.Put, "api/schools/some-school/agreements/web", body);
        Assert.Equal(ProblemCodes.Invalid, await answer.Code());
    }

    [Fact]
    public async Task Staff_make_no_account_of_a_school_out_of_anybody_elses()
    {
        using var staff = silo.Visit(Who.Staff);
        var grader = await silo.AddAccount(RoleNames.Grader);

        using var taken = await staff.Send(HttpMethod.Put, $"api/schools/some-school/accounts/{grader}", Account("correct horse battery"));
        Assert.Equal(ProblemCodes.NameTaken, await taken.Code());
        using var closed = await staff.Send(HttpMethod.Delete, $"api/schools/some-school/accounts/{grader}", "");
        Assert.Equal(ProblemCodes.UnknownAccount, await closed.Code());
    }

    [Theory]
    [InlineData("""{"displayName":"A","roles":["school"],"password":"correct horse battery"}""")]
    [InlineData("""{"displayName":"A","roles":["staff"],"schoolId":"some-school","password":"correct horse battery"}""")]
    [InlineData("""{"displayName":"A","roles":["school","staff"],"schoolId":"some-school","password":"correct horse battery"}""")]
    [InlineData("""{"displayName":"A","roles":["school"],"schoolId":"a/b","password":"correct horse battery"}""")]
    public async Task An_account_of_a_school_has_its_id_and_no_other_role(string body)
    {
        using var admin = silo.Visit(Who.Admin);
        using var answer = await admin.Send(HttpMethod.Put, "api/accounts/never-made", body);
        Assert.Equal(ProblemCodes.Invalid, await answer.Code());
    }

    private static (HttpMethod, string)[] Doors(Guid share, Guid credential) =>
    [
        (HttpMethod.Get, $"api/school/records/{share}"),
        (HttpMethod.Get, $"api/school/records/{share}/credentials/{credential}/pdf"),
        (HttpMethod.Get, $"api/school/records/{share}/credentials/{credential}/json"),
        (HttpMethod.Put, $"api/school/records/{share}/credit"),
        (HttpMethod.Post, $"api/school/records/{share}/credit/taking-back"),
    ];

    private static string NewId() => $"school-{Guid.NewGuid():N}";

    private static string Account(string password) => JsonSerializer.Serialize(new { displayName = "Admissions", password });

    private static Task<MyShares> Mine(Visitor learner) => learner.Ask(HttpMethod.Get, "api/shares", "", WireJson.Default.MyShares);

    private static Task<ShareView> Consent(Visitor learner, ShareOffer offer) => learner.Ask(
        HttpMethod.Post, "api/shares", JsonSerializer.Serialize(new { schoolId = offer.SchoolId, programId = offer.ProgramId, textVersion = offer.TextVersion }), WireJson.Default.ShareView);

    private static Task<RecordPage> Records(Visitor office, string query = "") => office.Ask(HttpMethod.Get, $"api/school/records{query}", "", WireJson.Default.RecordPage);

    private static async Task<List<RecordVerdict>> Everything(Visitor office)
    {
        var verdicts = new List<RecordVerdict>();
        for (var after = ""; ;)
        {
            var page = await office.Ask(HttpMethod.Post, $"api/school/records/verification?limit=50{after}", "", WireJson.Default.VerdictPage);
            verdicts.AddRange(page.Verdicts);
            if (page.Next is not { } next)
                return verdicts;
            after = $"&after={next}";
        }
    }

    private static async Task<Dictionary<string, byte[]>> Download(Visitor office)
    {
        using var answer = await office.Get("api/school/records.zip");
        Assert.Equal((HttpStatusCode.OK, "application/zip"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await Unzipped(await answer.Content.ReadAsByteArrayAsync());
    }

    private static async Task<Dictionary<string, byte[]>> Unzipped(byte[] file)
    {
        await using var body = new MemoryStream(file);
        await using var zip = await ZipArchive.CreateAsync(body, ZipArchiveMode.Read, leaveOpen: true, Encoding.UTF8);
        var files = new Dictionary<string, byte[]>();
        foreach (var entry in zip.Entries)
        {
            await using var content = await entry.OpenAsync();
            using var bytes = new MemoryStream();
            await content.CopyToAsync(bytes);
            files.Add(entry.FullName, bytes.ToArray());
        }
        return files;
    }

    /// <summary>Somebody who has earned the tests' program.</summary>
    private async Task<(Visitor Learner, Guid Credential)> Graduate(string name)
    {
        var (id, credential) = ($"learner-{Guid.NewGuid():N}", Guid.CreateVersion7());
        Assert.Empty((await silo.Grains.GetGrain<ILearnerGrain>(id).Describe(Actor.System, new(name, "AM"))).Problems);
        Assert.Empty((await silo.Grains.GetGrain<ICredentialGrain>(credential).Issue(Actor.System, new(
            Guid.Empty, id, name, "", "Web tests", "", "en", 0, DateTimeOffset.UtcNow, true, "web", "AM", CredentialKinds.Program, "web"))).Problems);
        return (await silo.Add(RoleNames.Learner, id), credential);
    }

    private async Task Revoke(Guid credential) =>
        Assert.Empty((await silo.Grains.GetGrain<ICredentialGrain>(credential).Revoke(Actor.System, RevocationReasons.Review)).Problems);

    /// <summary>Something happens before the first bytes go.</summary>
    private sealed class InterruptedLine(Func<Task> between) : MemoryStream
    {
        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (Length == 0)
                await between();
            await base.WriteAsync(buffer, cancellationToken);
        }
    }
}
