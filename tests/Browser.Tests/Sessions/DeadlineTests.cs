namespace Browser.Tests.Sessions;

/// <summary>Nobody is there when the time ends.</summary>
public sealed class DeadlineTests(Chromium chromium, SharedEngine shared) : BrowserTest(chromium, shared)
{
    [Fact]
    public async Task With_every_browser_closed_an_exam_ends_at_its_deadline_by_itself()
    {
        var exam = await Preparation.Exam(Engine, "prompt.yaml");
        var session = await AnswerTwoAndLeave(Engine, exam);

        await EndedAtTheDeadline(Engine, session);
    }

    [Fact]
    public async Task With_the_server_down_at_the_deadline_an_exam_ends_at_it_all_the_same()
    {
        var engine = await OwnEngine();
        var exam = await Preparation.Exam(engine, "prompt.yaml");
        var session = await AnswerTwoAndLeave(engine, exam);
        var deadline = (await Rows.Session(engine, session))?.Deadline;
        Assert.NotNull(deadline);

        engine.Kill();
        await Eventually.True("the end of the grace", () => Task.FromResult(DateTimeOffset.UtcNow > deadline + TimeSpan.FromSeconds(2)));
        await engine.Start();

        await EndedAtTheDeadline(engine, session);
    }

    /// <summary>Two right answers of three, worth 5 of 9 points, then the browser is gone.</summary>
    private async Task<Guid> AnswerTwoAndLeave(EngineProcess engine, string exam)
    {
        await using var browser = await Chromium.Launch();
        var page = await Visit("learner", engine, browser);
        var learner = await engine.As("learner");
        var session = await Preparation.Seat(learner, exam);
        var sitting = new ExamPage(page);
        await sitting.Start(session);
        await sitting.Write("2");
        await sitting.IsSaved();
        await sitting.Next();
        await sitting.At("Second");
        await sitting.Write("4");
        await sitting.IsSaved();
        return session;
    }

    private static async Task EndedAtTheDeadline(EngineProcess engine, Guid session)
    {
        var ended = await Eventually.Find("the end of the session", async () => await Rows.Session(engine, session) is { EndedAt: not null } row ? row : null);
        var graded = await Eventually.Find("the grade", async () => await Rows.Attempt(engine, session) is { Score: not null } row ? row : null);

        Assert.Equal("expired", ended.State);
        Assert.Equal("deadline", ended.EndedBy);
        Assert.Equal(ended.StartedAt + TimeSpan.FromSeconds(12), ended.EndedAt);
        Assert.Equal((5m, 9m, true), (graded.Score, graded.MaxScore, graded.Passed));
    }
}
