using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Proctoring;

/// <summary>
/// The verbs by which an outside proctoring service controls a sitting (LTI 1.3 Proctoring, assessment control). Each is exactly one act, and what comes with
/// it has its place there: the table says which, and holds that the rules take it.
/// </summary>
public sealed class AssessmentControlTests
{
    private static readonly DateTimeOffset Now = Scene.Opening, Happened = Now.AddMinutes(-3);
    private static readonly Guid Session = new("eeeeeeee-0000-7000-8000-000000000001");
    private static readonly WatchTerms Terms = new("v1", true, true, true, true, true, "Ada Lovelace", FlagRule.Standard, Exemptions.None);

    private static readonly Dictionary<string, ProctorActKind> Verbs = new()
    {
        ["pause"] = ProctorActKind.Pause,
        ["resume"] = ProctorActKind.Resume,
        ["terminate"] = ProctorActKind.Terminate,
        ["update"] = ProctorActKind.AddTime,
        ["flag"] = ProctorActKind.Flag,
    };

    /// <summary>What the service is answered, by the session's state.</summary>
    private static readonly Dictionary<string, string> Statuses = new()
    {
        ["seated"] = "none",
        ["checkingIn"] = "none",
        ["waiting"] = "none",
        ["admitted"] = "none",
        ["running"] = "running",
        ["paused"] = "paused",
        ["terminated"] = "terminated",
        ["denied"] = "terminated",
        ["submitted"] = "complete",
        ["expired"] = "complete",
    };

    [Theory]
    [InlineData("pause", "running")]
    [InlineData("resume", "paused")]
    [InlineData("terminate", "running")]
    [InlineData("update", "running")]
    [InlineData("flag", "running")]
    public void Every_verb_is_one_act_that_keeps_its_reason_its_severity_and_its_time(string verb, string state)
    {
        // incident_time, incident_severity, reason_msg and extra_time; reason_code is of the service's own catalogue and stands before the message.
        var order = new RoomOrder(Verbs[verb], "policy", "PHONE: a telephone was seen", verb is "update" ? 5 : null, null, null, null, null, false, Happened, 0.42m);
        Assert.Empty(ActRules.Check(order, 1, ["policy"], Now));
        Assert.Equal([Session], RoomRules.Sort(order.Kind, [new(Session, state, "")]).Those);

        var begun = WatchState.Evolve(WatchState.Empty, new WatchEvent.Began(Guid.NewGuid(), "w~1~1", "learner-1", "Ada Lovelace", "exam", 1) { At = Now });
        var decision = WatchRules.Decide(
            begun,
            new WatchCommand.TakeAct(
                Now, Guid.NewGuid(), order.Kind, "service", order.Reason, order.Text, order.Minutes, HappenedAt: order.HappenedAt, Severity: order.Severity),
            Terms);

        Assert.Null(decision.Refused);
        var taken = Assert.Single(decision.Events.OfType<WatchEvent.ActTaken>());
        Assert.Equal((Verbs[verb], "policy", "PHONE: a telephone was seen", Happened, 0.42m), (taken.Kind, taken.Reason, taken.Text, taken.HappenedAt, taken.Severity));
        var after = decision.Events.Aggregate(begun, WatchState.Evolve);
        Assert.Equal(verb is "flag" ? [(0.42m, Happened)] : [], after.Flags.Select(flag => (flag.Severity, flag.From)));
    }

    [Fact]
    public void No_two_verbs_are_the_same_act() => Assert.Equal(Verbs.Count, Verbs.Values.Distinct().Count());

    [Fact]
    public void Every_state_at_which_an_act_may_come_has_a_status()
    {
        foreach (var (state, status) in Statuses)
        {
            var goes = RoomRules.Sort(ProctorActKind.End, [new(Session, state, "")]);
            // Working or standing still: what can be ended. All else has not begun or is over, and an act is told so.
            Assert.Equal(status is "running" or "paused", goes.Skipped.IsEmpty);
            if (status is not ("running" or "paused"))
                Assert.Equal(status is "none" ? "session.not-started" : "session.ended", goes.Skipped[0].Code);
        }
    }
}
