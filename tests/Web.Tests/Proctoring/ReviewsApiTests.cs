using System.Text.Json.Serialization.Metadata;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Proctoring;

/// <summary>Lists of reviews and what rules come to, over HTTP. Rows are written as grains write them: with an event.</summary>
public sealed class ReviewsApiTests(RunningSilo silo)
{
    private static readonly DateTimeOffset May = new(2019, 5, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_waits_is_listed_unless_told_otherwise()
    {
        var exam = Exam();
        var ids = Enumerable.Range(0, 3).Select(_ => Guid.NewGuid()).ToArray();
        await Write(Review(ids[0], exam, "looking"), Review(ids[1], exam, "settled") with { Finding = "warning" }, Review(ids[2], exam, "appealed") with { Overdue = true });

        var open = await Get($"api/reviews?exam={exam}", WireJson.Default.ReviewList);
        var settled = await Get($"api/reviews?exam={exam}&state=settled", WireJson.Default.ReviewList);
        var first = await Get($"api/reviews?exam={exam}&state=all&limit=2", WireJson.Default.ReviewList);
        var rest = await Get($"api/reviews?exam={exam}&state=all&limit=2&after={first.Next}", WireJson.Default.ReviewList);

        Assert.Equal([("looking", false), ("appealed", true)], open.Reviews.OrderByDescending(review => review.State).Select(review => (review.State, review.Overdue)));
        Assert.Equal((ids[1], "warning", 0.75m), (Assert.Single(settled.Reviews).SessionId, settled.Reviews[0].Finding, settled.Reviews[0].Attention));
        Assert.Equal((2, 1, null), (first.Reviews.Length, rest.Reviews.Length, rest.Next));
    }

    [Fact]
    public async Task A_rules_share_of_dismissed_flags_is_of_all_judgements_on_them()
    {
        var exam = Exam();
        await Write(new ExamRow(exam, "Lists", "p", "", 0, false, May));
        await Write(
            Subject(exam, 1, "no-face", 2, 2, "dismissed", "dismissed"), Subject(exam, 2, "no-face", 2, 1, "dismissed", "confirmed"), Subject(exam, 3, "no-face"),
            Subject(exam, 4, "pasted", 2, 0, "confirmed", "confirmed"));

        var shares = await Get($"api/exams/{exam}/flag-rules", WireJson.Default.FlagRuleShares);

        Assert.Equal([("no-face", 3, 2, 0.75), ("pasted", 1, 1, 0)], shares.Rules.Select(rule => (rule.Rule, rule.Flags, rule.Judged, rule.DismissedShare ?? -1)));
        // Of three judged by two, two agree; the first says dismissed 2 of 3 times, the second 1 of 3: (2/3 − 4/9) / (1 − 4/9).
        Assert.Equal((3, 0.4), (shares.JudgedByTwo, Math.Round(shares.Kappa ?? -1, 12)));
    }

    [Theory]
    [InlineData("api/reviews?state=thinking", "input.invalid")]
    [InlineData("api/reviews?limit=201", "input.invalid")]
    [InlineData("api/reviews?after=nothing", "input.invalid")]
    [InlineData("api/reviews/7b6e2c1a-6f6c-4f1f-9a43-000000000001", "review.none")]
    [InlineData("api/reviews/7b6e2c1a-6f6c-4f1f-9a43-000000000001/watch", "review.none")]
    [InlineData("api/reviews/7b6e2c1a-6f6c-4f1f-9a43-000000000001/paper", "review.none")]
    [InlineData("api/exams/none/flag-rules", "exam.unknown")]
    public async Task What_there_is_not_is_refused(string path, string code)
    {
        using var staff = silo.Visit(Who.Staff);
        using var answer = await staff.Get(path);

        Assert.Equal(code, await answer.Code());
    }

    [Fact]
    public async Task A_proctor_names_a_room_of_their_own()
    {
        using var proctor = silo.Visit(Who.Proctor);
        using var all = await proctor.Get("api/reviews");

        Assert.Equal("input.invalid", await all.Code());
    }

    [Theory]
    [InlineData("judgements", """{"commandId":"00000000-0000-0000-0000-000000000000","subject":"flag/1","judgement":"dismissed"}""")]
    [InlineData("judgements", """{"commandId":"11111111-1111-4111-8111-111111111111","judgement":"dismissed"}""")]
    [InlineData("conclusion", """{"commandId":"11111111-1111-4111-8111-111111111111","reason":"Because"}""")]
    [InlineData("finding", """{"commandId":"11111111-1111-4111-8111-111111111111","finding":{"kind":"cleared"}}""")]
    public async Task A_request_with_a_part_missing_is_refused(string what, string body)
    {
        using var staff = silo.Visit(Who.Staff);
        using var answer = await staff.Send(HttpMethod.Post, $"api/reviews/{Guid.NewGuid()}/{what}", body);

        Assert.Equal("input.invalid", await answer.Code());
    }

    private static string Exam() => $"e-{Guid.NewGuid():N}"[..14];

    private static ReviewRow Review(Guid id, string exam, string state) =>
        new(id.ToString(), exam, "learner", "", state, 0.75m, false, 2, 1, May, null, false, null, null);

    private static ReviewSubjectRow Subject(string exam, int n, string rule, int judged = 0, int dismissed = 0, string? first = null, string? second = null) =>
        new($"{exam}/flag/{n}", exam, exam, "flag", rule, "About it", judged, dismissed, first, second);

    private async Task Write(params ProjectionRow[] rows) => Assert.IsType<AppendResult.Committed>(await silo.Services.GetRequiredService<IJournal>().Append(
        new($"test/{Guid.NewGuid()}", 0, [new("test.rows.v1", "{}"u8.ToArray(), May, "test")]) { Projections = rows }));

    private async Task<T> Get<T>(string path, JsonTypeInfo<T> type)
        where T : class
    {
        using var staff = silo.Visit(Who.Staff);
        return await staff.Ask(HttpMethod.Get, path, "", type);
    }
}
