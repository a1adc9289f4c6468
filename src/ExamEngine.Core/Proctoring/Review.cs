using System.Collections.Immutable;
using ExamEngine.Core.Sessions;

namespace ExamEngine.Core.Proctoring;

/// <summary>How long each side of a review has, and what opens one.</summary>
/// <param name="OpensAt">A session whose flags draw at least this attention (0 to 1) is reviewed; below it, and without an incident, policy clears it.</param>
/// <param name="AnswerWithin">How long the learner has to answer before a finding.</param>
/// <param name="AppealWithin">How long after a finding the learner may appeal.</param>
/// <param name="DecideAppealWithin">When an undecided appeal is overdue.</param>
public sealed record ReviewPolicy(decimal OpensAt, TimeSpan AnswerWithin, TimeSpan AppealWithin, TimeSpan DecideAppealWithin)
{
    public static readonly ReviewPolicy Standard = new(0.3m, TimeSpan.FromDays(5), TimeSpan.FromDays(14), TimeSpan.FromDays(14));
}

/// <summary>What is reviewed: one session of one learner, with everything that somebody has to look at.</summary>
/// <param name="Serious">True when an incident was reported as serious: then one reviewer is not enough, whatever they come to.</param>
public sealed record ReviewCase(string Learner, string Exam, ImmutableArray<Subject> Subjects, bool Serious, ReviewPolicy Policy)
{
    public DateTimeOffset OpenedAt { get; init; }

    /// <summary>The proctors' room of the session; empty when it had none.</summary>
    public string Room { get; init; } = "";

    /// <summary>Accounts that acted on the session while it ran: none of them judges it.</summary>
    public ImmutableArray<string> Involved { get; init; } = [];

    /// <summary>0 to 1: what the flags drew.</summary>
    public decimal Attention { get; init; }

    /// <summary>The flags that count, as they stood when the review was opened: what is judged must not change under the judges.</summary>
    public ImmutableArray<CaseFlag> Flags { get; init; } = [];

    public ImmutableArray<CaseIncident> Incidents { get; init; } = [];

    /// <summary>What the review had come to before something more turned up, oldest first; null while nothing has.</summary>
    public ImmutableArray<ReviewRound>? Earlier { get; init; }

    /// <summary>Accounts that have made a finding in it or decided an appeal; null while none has.</summary>
    public ImmutableArray<string>? DecidedBy { get; init; }

    internal ReviewCase Decided(string by) => this with { DecidedBy = [.. DecidedBy ?? [], by] };

    /// <summary>
    /// This case with all of <paramref name="found"/> that is not in it. Nothing is taken out: a flag that was withdrawn since has been looked at.
    /// </summary>
    public ReviewCase With(ReviewCase found) => this with
    {
        Subjects = [.. Subjects, .. found.Subjects.Where(subject => !Subjects.Contains(subject))],
        Serious = Serious || found.Serious,
        Involved = [.. Involved.Union(found.Involved)],
        Attention = Math.Max(Attention, found.Attention),
        Flags = [.. Flags, .. found.Flags.Where(flag => Flags.All(known => known.Number != flag.Number))],
        Incidents = [.. Incidents, .. found.Incidents.Where(incident => Incidents.All(known => known.Number != incident.Number))],
    };
}

/// <summary>What a review came to, before it went on with more.</summary>
/// <param name="Finding">Null when none was made yet.</param>
/// <param name="By">Who made it; null when none was made.</param>
/// <param name="Answer">What the learner answered; null when they did not.</param>
public sealed record ReviewRound(Finding? Finding, string Reason, string? By, string? Answer, string? Appeal);

/// <param name="To">Null when it lasted to the end.</param>
public sealed record CaseFlag(int Number, string Rule, string Title, decimal Severity, DateTimeOffset From, DateTimeOffset? To);

/// <param name="Kind">A category of <see cref="Irregularity"/>, as it is called on the wire.</param>
/// <param name="Attachments">Ids of evidence.</param>
/// <param name="HappenedAt">When it happened, where that was before it was reported.</param>
public sealed record CaseIncident(
    int Number, string Kind, Gravity Gravity, string Comment, string By, DateTimeOffset At, ImmutableArray<string> Attachments, DateTimeOffset? HappenedAt = null);

/// <summary>One reviewer's view, made without sight of any other's.</summary>
/// <param name="Judgements">Of each subject looked at so far.</param>
/// <param name="Proposed">Null until the reviewer has concluded; then the opinion changes no more.</param>
public sealed record Opinion(string Reviewer, ImmutableDictionary<Subject, Judgement> Judgements, Finding? Proposed, string Reason)
{
    public bool IsConcluded => Proposed is not null;
}

/// <summary>Where a review stands.</summary>
public abstract record ReviewState
{
    private ReviewState() { }

    /// <summary>There is no review of this session.</summary>
    public sealed record None : ReviewState;

    /// <summary>Reviewers look. Two who disagree, or a serious proposal of one, wait for another.</summary>
    public sealed record Looking(ReviewCase Case, ImmutableArray<Opinion> Opinions, CommandTrail Trail) : ReviewState;

    /// <summary>The learner has been told and may answer until <paramref name="AnswerBy"/>.</summary>
    public sealed record Asked(ReviewCase Case, ImmutableArray<Opinion> Opinions, Finding Proposed, string Reason, DateTimeOffset AnswerBy, CommandTrail Trail) : ReviewState;

    /// <summary>Answered, or the time to answer is over: a person makes the finding, never the clock.</summary>
    public sealed record ReadyToFind(ReviewCase Case, ImmutableArray<Opinion> Opinions, Finding Proposed, string Reason, string? Answer, CommandTrail Trail) : ReviewState;

    /// <summary>Found. <paramref name="Finding"/> is in force, and may be appealed against until <paramref name="AppealBy"/>.</summary>
    public sealed record Found(
        ReviewCase Case, ImmutableArray<Opinion> Opinions, Finding Finding, string Reason, string By, string? Answer, DateTimeOffset AppealBy, CommandTrail Trail) : ReviewState;

    /// <summary>Somebody who has had no part in it decides.</summary>
    /// <param name="Overdue">True when nobody had decided by <paramref name="DecideBy"/>: it still waits, and says so.</param>
    public sealed record Appealed(
        ReviewCase Case, ImmutableArray<Opinion> Opinions, Finding Finding, string Reason, string By, string? Answer, string Appeal, DateTimeOffset DecideBy, CommandTrail Trail,
        bool Overdue = false) : ReviewState;

    /// <summary>Over, unless something more turns up.</summary>
    /// <param name="By">Whose finding is in force; null when policy cleared the session.</param>
    public sealed record Settled(
        ReviewCase Case, ImmutableArray<Opinion> Opinions, Finding Finding, string Reason, string? By, string? Answer, string? Appeal, CommandTrail Trail) : ReviewState;

    public static readonly ReviewState Nothing = new None();

    /// <summary>Null before there is one.</summary>
    public ReviewCase? Of => this switch
    {
        None => null,
        Looking s => s.Case,
        Asked s => s.Case,
        ReadyToFind s => s.Case,
        Found s => s.Case,
        Appealed s => s.Case,
        Settled s => s.Case,
        _ => throw new InvalidOperationException($"Unknown state {GetType().Name}."),
    };

    public ImmutableArray<Opinion> AllOpinions => this switch
    {
        None => [],
        Looking s => s.Opinions,
        Asked s => s.Opinions,
        ReadyToFind s => s.Opinions,
        Found s => s.Opinions,
        Appealed s => s.Opinions,
        Settled s => s.Opinions,
        _ => throw new InvalidOperationException($"Unknown state {GetType().Name}."),
    };

    /// <summary>What is in force now; null while results are on hold. A score that was taken away stays away while people look at more.</summary>
    public Finding? InForce => this switch
    {
        Found found => found.Finding,
        Appealed appealed => appealed.Finding,
        Settled settled => settled.Finding,
        Looking or Asked or ReadyToFind => Of?.Earlier?.LastOrDefault(round => round.Finding is not null)?.Finding is { IsSerious: true } earlier ? earlier : null,
        None => null,
        _ => throw new InvalidOperationException($"Unknown state {GetType().Name}."),
    };
}
