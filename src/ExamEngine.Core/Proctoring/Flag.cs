using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>What a rule made of signals, or a person of what they saw: something to look at, not a judgement.</summary>
/// <param name="Number">1, 2, 3 … within the session.</param>
/// <param name="Rule">The rule's id; <see cref="ByHand"/> when a person set it.</param>
/// <param name="Severity">0 to 1.</param>
/// <param name="To">Null while it lasts.</param>
/// <param name="Standing">An excused flag is kept, so that nobody wonders, and asks nobody for anything.</param>
public sealed record Flag(int Number, string Rule, string Title, decimal Severity, DateTimeOffset From, DateTimeOffset? To, FlagStanding Standing)
{
    public const string ByHand = "by-hand";

    /// <summary>True when somebody has to look at it.</summary>
    public bool Counts => Standing is FlagStanding.Raised;
}

public abstract record FlagStanding
{
    private FlagStanding() { }

    public sealed record Raised : FlagStanding;

    /// <summary>An innocent cause was known.</summary>
    public sealed record Excused(Excuse By) : FlagStanding;

    /// <summary>A person took it back, and said why.</summary>
    public sealed record Withdrawn(string By, string Reason) : FlagStanding;

    public static readonly FlagStanding Open = new Raised();
}

/// <summary>A condition that lasts now.</summary>
/// <param name="Flags">The rules it has set off since it began, with their flags' numbers.</param>
public sealed record OpenCondition(Condition What, DateTimeOffset Since, SignalContext Context, ImmutableDictionary<string, int> Flags);

/// <summary>An act that may still count together with others.</summary>
/// <param name="Spent">The rules it has set off already.</param>
public sealed record RecentAct(Act What, DateTimeOffset At, ImmutableHashSet<string> Spent);

/// <summary>A time without a connection; <paramref name="To"/> is null while it lasts.</summary>
public readonly record struct Drop(DateTimeOffset From, DateTimeOffset? To)
{
    public bool IsNear(DateTimeOffset moment) => From - FlagRules.DropNearby <= moment && (To ?? moment) + FlagRules.DropNearby >= moment;
}

/// <summary>
/// A clock that jumped: the device slept. Its clock says neither whether <paramref name="At"/> is when it fell asleep or woke, nor had it to be
/// awake in between; so only what is near one of the ends is beside it, and whoever sets a clock by a day has not explained the day.
/// </summary>
public readonly record struct Jump(DateTimeOffset At, TimeSpan By)
{
    public bool IsNear(DateTimeOffset moment) => Near(moment, At - By) || Near(moment, At) || Near(moment, At + By);

    private static bool Near(DateTimeOffset moment, DateTimeOffset end) => (moment - end).Duration() <= FlagRules.JumpNearby;
}

/// <summary>What a learner's accommodation takes out of the rules, frozen with the seat.</summary>
/// <param name="Rules">Ids of rules that do not hold for this learner.</param>
public sealed record Exemptions(bool AssistiveTools, ImmutableHashSet<string> Rules)
{
    public static readonly Exemptions None = new(false, []);
}
