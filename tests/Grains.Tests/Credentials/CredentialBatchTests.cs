using System.Collections.Immutable;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Storage.Journal;
using Grains.Tests.Harness;

namespace Grains.Tests.Credentials;

public sealed class CredentialBatchTests
{
    private static ImmutableArray<AwardOrder> Awards(int count) => [.. Enumerable.Range(0, count).Select(i => new AwardOrder(
        $"old-{i}", i == 3 ? "\u170A" : $"Learner {i}", "NL", "program", "scm", "Supply Chain Management", "scm", "", "en", Engine.Opening.AddYears(-5).AddDays(i), true))];

    [Fact]
    public async Task A_batch_issues_each_award_once_holds_what_cannot_be_printed_and_shows_how_far_it_is()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();
        var batch = engine.Grains.GetGrain<ICredentialBatchGrain>("years");
        var awards = Awards(150);

        Assert.Equal((150, 0, null), (await batch.Order(People.Staff, awards)).Ok() is var ordered ? (ordered.Ordered, ordered.Issued, ordered.FinishedAt) : default);
        await engine.Sweep();

        var done = (await batch.Show(People.Staff)).Ok();
        Assert.Equal((149, engine.Now), (done.Issued, done.FinishedAt));
        Assert.Equal((3, "old-3", "credential.missing-glyph"), Assert.Single(done.Held) is var held ? (held.Award, held.LearnerId, held.Code) : default);
        var page = (await batch.Issued(People.Staff, 0)).Ok();
        Assert.Equal((149, null), (page.Ids.Distinct().Count(), page.Next));
        foreach (var beyond in (int[])[150, int.MaxValue])
            Assert.Empty((await batch.Issued(People.Staff, beyond)).Ok().Ids);
        Assert.Equal("Learner 149", Assert.IsType<CredentialView>(await engine.Credential(page.Ids[^1]).Show()).Name);

        Assert.Equal(done.FinishedAt, (await batch.Order(People.Staff, awards)).Ok().FinishedAt);
        (await batch.Order(People.Staff, Awards(2))).Refused("batch.another-order");
    }

    [Fact]
    public async Task Batches_are_for_staff_and_checked_whole()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();
        var ada = await engine.Candidate();
        var batch = engine.Grains.GetGrain<ICredentialBatchGrain>("never");

        (await batch.Order(ada.Actor, Awards(1))).Refused("account.forbidden");
        (await batch.Show(ada.Actor)).Refused("account.forbidden");
        (await batch.Issued(ada.Actor, 0)).Refused("account.forbidden");
        (await batch.Show(People.Staff)).Refused("batch.unknown");
        (await batch.Issued(People.Staff, 0)).Refused("batch.unknown");
        (await batch.Order(People.Staff, [])).Refused("input.awards");
        var bad = Awards(2).SetItem(1, Awards(1)[0] with { Kind = "diploma", LegalName = " ", SubjectId = "a b", Country = "Netherlands" });
        Assert.Equal(
            ["awards[1].country", "awards[1].kind", "awards[1].legalName", "awards[1].subjectId"],
            (await batch.Order(People.Staff, bad)).Problems.Select(problem => problem.Where).Order());
    }

    [Fact]
    public async Task A_silo_that_dies_in_the_middle_leaves_no_double_and_no_gap()
    {
        await using var engine = new TwoSilos();
        await engine.InitializeAsync();
        var batch = engine.Grains.GetGrain<ICredentialBatchGrain>("killed");
        (await batch.Order(People.Staff, Awards(60))).Ok();
        var dying = engine.Faults.Written("credential-batch/killed", "credential-batch.advanced.v1");
        var sweep = engine.Sweep();
        await dying;

        // The batch, its credentials and the list are spread over both.
        await engine.KillTheSiloOf(batch);
        // What it still had in hand finds its database closed.
        Assert.True(await Record.ExceptionAsync(() => sweep) is null or JournalUnavailableException);
        for (var i = 0; i < 20 && (await batch.Show(People.Staff)).Ok().FinishedAt is null; i++)
        {
            engine.Advance(TimeSpan.FromMinutes(6));
            await engine.Sweep();
        }

        var done = (await batch.Show(People.Staff)).Ok();
        Assert.Equal((59, 1), (done.Issued, done.Held.Length));
        var ids = (await batch.Issued(People.Staff, 0)).Ok().Ids;
        var entries = await Task.WhenAll(ids.Select(engine.Entry));
        Assert.Equal((59, 59), (ids.Distinct().Count(), entries.Distinct().Count()));
        Assert.All(await Task.WhenAll(ids.Select(id => engine.VersionOf(Issuing.StreamOf(id)))), version => Assert.Equal(2, version));
    }
}
