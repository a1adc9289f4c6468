using System.Text.Json.Serialization.Metadata;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Learners;

/// <summary>What staff page through, over HTTP. Rows are written as grains write them: with an event.</summary>
public sealed class StaffListTests(RunningSilo silo)
{
    private static readonly DateTimeOffset May = new(2019, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task A_roster_is_read_page_by_page_in_either_order()
    {
        var program = await Program();
        await Write(Enumerable.Range(0, 5).SelectMany(n => (ProjectionRow[])
        [
            new LearnerRow($"{program}-{n}", $"Name {9 - n}", "MY"),
            new EnrolmentRow($"{program}-x/{program}-{n}", $"{program}-{n}", $"{program}-x", $"Name {9 - n}", "MY", EnrolmentRow.Registered, null, null, null, 100, 0),
        ]));

        var first = await Get($"api/programs/{program}/roster?limit=3", WireJson.Default.Roster);
        var rest = await Get($"api/programs/{program}/roster?limit=3&after={first.Next}", WireJson.Default.Roster);
        var byLearner = await Get($"api/programs/{program}/roster?order=learner", WireJson.Default.Roster);

        Assert.Equal(["Name 5", "Name 6", "Name 7", "Name 8", "Name 9"], first.Learners.Concat(rest.Learners).Select(learner => learner.LegalName));
        Assert.Null(rest.Next);
        Assert.Equal(Enumerable.Range(0, 5).Select(n => $"{program}-{n}"), byLearner.Learners.Select(learner => learner.LearnerId));
        Assert.Equal([$"{program}-x"], byLearner.Learners[0].ExamIds);
    }

    [Fact]
    public async Task Results_are_those_of_the_time_that_is_asked_for()
    {
        var program = await Program();
        var ids = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        await Write(ids.Select((id, n) => new AttemptRow(
            id.ToString(), "nameless", $"{program}-x", 2, n == 1 ? "grading" : "released", n == 1 ? null : 7.5m, 10, n == 1 ? null : true, May.AddDays(n), null, n == 1 ? 2 : 0)));

        var some = await Get($"api/exams/{program}-x/results?from=2019-05-02T02:00:00%2B02:00&to=2019-05-04T00:00:00Z", WireJson.Default.ExamResults);
        var next = await Get($"api/exams/{program}-x/results?limit=1&after={ids[0]}", WireJson.Default.ExamResults);

        Assert.Equal(ids[1..3], some.Results.Select(result => result.SessionId));
        Assert.Equal((null, 2, "grading", "nameless", ""), (some.Results[0].Points, some.Results[0].Pending, some.Results[0].State, some.Results[0].LearnerId, some.Results[0].LegalName));
        Assert.Equal((ids[1], ids[1].ToString()), (Assert.Single(next.Results).SessionId, next.Next));
    }

    [Fact]
    public async Task A_ceremony_is_listed_and_counted()
    {
        var program = await Program();
        var ids = Enumerable.Range(0, 4).Select(_ => Guid.NewGuid()).ToArray();
        await Write(ids.Select((id, n) => new CredentialRow(
            id.ToString(), $"learner-{n / 2}", Guid.NewGuid().ToString(), $"{program}-x", "exam", "Analytics", "Zoë 李", May.AddDays(n), n == 3 ? May : null, "{}", program, n < 2 ? "MY" : "BR", May.AddDays(n))));
        await Write([new NameConsentRow($"{program}/learner-0", "learner-0", program, NameConsentRow.Agreed, May)]);
        var when = $"programId={program}&from=2019-05-01&to=2019-06-01";

        var list = await Get($"api/ceremony?{when}", WireJson.Default.Ceremony);
        var malaysia = await Get($"api/ceremony?{when}&country=MY&limit=1", WireJson.Default.Ceremony);
        var countries = await Get($"api/ceremony/countries?{when}", WireJson.Default.CeremonyCountries);

        Assert.Equal(ids[..3], list.Credentials.Select(credential => credential.CredentialId));
        Assert.Equal(("Zoë 李", "MY", program, ids[0].ToString()), (malaysia.Credentials[0].Name, malaysia.Credentials[0].Country, malaysia.Credentials[0].ProgramId, malaysia.Next));
        // Whoever has not agreed counts and stands there without a name.
        Assert.Equal(["Zoë 李", "Zoë 李", null], list.Credentials.Select(credential => credential.Name));
        Assert.Equal([("BR", 1, 1), ("MY", 1, 2)], countries.Countries.Select(of => (of.Country, of.Learners, of.Credentials)));
    }

    [Fact]
    public async Task A_ceremony_is_summed_up_and_handed_on_as_files()
    {
        var program = await Program();
        string[] names = ["=HYPERLINK(1)", "Zoë \"Zed\" 李, B.Sc.", "Ada Lovelace", "Eve Unnamed"];
        var ids = names.Select(_ => Guid.NewGuid()).ToArray();
        await Write(names.SelectMany((name, n) => (ProjectionRow[])
        [
            new CredentialRow(ids[n].ToString(), $"{program}-{n}", Guid.Empty.ToString(), program, "program", "Lists", name, May.AddYears(5), null, "{}", program, n < 2 ? "MY" : "BR", May.AddDays(n)),
            new NameConsentRow(NameConsentRow.IdOf(program, $"{program}-{n}"), $"{program}-{n}", program, n == 3 ? NameConsentRow.Withdrawn : NameConsentRow.Agreed, May),
        ]));
        var when = $"programId={program}&from=2019-05-01&to=2019-06-01&kind=program";

        var counts = await Get($"api/ceremony/counts?{when}", WireJson.Default.CeremonyCounts);
        Assert.Equal((4, 4, 3), (counts.Learners, counts.Credentials, counts.Named));
        Assert.Equal((program, "Lists", 4, 4, 2), Assert.Single(counts.Programs) is var one ? (one.ProgramId, one.Title, one.Learners, one.Credentials, one.Countries) : default);
        Assert.Equal([("BR", 2), ("MY", 2)], counts.Countries.Select(of => (of.Country, of.Learners)));
        Assert.Equal([(program, "BR", 2), (program, "MY", 2)], counts.ProgramCountries.Select(of => (of.ProgramId, of.Country, of.Credentials)));

        using var staff = silo.Visit(Who.Staff);
        using var csv = await staff.Get($"api/ceremony/list.csv?{when}");
        Assert.Equal(("text/csv", "ceremony.csv"), (csv.Content.Headers.ContentType?.MediaType, csv.Content.Headers.ContentDisposition?.FileName));
        var text = System.Text.Encoding.UTF8.GetString(await csv.Content.ReadAsByteArrayAsync());
        Assert.StartsWith("\ufeff", text, StringComparison.Ordinal);
        Assert.Equal(
            [
                "name,country,program_id,program,kind,title,earned_on",
                $"\"'=HYPERLINK(1)\",MY,{program},Lists,program,Lists,2019-05-01",
                $"Ada Lovelace,BR,{program},Lists,program,Lists,2019-05-03",
                $"\"Zoë \"\"Zed\"\" 李, B.Sc.\",MY,{program},Lists,program,Lists,2019-05-02",
                $",BR,{program},Lists,program,Lists,2019-05-04",
                "",
            ],
            text.TrimStart('\ufeff').Split("\r\n"));

        using var json = await staff.Get($"api/ceremony/list.json?{when}");
        var file = System.Text.Json.Nodes.JsonNode.Parse(await json.Content.ReadAsStringAsync())!;
        Assert.Equal((4, "program"), (file["counts"]!["learners"]!.GetValue<int>(), file["kind"]!.GetValue<string>()));
        Assert.Equal(["=HYPERLINK(1)", "Ada Lovelace", "Zoë \"Zed\" 李, B.Sc.", null], file["list"]!.AsArray().Select(guest => guest!["name"]?.GetValue<string>()));
        Assert.Equal("2019-05-04", file["list"]![3]!["earnedOn"]!.GetValue<string>());
        // Nothing in the files leads to whoever has not agreed.
        Assert.DoesNotContain(ids[3].ToString(), text + file.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Unnamed", text + file.ToJsonString(), StringComparison.Ordinal);
        Assert.DoesNotContain($"{program}-3", text + file.ToJsonString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_learners_record_holds_what_they_were_registered_for_and_what_they_sat()
    {
        var id = $"learner-{Guid.NewGuid():N}";
        var learner = silo.Grains.GetGrain<ILearnerGrain>(id);
        Assert.Empty((await learner.Describe(Actor.System, new LearnerProfile("Zoë 李", "MY"))).Problems);
        Assert.Empty((await learner.Register(Actor.System, new Registration(TestExam.Id, null, May.AddYears(20), 150))).Problems);
        using var browser = await silo.Add("learner", id);
        var session = await Sitting.Begin(browser);
        var credential = Guid.NewGuid();
        await Write([new CredentialRow(credential.ToString(), id, session.ToString(), TestExam.Id, "exam", "Web exam", "Zoë 李", May, null, "{}", "web", "MY", May)]);
        await Write([new ReviewRow(session.ToString(), TestExam.Id, id, "", "found", 0.5m, true, 1, 2, May, null, false, "scoreVoided", null)]);

        var record = await Get($"api/learners/{id}/record", WireJson.Default.LearnerRecord);

        Assert.Equal(("Zoë 李", "MY"), (record.LegalName, record.Country));
        Assert.Equal((TestExam.Id, 150), (Assert.Single(record.Registrations).ExamId, record.Registrations[0].TimeMultiplierPercent));
        Assert.Equal((session, "seated"), (Assert.Single(record.Sessions).SessionId, record.Sessions[0].State));
        Assert.Empty(record.Attempts);
        Assert.Equal((credential, session), (Assert.Single(record.Credentials).CredentialId, record.Credentials[0].SessionId));
        Assert.Equal(["web"], record.Programs);
        Assert.Equal((session, "found", "scoreVoided"), (Assert.Single(record.Reviews).SessionId, record.Reviews[0].State, record.Reviews[0].Finding));
    }

    [Theory]
    [InlineData("api/programs/none/roster", "program.unknown")]
    [InlineData("api/programs/web/roster?limit=201", "input.invalid")]
    [InlineData("api/programs/web/roster?limit=0", "input.invalid")]
    [InlineData("api/programs/web/roster?order=age", "input.invalid")]
    [InlineData("api/exams/none/results", "exam.unknown")]
    [InlineData("api/exams/web-exam/results?after=nothing", "input.invalid")]
    [InlineData("api/exams/web-exam/results?from=yesterday", "input.malformed")]
    [InlineData("api/ceremony?after=nothing", "input.invalid")]
    [InlineData("api/ceremony?limit=1000", "input.invalid")]
    [InlineData("api/ceremony?order=age", "input.invalid")]
    [InlineData("api/ceremony?kind=diploma", "input.invalid")]
    [InlineData("api/ceremony?order=name&after=nothing", "input.invalid")]
    [InlineData("api/ceremony/counts?kind=diploma", "input.invalid")]
    [InlineData("api/ceremony/countries?kind=diploma", "input.invalid")]
    [InlineData("api/ceremony/list.csv?kind=diploma", "input.invalid")]
    [InlineData("api/ceremony/list.json?kind=diploma", "input.invalid")]
    [InlineData("api/learners/nobody-here/record", "learner.unknown")]
    public async Task What_cannot_be_listed_is_refused(string path, string code)
    {
        using var staff = silo.Visit(Who.Staff);
        using var answer = await staff.Get(path);

        Assert.Equal(code, await answer.Code());
    }

    /// <summary>A program that no other test uses, with one exam.</summary>
    private async Task<string> Program()
    {
        var program = $"p-{Guid.NewGuid():N}"[..12];
        await Write([new ProgramRow(program, "Lists", $$"""{"id":"{{program}}","title":"Lists","description":"","courses":[]}"""), new ExamRow($"{program}-x", "Lists", program, "", 0, false, May)]);
        return program;
    }

    private async Task Write(IEnumerable<ProjectionRow> rows) => Assert.IsType<AppendResult.Committed>(await silo.Services.GetRequiredService<IJournal>().Append(
        new($"test/{Guid.NewGuid()}", 0, [new("test.rows.v1", "{}"u8.ToArray(), May, "test")]) { Projections = [.. rows] }));

    private async Task<T> Get<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        using var staff = silo.Visit(Who.Staff);
        return await staff.Ask(HttpMethod.Get, path, "", type);
    }
}
