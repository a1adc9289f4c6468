using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Grains.Proctoring;

/// <summary>The state of a watch as each side sees it.</summary>
internal static class WatchViews
{
    /// <summary>Acts that the learner's page shows; older ones have long been read.</summary>
    private const int MostNotices = 100;

    private static readonly ConsentText NoConsent = new("", false, false, false, "", 0, 0, 0);

    /// <summary>Of a session that nobody watches.</summary>
    public static AttendView Unwatched(string state) => new(
        false, new(StageOf(state, false), [], null, "", NoConsent, false, false, null), [], [], false, new(false, false, false, false, false, 0, false, [], false), 0);

    public static AttendView Attend(WatchState state, WatchedTerms terms, Guid device, ImmutableArray<IceServer> servers) => new(
        true, CheckIn(state, terms), [.. state.Acts.Where(act => ProctorAct.IsTold(act.Kind)).TakeLast(MostNotices).Select(Notice)], Talk(state),
        state.Talk.HandSince is not null, terms.SettingsUnder(state.CheckIn.Consent) with { IceServers = servers }, state.LastSeq.GetValueOrDefault(device),
        [.. state.Lasting.Select(open => WatchNames.Kebab(open.What))]);

    public static CheckInView CheckIn(WatchState state, WatchedTerms terms) => new(
        Stage(state, terms), [.. state.CheckIn.Missing(terms.RulesUnder(state.CheckIn.Consent)).Select(Core.Proctoring.CheckIn.NameOf)], state.CheckIn.Message, terms.Session.LegalName, terms.Consent,
        state.CheckIn.NeedsIdentity(terms.Rules), state.CheckIn.NeedsRoomScan(terms.RulesUnder(state.CheckIn.Consent)), state.CheckIn.Consent?.At);

    public static string Stage(WatchState state, WatchedTerms terms) => StageOf(
        terms.Session.State, terms.Session.EndedAt is not null && state.Acts.LastOrDefault(act => act.Kind is ProctorActKind.Admit or ProctorActKind.Deny) is { Kind: ProctorActKind.Deny });

    public static ActNotice Notice(ProctorAct act) => new(
        act.Id, WatchMapping.KindOf(act.Kind), act.At, act.Text, act.Minutes, act.DeliveredAt is not null, act.ConfirmedAt is not null, act.Undo is not null);

    public static ImmutableArray<ChatLine> Talk(WatchState state) => [.. state.Talk.Lines.Select(Line)];

    public static ChatLine Line(TalkLine line) => new(line.Id, WatchNames.Camel(line.By), line.Name, line.At, line.Text);

    public static ImmutableArray<FlagView> Flags(WatchState state) => [.. state.Flags.Select(flag => new FlagView(
        flag.Number, flag.Rule, flag.Title, flag.Severity, flag.From, flag.To,
        flag.Standing switch
        {
            FlagStanding.Raised => "raised",
            FlagStanding.Excused => "excused",
            FlagStanding.Withdrawn => "withdrawn",
            _ => throw new InvalidOperationException($"Unknown standing {flag.Standing.GetType().Name}."),
        },
        flag.Standing switch
        {
            FlagStanding.Excused excused => WatchNames.Camel(excused.By),
            FlagStanding.Withdrawn withdrawn => withdrawn.Reason,
            _ => "",
        }))];

    public static ImmutableArray<IncidentView> Incidents(WatchState state) => [.. state.Incidents.Select(incident => new IncidentView(
        incident.Number, WatchNames.Camel(incident.Kind), WatchNames.Camel(incident.Gravity), incident.Comment, incident.By, incident.At, incident.Attachments, incident.HappenedAt))];

    public static IdentityShown? Identity(WatchState state) => state.CheckIn.Identity is { } shown ? new(true, shown.Face, shown.Document) : null;

    public static IdentityConfirmed? Confirmed(WatchState state) =>
        state.CheckIn.Identity is { ConfirmedBy: { } by, ConfirmedAt: { } at } ? new(by, at) : null;

    public static WatchCell Cell(Guid session, WatchState state, WatchedTerms terms)
    {
        var (stage, latest) = (Stage(state, terms), state.Flags.LastOrDefault(flag => flag.Counts));
        var losses = state.Losses;
        var waiting = stage == "waiting" ? state.CheckIn.CompletedAt : null;
        return new(
            session, terms.Session.LegalName, stage, state.Attention, state.Flags.Count(flag => flag.Counts), latest?.Title, latest?.From,
            [.. state.Lasting.Select(open => WatchNames.Kebab(open.What))], state.Incidents.Length, state.Talk.HandSince is not null, state.Talk.Unanswered,
            state.Over is not null ? null : Earliest(Earliest(waiting, state.Talk.HandSince), state.Talk.UnansweredSince))
        {
            Losses = losses.Times,
            LostAt = losses.Last,
        };
    }

    /// <summary>Nothing may be on its way any more when the recording is erased.</summary>
    public static RecordingRest? Rest(Consent? given, ProctoringPolicy policy, DateTimeOffset ended)
    {
        var erased = TimeSpan.FromDays(policy.Retention.Recording) - EvidenceDuties.UnderWay;
        return given is not null && policy.Record
            ? new(ended, ended + (erased < WatchRules.LateFor ? erased : WatchRules.LateFor), given.Camera, given.Screen)
            : null;
    }

    public static WatchForReview ForReview(WatchState state, WatchedTerms terms) => new(
        terms.Session.LearnerId, terms.Session.ExamId, Flags(state), Incidents(state), state.Attention, state.CheckIn.Room,
        [.. state.Acts.SelectMany(act => act.UndoneBy is { } undoer ? [act.By, undoer] : new[] { act.By }).Concat(state.Talk.Lines.Where(line => line.By is Side.Proctor).Select(line => line.Account))
            .Concat(state.Cancelled.Select(act => act.By)).Distinct()]);

    private static string StageOf(string state, bool denied) => state switch
    {
        "seated" or "checkingIn" or "waiting" or "admitted" or "denied" => state,
        _ => denied ? "denied" : "over",
    };

    private static DateTimeOffset? Earliest(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b ?? a : a;
}
