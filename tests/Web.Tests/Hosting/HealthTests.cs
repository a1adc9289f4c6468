namespace Web.Tests.Hosting;

public sealed class HealthTests(RunningSilo silo)
{
    [Fact]
    public async Task Ready_is_red_while_the_journal_cannot_commit_and_live_stays_green()
    {
        using var visitor = silo.Visit(Who.Anonymous);
        using var before = await visitor.Get("health/ready");
        HttpStatusCode ready, live;
        using (silo.BreakJournal("the disk is full"))
        {
            ready = (await visitor.Get("health/ready")).StatusCode;
            live = (await visitor.Get("health/live")).StatusCode;
        }

        using var after = await visitor.Get("health/ready");

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK, HttpStatusCode.OK],
            [before.StatusCode, ready, live, after.StatusCode]);
    }

    [Fact]
    public async Task Health_tells_strangers_no_details()
    {
        using var visitor = silo.Visit(Who.Anonymous);
        using var broken = silo.BreakJournal("host db.internal refused");

        using var answer = await visitor.Get("health/ready");

        Assert.Equal("Unhealthy", await answer.Content.ReadAsStringAsync());
    }
}
