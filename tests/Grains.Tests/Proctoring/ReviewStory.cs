using Grains.Tests.Harness;
using static Grains.Tests.Harness.Reviewed;

namespace Grains.Tests.Proctoring;

/// <summary>A review from the seal to the decision on an appeal.</summary>
internal static class ReviewStory
{
    /// <param name="between">What happens between two steps.</param>
    public static async Task<Reviewed> Tell(Engine engine, Func<Reviewed, Task> between)
    {
        var ada = await Ended(engine, flag: true, report: "serious");
        await between(ada);

        // On hold: nothing of the result is out, on no page.
        Assert.Equal(("underReview", null, null, false, "open"), await ada.Result());
        Assert.Equal("underReview", await ada.OnTheCard());
        Assert.Equal(("looking", 1, 1), await ada.Mine() is var mine ? (mine.State, mine.Flags.Length, mine.Incidents.Length) : default);
        Assert.Equal("", (await ada.Mine()).Incidents[0].By);

        // Two who disagree, neither seeing the other before they have concluded.
        await ada.Conclude(Rita, "confirmed", Voided);
        await between(ada);
        var blind = (await ada.Review.View(Otto)).Ok();
        Assert.Empty(blind.Opinions);
        Assert.Equal((1, null), (blind.Reviewers, blind.Kappa));
        (await ada.Review.Judge(Otto, Guid.NewGuid(), "flag/1", "dismissed")).Ok();
        (await ada.Review.Judge(Otto, Guid.NewGuid(), "incident/1", "confirmed")).Ok();
        var seen = (await ada.Review.Conclude(Otto, Guid.NewGuid(), Warning, "Little.")).Ok();
        Assert.Equal(["rita", "otto"], seen.Opinions.Select(opinion => opinion.Reviewer));
        Assert.Equal(("looking", 0d), (seen.State, seen.Kappa));
        Assert.Equal("looking", (await ada.Mine()).State);
        await between(ada);

        // A third, who goes no further than the first.
        (await ada.Review.Judge(Tess, Guid.NewGuid(), "flag/1", "confirmed")).Ok();
        (await ada.Review.Judge(Tess, Guid.NewGuid(), "incident/1", "confirmed")).Ok();
        (await ada.Review.Conclude(Tess, Guid.NewGuid(), new("barredUntil", engine.Now.AddDays(300)), "Too much.")).Refused("review.harsher");
        (await ada.Review.Conclude(Tess, Guid.NewGuid(), Voided, "Both were seen.")).Ok();
        await between(ada);

        // The learner is heard, then a person finds.
        var asked = await ada.Mine();
        Assert.Equal(("asked", "scoreVoided", "Both were seen.", engine.Now.AddDays(5)), (asked.State, asked.Proposed?.Kind, asked.Reason, asked.By));
        Assert.Equal(("underReview", null, null, false, "open"), await ada.Result());
        var answer = Guid.NewGuid();
        (await ada.Review.Answer(ada.Learner.Actor, answer, "It was my brother, who brought tea.")).Ok();
        await between(ada);
        Assert.Equal("It was my brother, who brought tea.", (await ada.Review.Answer(ada.Learner.Actor, answer, "It was my brother, who brought tea.")).Ok().Answer);
        (await ada.Review.Find(Rita, Guid.NewGuid(), Voided, "He answered, too.")).Ok();
        await engine.Sweep();
        await between(ada);
        Assert.Equal(("voided", null, null, false, "scoreVoided"), await ada.Result());
        Assert.Equal("voided", await ada.OnTheCard());
        Assert.Equal("ready", (await ada.Learner.Card(Reviewed.Exam)).Standing);

        // An appeal goes to somebody new.
        (await ada.Review.Appeal(ada.Learner.Actor, Guid.NewGuid(), "Nobody answered for me.")).Ok();
        await between(ada);
        foreach (var before in (ExamEngine.Contracts.Kernel.Actor[])[Rita, Otto, Tess, Pat])
            (await ada.Review.DecideAppeal(before, Guid.NewGuid(), Cleared, "As before.")).Refused("review.not-independent");
        Assert.Equal(["decideAppeal"], (await ada.Review.View(Zoe)).Ok().May);
        var decision = Guid.NewGuid();
        (await ada.Review.DecideAppeal(Zoe, decision, Cleared, "The recording shows tea.")).Ok();
        await between(ada);
        (await ada.Review.DecideAppeal(Zoe, decision, Cleared, "The recording shows tea.")).Ok();
        await engine.Sweep();

        var settled = (await ada.Review.View(Rita)).Ok();
        Assert.Equal(("settled", "cleared", "zoe", "Nobody answered for me."), (settled.State, settled.Finding?.Kind, settled.FoundBy, settled.Appeal));
        Assert.Equal(("released", 1m, true, true, "cleared"), await ada.Result());
        Assert.Equal(("released", "passed"), (await ada.OnTheCard(), (await ada.Learner.Card(Reviewed.Exam)).Standing));
        var credential = Assert.Single((await ada.Learner.Card(Reviewed.Exam)).Attempts).CredentialId;
        Assert.Equal("valid", (await ada.Learner.Credential(Assert.NotNull(credential)).Show())?.Standing);
        return ada;
    }
}
