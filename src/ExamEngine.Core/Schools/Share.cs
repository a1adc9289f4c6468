using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Schools;

/// <summary>A credential that a learner shares, as they saw it when they consented.</summary>
public sealed record SharedCredential(Guid Id, string Kind, string Title, string Name, DateTimeOffset IssuedAt);

/// <summary>All that a learner consents to. Those who take the place of the credentials, under a new name, are shared with them; others are not.</summary>
/// <param name="Agreement">The version of the agreement; <paramref name="Terms"/> is what it says.</param>
/// <param name="Fields">What of each credential the school sees.</param>
public sealed record ShareText(
    string School, string SchoolName, string Program, string ProgramTitle, int Agreement, DateTimeOffset AgreedAt, AgreementTerms Terms,
    ImmutableArray<SharedCredential> Credentials, ImmutableArray<string> Fields);

/// <summary>Credit that a school has granted.</summary>
/// <param name="Reference">The school's own, such as the number of its decision.</param>
public sealed record CreditGrant(decimal Points, DateOnly On, string Reference);

/// <summary>What happened between one learner and one school about one program.</summary>
public abstract record ShareEvent
{
    private ShareEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <param name="TextVersion">A hash of all that <paramref name="Text"/> says and of which consent this is, counted from 1.</param>
    /// <param name="Receipt">What the learner was given, signed, kept byte for byte.</param>
    public sealed record Given(string Learner, ShareText Text, string TextVersion, string Receipt) : ShareEvent;

    /// <summary>From here on the school sees nothing.</summary>
    public sealed record Withdrawn(string Receipt) : ShareEvent;

    /// <summary>The school looked.</summary>
    /// <param name="How">One of <see cref="Looks"/>.</param>
    public sealed record Looked(string Account, string How) : ShareEvent;

    public sealed record CreditGranted(string Account, CreditGrant Grant) : ShareEvent;

    public sealed record CreditCorrected(string Account, CreditGrant Grant, string Reason) : ShareEvent;

    public sealed record CreditTakenBack(string Account, string Reason) : ShareEvent;
}

/// <summary>How a school looks.</summary>
public static class Looks
{
    public const string Listed = "listed", Opened = "opened", Verified = "verified", Downloaded = "downloaded";

    public static readonly ImmutableArray<string> All = [Listed, Opened, Verified, Downloaded];
}

/// <summary>A consent; <paramref name="Withdrawn"/> is null while it stands.</summary>
public sealed record Consent(ShareEvent.Given Given, ShareEvent.Withdrawn? Withdrawn = null);

/// <summary>What one learner shares, or shared, with one school of one program. Nothing that happened is ever taken out of it.</summary>
/// <param name="Consents">Oldest first; the last one may stand.</param>
/// <param name="Credit">What was granted, corrected and taken back, oldest first.</param>
/// <param name="Granted">What is granted now; null for nothing.</param>
public sealed record ShareState(ImmutableArray<Consent> Consents, ImmutableList<ShareEvent.Looked> Looked, ImmutableArray<ShareEvent> Credit, CreditGrant? Granted)
{
    public static readonly ShareState Empty = new([], [], [], null);

    /// <summary>The consent that counts: the one that stands, or the last that did.</summary>
    public Consent? Last => Consents.IsEmpty ? null : Consents[^1];

    public bool Stands => Last is { Withdrawn: null };

    public static ShareState Evolve(ShareState state, ShareEvent happened) => happened switch
    {
        ShareEvent.Given given => state with { Consents = state.Consents.Add(new(given)) },
        ShareEvent.Withdrawn withdrawn => state with { Consents = state.Consents.SetItem(state.Consents.Length - 1, state.Consents[^1] with { Withdrawn = withdrawn }) },
        ShareEvent.Looked looked => state with { Looked = state.Looked.Add(looked) },
        ShareEvent.CreditGranted granted => state with { Credit = state.Credit.Add(granted), Granted = granted.Grant },
        ShareEvent.CreditCorrected corrected => state with { Credit = state.Credit.Add(corrected), Granted = corrected.Grant },
        ShareEvent.CreditTakenBack => state with { Credit = state.Credit.Add(happened), Granted = null },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}
