using System.Collections.Immutable;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Definitions;

/// <summary>What must hold for a proctoring policy to be published: it asks for nothing that it does not have, and keeps nothing without an end.</summary>
internal static class ProctoringRules
{
    public const int LongestKept = 3_650;
    public const int MostRules = 100;

    private static readonly TimeSpan LongestDeadline = TimeSpan.FromDays(90);

    public static void Check(ProctoringPolicy policy, ImmutableArray<Asset> assets, Findings found)
    {
        found.Require(
            policy.Camera || !(policy.FaceCounting || policy.Identity || policy.RoomScan), "proctoring.camera-needed",
            "Counting faces, showing who one is and showing the room take the camera.", "camera");
        found.Require(
            policy.Camera || policy.Screen || !policy.Record, "proctoring.nothing-to-record", "A recording is of the camera or of the screen.", "record");
        Range("stillEvery", policy.StillEvery, TimeSpan.FromSeconds(2), TimeSpan.FromMinutes(10));
        ItemRules.Text(policy.Purpose, [], assets, found.At("purpose"));
        Days("stills", policy.Retention.Stills);
        Days("recording", policy.Retention.Recording);
        Days("identity", policy.Retention.Identity);
        Days("talk", policy.Retention.Talk);
        Rules(policy.Rules, found);
        found.Require(policy.Review.OpensAt is >= 0 and <= 1, "proctoring.severity-range", "Attention lies between 0 and 1.", "review.opensAt");
        Range("review.answerWithin", policy.Review.AnswerWithin, TimeSpan.FromHours(1), LongestDeadline);
        Range("review.appealWithin", policy.Review.AppealWithin, TimeSpan.FromHours(1), LongestDeadline);
        Range("review.decideAppealWithin", policy.Review.DecideAppealWithin, TimeSpan.FromHours(1), LongestDeadline);

        void Range(string name, TimeSpan value, TimeSpan least, TimeSpan most) => found.Require(
            value >= least && value <= most, "proctoring.duration-range", $"{name} lies between {least.TotalSeconds:0} and {most.TotalSeconds:0} seconds.", name);

        void Days(string name, int days) => found.Require(
            days is >= 1 and <= LongestKept, "proctoring.retention-range", $"Evidence is kept 1 to {LongestKept} days.", $"retention.{name}");
    }

    private static void Rules(ImmutableArray<FlagRule> rules, Findings found)
    {
        found.Require(rules.Length <= MostRules, "proctoring.too-many-rules", $"A policy has at most {MostRules} rules.", "rules");
        var ids = new HashSet<string>();
        for (var i = 0; i < rules.Length; i++)
        {
            var (rule, at) = (rules[i], found.At($"rules[{i}]"));
            at.Require(ExamRules.IsId(rule.Id), "proctoring.rule-id-invalid", ExamRules.IdMessage, "id");
            at.Require(ids.Add(rule.Id), "proctoring.rule-id-repeated", $"Two rules are called {rule.Id}.", "id");
            at.Require(!string.IsNullOrWhiteSpace(rule.Title), "proctoring.rule-title-missing", "A rule has a title: it stands on every flag.", "title");
            at.Require(rule.Severity is >= 0 and <= 1, "proctoring.severity-range", "A severity lies between 0 and 1.", "severity");
            at.Require(
                rule.Trigger switch
                {
                    FlagTrigger.Lasting { AtLeast: var atLeast } => atLeast >= TimeSpan.Zero && atLeast <= TimeSpan.FromHours(1),
                    FlagTrigger.Repeated { What.IsEmpty: false, Times: >= 1 and <= 100, Within: var within } => within > TimeSpan.Zero && within <= TimeSpan.FromHours(1),
                    _ => false,
                },
                "proctoring.trigger-range", "A rule is set off by what lasts at most an hour, or by something done 1 to 100 times within at most an hour.");
        }
    }
}
