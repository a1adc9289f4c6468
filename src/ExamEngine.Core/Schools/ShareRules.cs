using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Schools;

/// <summary>What follows for a share: an event, nothing where it is so already, or every reason why not.</summary>
public sealed record ShareDecision(ShareEvent? Happened, ImmutableArray<Refusal> Refusals)
{
    public static readonly ShareDecision Nothing = new(null, []);

    public static ShareDecision Of(ShareEvent happened) => new(happened, []);

    public static ShareDecision Refuse(string code, string message, string? where = null) => new(null, [new(code, message, where)]);
}

/// <summary>
/// Who may see and say what. A school sees what a consent that stands names and nothing else; since looking is an event of the same stream as
/// withdrawing, no look comes after a withdrawal.
/// </summary>
public static class ShareRules
{
    public const string ProgramKind = "program";
    public const int LongestReference = 100, LongestReason = 500;

    private static readonly DateOnly Earliest = new(2000, 1, 1);

    /// <summary>Whether this can be consented to: the program is earned, and it is what the learner saw.</summary>
    public static ShareDecision Consider(ShareText text, string textVersion, string seen) =>
        !text.Credentials.Any(credential => credential.Kind == ProgramKind)
            ? ShareDecision.Refuse("share.not-earned", "You hold no credential of this program that stands.")
        : textVersion != seen
            ? ShareDecision.Refuse("share.changed", "What would be shared is not what you saw. Look at it once more.")
        : ShareDecision.Nothing;

    public static ShareDecision Look(ShareState state, string school, string account, string how, DateTimeOffset now) =>
        Closed(state, school) is { } refusal ? new(null, [refusal]) : ShareDecision.Of(new ShareEvent.Looked(account, how) { At = now });

    /// <summary>Grants credit, or corrects what was granted. Saying the same again changes nothing.</summary>
    /// <param name="reason">Needed where something else is granted already.</param>
    public static ShareDecision Grant(ShareState state, string school, string account, CreditGrant grant, string reason, DateTimeOffset now)
    {
        if (Closed(state, school) is { } refusal)
            return new(null, [refusal]);
        (grant, reason) = (grant with { Reference = grant.Reference.Trim() }, reason.Trim());
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        if (!SchoolRules.ArePoints(grant.Points))
            refusals.Add(new("input.credit", SchoolRules.PointsMessage, "points"));
        // Wherever the school is: the day after today's has begun nowhere.
        if (grant.On < Earliest || grant.On > DateOnly.FromDateTime(now.UtcDateTime).AddDays(1))
            refusals.Add(new("input.credit", "Credit is granted on a day that has come.", "on"));
        if (grant.Reference.Length is 0 or > LongestReference)
            refusals.Add(new("input.credit", $"A reference has 1 to {LongestReference} characters.", "reference"));
        if (refusals.Count > 0)
            return new(null, refusals.ToImmutable());
        return state.Granted == grant ? ShareDecision.Nothing
            // What was taken back is granted anew; only what stands is corrected.
            : state.Granted is null ? ShareDecision.Of(new ShareEvent.CreditGranted(account, grant) { At = now })
            : IsReason(reason) ? ShareDecision.Of(new ShareEvent.CreditCorrected(account, grant, reason) { At = now })
            : NoReason;
    }

    public static ShareDecision TakeBack(ShareState state, string school, string account, string reason, DateTimeOffset now) =>
        Closed(state, school) is { } refusal ? new(null, [refusal])
        : state.Granted is null ? ShareDecision.Refuse("credit.none", "No credit is granted.")
        : IsReason(reason.Trim()) ? ShareDecision.Of(new ShareEvent.CreditTakenBack(account, reason.Trim()) { At = now })
        : NoReason;

    private static Refusal? Closed(ShareState state, string school) =>
        state.Last is not { } last || last.Given.Text.School != school ? new("share.unknown", "There is no such record.")
        : state.Stands ? null
        : new("share.withdrawn", "The learner has withdrawn their consent. The record is closed to you.");

    private static ShareDecision NoReason => ShareDecision.Refuse("credit.reason-needed", $"A correction has a reason of 1 to {LongestReason} characters.", "reason");

    private static bool IsReason(string reason) => reason.Length is > 0 and <= LongestReason;
}
