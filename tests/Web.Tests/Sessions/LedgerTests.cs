using ExamEngine.Web.Kernel;

namespace Web.Tests.Sessions;

public sealed class LedgerTests(RunningSilo silo)
{
    [Fact]
    public async Task A_learner_takes_a_break_and_reads_where_the_time_went()
    {
        using var learner = await silo.AddLearner();
        var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
        await Sitting.Start(learner, session, device);

        using var refused = await learner.Send(HttpMethod.Post, $"api/sessions/{session}/break", Break(device, 5));
        using var wrong = await learner.Send(HttpMethod.Post, $"api/sessions/{session}/break", Break(device, 0));
        using var none = await learner.Send(HttpMethod.Post, $"api/sessions/{session}/break/end", Sitting.Command(device));
        var ledger = await learner.Ask(HttpMethod.Get, $"api/sessions/{session}/ledger", "", WireJson.Default.LedgerView);

        Assert.Equal((HttpStatusCode.Conflict, "session.no-break-left"), (refused.StatusCode, await refused.Code()));
        Assert.Equal((HttpStatusCode.UnprocessableEntity, ProblemCodes.Invalid), (wrong.StatusCode, await wrong.Code()));
        Assert.Equal((HttpStatusCode.Conflict, "session.not-on-break"), (none.StatusCode, await none.Code()));
        Assert.Equal(("working", null), Assert.Single(ledger.Spans) is var span ? (span.Cause, span.To) : default);
    }

    private static string Break(Guid device, int minutes) => $$"""{"commandId":"{{Guid.NewGuid()}}","device":"{{device}}","minutes":{{minutes}}}""";
}
