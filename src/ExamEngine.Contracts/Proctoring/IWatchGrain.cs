using ExamEngine.Contracts.Sessions;
using Orleans.Concurrency;

namespace ExamEngine.Contracts.Proctoring;

/// <summary>
/// The watch over one proctored session: check-in, signals, flags, incidents, talk, acts. Key: session id. Its stream is not the
/// session's, so that a busy camera never slows an answer. It calls the session; the session never waits for it.
/// </summary>
[Alias("ee.IWatchGrain")]
public interface IWatchGrain : IGrainWithGuidKey, ICarriesDuties
{
    // The learner's side: refused unless the session is the actor's own.

    /// <summary>What the learner's page shows besides the exam: check-in, notices, talk. Their page watches from now on.</summary>
    [Alias("Attend")]
    Task<Reply<AttendView>> Attend(Actor actor, Guid device);

    /// <summary>Begins the check-in: the session gets its room.</summary>
    [Alias("BeginCheckIn")]
    Task<Reply<AttendView>> BeginCheckIn(FromDevice from);

    /// <summary>Agrees to what the consent text of the exam names. Nothing is recorded before.</summary>
    [Alias("Consent")]
    Task<Reply<AttendView>> Consent(FromDevice from, ConsentGiven consent);

    /// <summary>Confirms the legal name; the photos were uploaded before.</summary>
    [Alias("ShowIdentity")]
    Task<Reply<AttendView>> ShowIdentity(FromDevice from, IdentityShown shown);

    /// <summary>Ready to be admitted; refused with what is still missing.</summary>
    [Alias("CompleteCheckIn")]
    Task<Reply<AttendView>> CompleteCheckIn(FromDevice from);

    /// <summary>
    /// Stores signals, at most 100; a repeat adds nothing. For a day after the end it stores what was noticed before it; <c>watch.over</c> says that of
    /// these some were noticed later, and that the others are stored, <c>watch.too-late</c> that nothing of the session is taken any more.
    /// </summary>
    [Alias("Note")]
    Task<Reply<SignalsNoted>> Note(Actor actor, Guid device, ImmutableArray<SignalReport> signals);

    /// <summary>The server noticed something: another address, another device.</summary>
    [Alias("Notice"), OneWay]
    Task Notice(string kind, Guid device);

    /// <summary>Where the learner's page calls from: one that it never called from before is noticed. Remembered for as long as the watch is in memory, and stored nowhere.</summary>
    [Alias("Heard"), OneWay]
    Task Heard(Guid device, string address);

    /// <summary>An act arrived at the learner's page, or the learner confirmed it.</summary>
    [Alias("Acknowledge")]
    Task<Reply<Done>> Acknowledge(Actor actor, Guid act, bool confirmed);

    [Alias("RaiseHand")]
    Task<Reply<Done>> RaiseHand(Actor actor, Guid command, bool raised);

    // Both sides.

    /// <summary>A line of the talk between learner and proctors; at most 2,000 characters.</summary>
    [Alias("Say")]
    Task<Reply<ChatLine>> Say(Actor actor, Guid command, string text);

    /// <summary>May evidence of this session be stored now, and until when may the answer be remembered.</summary>
    [Alias("Permit"), AlwaysInterleave]
    Task<Reply<EvidencePermit>> Permit(Actor actor);

    /// <summary>Evidence of the session is durable. A room scan counts for the check-in. From where evidence is stored.</summary>
    /// <param name="kind">As in the address it was sent to, such as <c>room-scan</c>.</param>
    [Alias("EvidenceStored")]
    Task EvidenceStored(string kind, string evidence);

    /// <summary>WebRTC signalling, passed on to the other side and kept nowhere. From a learner <paramref name="peer"/> is the proctor's connection it is for.</summary>
    [Alias("Relay"), AlwaysInterleave]
    Task<Reply<Done>> Relay(Actor actor, string peer, string message);

    // The proctors' side: refused unless the actor is a proctor of the session's room, a lead or a reviewer.

    /// <param name="before">Null for the newest of the timeline; else the <see cref="WatchView.Earlier"/> of another page.</param>
    [Alias("View")]
    Task<Reply<WatchView>> View(Actor actor, string? before = null);

    /// <summary>An act on this session. Comes from its room, which has checked who may.</summary>
    [Alias("Take")]
    Task<Reply<Done>> Take(Actor actor, ActOrder order);

    /// <summary>Takes an act back where that can be done.</summary>
    /// <param name="order">What was ordered, from whoever does not know whether it was done: where it was not, it is not done any more. Null refuses an act that is not known.</param>
    [Alias("Undo")]
    Task<Reply<Done>> Undo(Actor actor, Guid command, Guid act, string reason, ActOrder? order = null);

    /// <summary>Somebody looked at evidence, their own included; written down with who and what, <c>export</c> for all of it.</summary>
    [Alias("EvidenceViewed")]
    Task EvidenceViewed(Actor actor, string evidence);

    /// <summary>Somebody begins to look or listen live; written down with who and what, before anything is shown. Refused where <see cref="Relay"/> is.</summary>
    /// <param name="media">Of <c>camera</c>, <c>screen</c>, <c>sound</c>, with spaces between.</param>
    [Alias("WatchedLive")]
    Task<Reply<Done>> WatchedLive(Actor actor, string media);

    /// <summary>Evidence of a kind was erased; written down with how much and why.</summary>
    [Alias("EvidenceErased")]
    Task EvidenceErased(string kind, int count, string why);

    // Other grains.

    /// <summary>The session moved: told without waiting.</summary>
    [Alias("SessionMoved"), OneWay]
    Task SessionMoved(string state);

    /// <summary>For the room's board.</summary>
    [Alias("Board"), AlwaysInterleave]
    Task<WatchCell?> Board();

    /// <summary>For the review: what there is to look at.</summary>
    [Alias("ForReview")]
    Task<WatchForReview?> ForReview();

    /// <summary>News for the web process that serves the learner. Lasts two minutes; watch again to renew.</summary>
    [Alias("Observe")]
    Task Observe(IWatchObserver observer);
}

/// <summary>One a web process; returns at once. Loss is harmless: <see cref="IWatchGrain.Attend"/> tells the same.</summary>
[Alias("ee.IWatchObserver")]
public interface IWatchObserver : IGrainObserver
{
    /// <summary>Something of the learner's view changed: the page reads it again or takes it from here.</summary>
    [Alias("Told")]
    Task Told(Guid session, ActNotice notice);

    [Alias("Said")]
    Task Said(Guid session, ChatLine line);

    /// <summary>The check-in moved: admitted, denied, asked again.</summary>
    [Alias("CheckInMoved")]
    Task CheckInMoved(Guid session, CheckInView checkIn);

    [Alias("Relayed")]
    Task Relayed(Guid session, string peer, string message);
}

/// <summary>What a learner consents to, by the text that they were shown.</summary>
/// <param name="TextVersion">Of <see cref="CheckInView.Consent"/>.</param>
[GenerateSerializer, Alias("ee.consent-given"), Immutable]
public sealed record ConsentGiven([property: Id(0)] string TextVersion, [property: Id(1)] bool Camera, [property: Id(2)] bool Microphone, [property: Id(3)] bool Screen);

/// <param name="NameConfirmed">True when the legal name that was shown is right.</param>
/// <param name="Face">Evidence id of the photo of the face; null where an exemption says so.</param>
/// <param name="Document">Evidence id of the photo of the document; null where an exemption says so.</param>
[GenerateSerializer, Alias("ee.identity-shown"), Immutable]
public sealed record IdentityShown([property: Id(0)] bool NameConfirmed, [property: Id(1)] string? Face, [property: Id(2)] string? Document);

/// <summary>The learner's view of the watch over them. Their own flags come with the review, not while they sit.</summary>
/// <param name="Proctored">False: nothing of this concerns the session.</param>
/// <param name="LastSeq">The highest number of the device's signals that is durable.</param>
/// <param name="Open">What lasts, such as <c>page-hidden</c>, whichever device noticed it: a page that opens says what of it is over. Null from a server that does not say.</param>
[GenerateSerializer, Alias("ee.attend"), Immutable]
public sealed record AttendView(
    [property: Id(0)] bool Proctored, [property: Id(1)] CheckInView CheckIn, [property: Id(2)] ImmutableArray<ActNotice> Notices, [property: Id(3)] ImmutableArray<ChatLine> Talk,
    [property: Id(4)] bool HandRaised, [property: Id(5)] WatchSettings Settings, [property: Id(6)] long LastSeq, [property: Id(7)] ImmutableArray<string>? Open = null);

/// <summary>Where the check-in stands.</summary>
/// <param name="Stage"><c>seated</c>, <c>checkingIn</c>, <c>waiting</c>, <c>admitted</c>, <c>denied</c>, <c>over</c> (running or ended).</param>
/// <param name="Missing">Of <c>consent</c>, <c>identity</c>, <c>roomScan</c>: what is still to be done.</param>
/// <param name="Message">What the proctor asks for or says about it; null when nothing.</param>
/// <param name="LegalName">To be confirmed; what the credential will carry.</param>
[GenerateSerializer, Alias("ee.check-in"), Immutable]
public sealed record CheckInView(
    [property: Id(0)] string Stage, [property: Id(1)] ImmutableArray<string> Missing, [property: Id(2)] string? Message, [property: Id(3)] string LegalName, [property: Id(4)] ConsentText Consent,
    [property: Id(5)] bool IdentityNeeded, [property: Id(6)] bool RoomScanNeeded, [property: Id(7)] DateTimeOffset? ConsentedAt);

/// <summary>What is recorded, why and for how long. A changed text has another version.</summary>
/// <param name="Record">Camera and screen are recorded as a whole, with the microphone's sound; without it sound is heard live and kept nowhere.</param>
/// <param name="Identity">Photos of face and document are shown before the start; <paramref name="RoomScan"/> likewise. Either may be asked for later where there is a camera.</param>
[GenerateSerializer, Alias("ee.consent-text"), Immutable]
public sealed record ConsentText(
    [property: Id(0)] string Version, [property: Id(1)] bool Camera, [property: Id(2)] bool Microphone, [property: Id(3)] bool Screen, [property: Id(4)] string PurposeHtml,
    [property: Id(5)] int StillsDays, [property: Id(6)] int RecordingDays, [property: Id(7)] int IdentityDays, [property: Id(8)] int TalkDays = 0,
    [property: Id(9)] bool Record = false, [property: Id(10)] bool FaceCounting = false, [property: Id(11)] bool Identity = false, [property: Id(12)] bool RoomScan = false,
    [property: Id(13)] int StillEverySeconds = 0);

/// <summary>What the page has to watch and send. An exemption leaves out what it says.</summary>
/// <param name="FaceCounting">Counted on the device, never sent.</param>
[GenerateSerializer, Alias("ee.watch-settings"), Immutable]
public sealed record WatchSettings(
    [property: Id(0)] bool Camera, [property: Id(1)] bool Microphone, [property: Id(2)] bool Screen, [property: Id(3)] bool Fullscreen, [property: Id(4)] bool FaceCounting,
    [property: Id(5)] int StillEverySeconds, [property: Id(6)] bool Record, [property: Id(7)] ImmutableArray<IceServer> IceServers, [property: Id(8)] bool AssistiveTools);

[GenerateSerializer, Alias("ee.ice-server"), Immutable]
public sealed record IceServer([property: Id(0)] ImmutableArray<string> Urls, [property: Id(1)] string? Username, [property: Id(2)] string? Credential);

/// <param name="By"><c>learner</c>, <c>proctor</c>; <paramref name="Name"/> is what the other side sees.</param>
[GenerateSerializer, Alias("ee.chat-line"), Immutable]
public sealed record ChatLine([property: Id(0)] Guid Id, [property: Id(1)] string By, [property: Id(2)] string Name, [property: Id(3)] DateTimeOffset At, [property: Id(4)] string Text);

/// <param name="Room">The session's room; empty before check-in.</param>
/// <param name="Remember">The answer holds until then.</param>
/// <param name="Camera">Pictures of the camera may be stored, and so on.</param>
/// <param name="Rest">After the end, what may still be stored of a recording; null while the session goes on, and where nothing was recorded.</param>
/// <param name="Record">Of what may be stored as pictures, recordings may be as well.</param>
[GenerateSerializer, Alias("ee.evidence-permit"), Immutable]
public sealed record EvidencePermit(
    [property: Id(0)] string Room, [property: Id(1)] DateTimeOffset Remember, [property: Id(2)] bool Camera, [property: Id(3)] bool Screen, [property: Id(4)] bool Identity,
    [property: Id(5)] RecordingRest? Rest = null, [property: Id(6)] bool Record = false);

/// <summary>Chunks that were begun before the end arrive after it where the line was down.</summary>
/// <param name="Until">None is taken after this.</param>
[GenerateSerializer, Alias("ee.recording-rest"), Immutable]
public sealed record RecordingRest(
    [property: Id(0)] DateTimeOffset EndedAt, [property: Id(1)] DateTimeOffset Until, [property: Id(2)] bool Camera, [property: Id(3)] bool Screen);
