using System.Globalization;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Grains.Proctoring;

/// <summary>The words of a review on the wire.</summary>
internal static class ReviewMapping
{
    public static FindingView ToView(this Finding finding) => finding switch
    {
        Finding.Cleared => new("cleared"),
        Finding.Warning => new("warning"),
        Finding.ScoreVoided => new("scoreVoided"),
        Finding.BarredUntil bar => new("barredUntil", bar.Until),
        _ => throw new InvalidOperationException($"Unknown finding {finding.GetType().Name}."),
    };

    /// <summary>Null when it is none: another word, or a bar without an end, or an end without a bar.</summary>
    public static Finding? ToCore(this FindingView finding) => finding switch
    {
        { Kind: "cleared", Until: null } => Finding.Clear,
        { Kind: "warning", Until: null } => new Finding.Warning(),
        { Kind: "scoreVoided", Until: null } => new Finding.ScoreVoided(),
        { Kind: "barredUntil", Until: { } until } => new Finding.BarredUntil(DateTimeOffset.FromUnixTimeMilliseconds(until.ToUnixTimeMilliseconds())),
        _ => null,
    };

    public static string Name(Subject subject) => string.Create(CultureInfo.InvariantCulture, $"{NameOf(subject.Kind)}/{subject.Number}");

    public static string NameOf(SubjectKind kind) => kind == SubjectKind.Flag ? "flag" : "incident";

    public static Subject? SubjectOf(string name) =>
        name.Split('/') is [var kind, var digits] && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? kind switch
            {
                "flag" => new Subject(SubjectKind.Flag, number),
                "incident" => new Subject(SubjectKind.Incident, number),
                _ => null,
            }
            : null;

    public static string Name(Judgement judgement) => judgement == Judgement.Dismissed ? "dismissed" : "confirmed";

    public static Judgement? JudgementOf(string name) => name switch { "dismissed" => Judgement.Dismissed, "confirmed" => Judgement.Confirmed, _ => null };

    public static string Name(Gravity gravity) => gravity switch
    {
        Gravity.Minor => "minor",
        Gravity.Moderate => "moderate",
        Gravity.Serious => "serious",
        _ => throw new InvalidOperationException($"Unknown gravity {gravity}."),
    };

    public static Gravity GravityOf(string name) => name switch
    {
        "minor" => Gravity.Minor,
        "moderate" => Gravity.Moderate,
        "serious" => Gravity.Serious,
        _ => throw new InvalidOperationException($"Unknown gravity '{name}'."),
    };

    public static string Name(ReviewState state) => state switch
    {
        ReviewState.None => "none",
        ReviewState.Looking => "looking",
        ReviewState.Asked => "asked",
        ReviewState.ReadyToFind => "readyToFind",
        ReviewState.Found => "found",
        ReviewState.Appealed => "appealed",
        ReviewState.Settled => "settled",
        _ => throw new InvalidOperationException($"Unknown state {state.GetType().Name}."),
    };

    /// <summary>The case as it stands when the session is sealed.</summary>
    public static ReviewCase CaseOf(WatchForReview? watched, string learner, string exam, ReviewPolicy policy, DateTimeOffset now)
    {
        if (watched is null)
            return new(learner, exam, [], false, policy) { OpenedAt = now };
        var flags = watched.Flags.Where(flag => flag.Standing == "raised").ToArray();
        return new(
            learner, exam,
            [.. flags.Select(flag => new Subject(SubjectKind.Flag, flag.Number)), .. watched.Incidents.Select(incident => new Subject(SubjectKind.Incident, incident.Number))],
            watched.Incidents.Any(incident => GravityOf(incident.Gravity) == Gravity.Serious), policy)
        {
            OpenedAt = now,
            Room = watched.Room,
            Involved = watched.ActedBy,
            Attention = watched.Attention,
            Flags = [.. flags.Select(flag => new CaseFlag(flag.Number, flag.Rule, flag.Title, flag.Severity, flag.From, flag.To))],
            Incidents = [.. watched.Incidents.Select(incident => new CaseIncident(
                incident.Number, incident.Kind, GravityOf(incident.Gravity), incident.Comment, incident.By, incident.At, incident.Attachments, incident.HappenedAt))],
        };
    }
}
