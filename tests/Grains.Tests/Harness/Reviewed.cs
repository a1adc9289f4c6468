using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;

namespace Grains.Tests.Harness;

/// <summary>A learner who sits an exam under watch, and those who look at it afterwards.</summary>
internal sealed class Reviewed(Engine engine, Candidate learner)
{
    public const string Exam = "let-in";

    /// <summary>Acts while it runs, and has no say afterwards.</summary>
    public static readonly Actor Pat = new("pat", null, Roles.Staff);

    public static readonly Actor Rita = new("rita", null, Roles.Staff);
    public static readonly Actor Otto = new("otto", null, Roles.Staff);
    public static readonly Actor Tess = new("tess", null, Roles.Admin);
    public static readonly Actor Zoe = new("zoe", null, Roles.Staff);

    public static readonly FindingView Cleared = new("cleared");
    public static readonly FindingView Warning = new("warning");
    public static readonly FindingView Voided = new("scoreVoided");

    public Candidate Learner => learner;

    public IWatchGrain Watch => engine.Grains.GetGrain<IWatchGrain>(learner.SessionId);

    public IReviewGrain Review => engine.Grains.GetGrain<IReviewGrain>(learner.SessionId);

    public string Stream => $"review/{learner.SessionId}";

    /// <summary>Sits it, answers right, and is noticed as told: a flag by hand, a report of some gravity.</summary>
    public static async Task<Reviewed> Sit(Engine engine, bool flag = true, string? report = null)
    {
        var learner = await engine.Candidate();
        await learner.Register(Exam);
        await learner.Begin(Exam);
        var sitting = new Reviewed(engine, learner);
        var attend = (await sitting.Watch.BeginCheckIn(learner.From())).Ok();
        (await sitting.Watch.Consent(learner.From(), new(attend.CheckIn.Consent.Version, attend.CheckIn.Consent.Camera, attend.CheckIn.Consent.Microphone, attend.CheckIn.Consent.Screen))).Ok();
        (await sitting.Watch.CompleteCheckIn(learner.From())).Ok();
        await learner.Start();
        await learner.Save(learner.Pick(1, "a"));
        if (flag)
            await sitting.Flag();
        if (report is not null)
            await sitting.Report(report);
        return sitting;
    }

    /// <summary>As <see cref="Sit"/>, and handed in and carried on as far as it goes by itself.</summary>
    public static async Task<Reviewed> Ended(Engine engine, bool flag = true, string? report = null)
    {
        var sitting = await Sit(engine, flag, report);
        await sitting.Learner.Submit();
        await engine.Sweep();
        return sitting;
    }

    public async Task Flag() => (await Watch.Take(Pat, new(Guid.NewGuid(), ActKind.Flag, null, "behaviour", "Looked away for long.", Gravity: "serious"))).Ok();

    public async Task Report(string gravity) => (await Watch.Take(Pat, new(
        Guid.NewGuid(), ActKind.Report, null, "behaviour", "Somebody else answered.", Irregularity: "learnerBehaviour", Gravity: gravity))).Ok();

    /// <summary>Judges everything alike and concludes.</summary>
    public async Task<ReviewView> Conclude(Actor reviewer, string judgement, FindingView proposed)
    {
        var view = (await Review.View(reviewer)).Ok();
        foreach (var flag in view.Flags)
            (await Review.Judge(reviewer, Guid.NewGuid(), $"flag/{flag.Number}", judgement)).Ok();
        foreach (var incident in view.Incidents)
            (await Review.Judge(reviewer, Guid.NewGuid(), $"incident/{incident.Number}", judgement)).Ok();
        return (await Review.Conclude(reviewer, Guid.NewGuid(), proposed, $"As {reviewer.Id} saw it.")).Ok();
    }

    /// <summary>Two agree, the learner's time passes, and one of them finds it.</summary>
    public async Task Find(FindingView finding)
    {
        await Conclude(Rita, "confirmed", finding);
        if (finding.Kind != "warning")
            await Conclude(Otto, "confirmed", finding);
        engine.AdvanceTo((await Mine()).By ?? engine.Now);
        await engine.Sweep();
        (await Review.Find(Rita, Guid.NewGuid(), finding, "Nothing was said against it.")).Ok();
        await engine.Sweep();
    }

    /// <summary>The learner appeals, and somebody new decides.</summary>
    public async Task Appeal(FindingView decision)
    {
        (await Review.Appeal(learner.Actor, Guid.NewGuid(), "It was not so.")).Ok();
        (await Review.DecideAppeal(Zoe, Guid.NewGuid(), decision, "The recording shows it.")).Ok();
        await engine.Sweep();
    }

    public async Task<MyReviewView> Mine() => (await Review.Mine(learner.Actor)).Ok();

    /// <summary>What the learner is told of the result.</summary>
    public async Task<(string State, decimal? Score, bool? Passed, bool Credential, string? Review)> Result()
    {
        var result = (await learner.Attempt.Result(learner.Actor)).Ok();
        return (result.State, result.Score, result.Passed, result.CredentialId is not null, result.Review);
    }

    public async Task<string> OnTheCard() => Assert.Single((await learner.Card(Exam)).Attempts).State;
}
