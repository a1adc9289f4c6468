using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>
/// How far the check-in has come, and what was asked for again while the exam runs. The stage itself (waiting, admitted …) is the
/// session's; this is what was agreed to and shown.
/// </summary>
/// <param name="Room">Empty before it began.</param>
/// <param name="RoomScan">Evidence id; null while none was made.</param>
/// <param name="IdentityAsked">A proctor asked for it, whatever the policy says; <paramref name="RoomScanAsked"/> likewise.</param>
/// <param name="CompletedAt">When the learner was ready to be admitted; null before, and again once something was asked for again.</param>
/// <param name="Message">What the proctor said about it; null when nothing.</param>
public sealed record CheckIn(
    DateTimeOffset? BeganAt, string Room, string Learner, string LegalName, Consent? Consent, ShownIdentity? Identity, string? RoomScan, bool IdentityAsked, bool RoomScanAsked,
    DateTimeOffset? CompletedAt, string? Message)
{
    public static readonly CheckIn NotBegun = new(null, "", "", "", null, null, null, false, false, null, null);

    /// <summary>What is still to be done, in this order.</summary>
    public ImmutableArray<CheckInPart> Missing(WatchTerms terms)
    {
        var missing = ImmutableArray.CreateBuilder<CheckInPart>();
        if (Consent is null)
            missing.Add(CheckInPart.Consent);
        if (NeedsIdentity(terms) && Identity is null)
            missing.Add(CheckInPart.Identity);
        if (NeedsRoomScan(terms) && RoomScan is null)
            missing.Add(CheckInPart.RoomScan);
        return missing.ToImmutable();
    }

    public static string NameOf(CheckInPart part) => part switch
    {
        CheckInPart.Consent => "consent",
        CheckInPart.Identity => "identity",
        CheckInPart.RoomScan => "roomScan",
        _ => throw new InvalidOperationException($"Unknown part {part}."),
    };

    public bool NeedsIdentity(WatchTerms terms) => terms.Identity || IdentityAsked;

    /// <summary>Without a camera no room is shown, whatever the policy says.</summary>
    public bool NeedsRoomScan(WatchTerms terms) => terms.Camera && (terms.RoomScan || RoomScanAsked);
}

public enum CheckInPart { Consent, Identity, RoomScan }

/// <summary>What the learner agreed to, by the text that was shown to them.</summary>
public sealed record Consent(string TextVersion, bool Camera, bool Microphone, bool Screen, DateTimeOffset At);

/// <param name="LegalName">As the learner confirmed it.</param>
/// <param name="Face">Evidence id; null where the accommodation says so.</param>
/// <param name="ConfirmedBy">The proctor who confirmed it last; null until then, and where policy admits and nobody looked.</param>
public sealed record ShownIdentity(string LegalName, string? Face, string? Document, DateTimeOffset At, string? ConfirmedBy, DateTimeOffset? ConfirmedAt = null);

/// <summary>What the exam's policy and the learner's accommodation come to for one session.</summary>
/// <param name="ConsentVersion">Of the text that is to be agreed to.</param>
/// <param name="Camera">True when the exam uses it and this learner may.</param>
/// <param name="Identity">The legal name is to be confirmed, with photos when <paramref name="Camera"/>.</param>
public sealed record WatchTerms(
    string ConsentVersion, bool Camera, bool Microphone, bool Screen, bool Identity, bool RoomScan, string LegalName,
    ImmutableArray<FlagRule> Rules, Exemptions Exemptions);
