using System.Security.Claims;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Storage.Evidence;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Proctoring;

/// <summary>The learner's side of the watch over a session, over plain HTTP: everything the hub can do but the relay, and the check-in.</summary>
internal static class WatchApi
{
    public static void MapWatch(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/sessions/{id:guid}").WithTags("Watch").RequireAuthorization(Access.Learner).Work(Urgency.Begins);
        session.MapGet("/attend", Attend).WithName("attendSession").Limited(RateBucket.Read);
        session.MapPost("/check-in", BeginCheckIn).WithName("beginCheckIn").Limited(RateBucket.Write);
        session.MapPost("/consent", Consent).WithName("giveConsent").Limited(RateBucket.Write);
        session.MapPost("/identity", ShowIdentity).WithName("showIdentity").Limited(RateBucket.Write);
        session.MapPost("/check-in/complete", CompleteCheckIn).WithName("completeCheckIn").Limited(RateBucket.Write);
        session.MapPost("/signals", Note).WithName("noteSignals").Limited(RateBucket.Signals);
        session.MapPost("/talk", Say).WithName("sayToProctor").Limited(RateBucket.Write).Work(Urgency.CannotWait);
        session.MapPost("/hand", RaiseHand).WithName("raiseHand").Limited(RateBucket.Write).Work(Urgency.CannotWait);
        session.MapPost("/acts/{act:guid}/acknowledge", Acknowledge).WithName("acknowledgeAct").Limited(RateBucket.Write).Work(Urgency.CannotWait);
    }

    private static async Task<Results<Ok<AttendView>, Refused>> Attend(Guid id, Guid device, HttpContext context, IGrainFactory grains)
    {
        if (EntryRules.Names(device, "device") is { } problem)
            return new Refused([problem]);

        var watch = grains.Watch(id);
        var reply = await watch.Attend(context.User.ToActor(), device);
        if (reply.Value is { Proctored: true })
            watch.Heard(device, RateLimitMiddleware.Address(context)).Ignore();
        return reply.ToHttp();
    }

    private static async Task<Results<Ok<AttendView>, Refused>> BeginCheckIn(Guid id, DeviceCommand command, ClaimsPrincipal user, IGrainFactory grains) =>
        Check(command.CommandId, command.Device) is { } problem
            ? new Refused([problem])
            : (await grains.Watch(id).BeginCheckIn(From(user, command.CommandId, command.Device))).ToHttp();

    private static async Task<Results<Ok<AttendView>, Refused>> Consent(Guid id, ConsentRequest consent, ClaimsPrincipal user, IGrainFactory grains) =>
        (Check(consent.CommandId, consent.Device) ?? SignalRules.CheckId(consent.TextVersion, "textVersion")) is { } problem
            ? new Refused([problem])
            : (await grains.Watch(id).Consent(
                From(user, consent.CommandId, consent.Device), new ConsentGiven(consent.TextVersion, consent.Camera, consent.Microphone, consent.Screen))).ToHttp();

    private static async Task<Results<Ok<AttendView>, Refused>> ShowIdentity(
        Guid id, IdentityRequest shown, ClaimsPrincipal user, IGrainFactory grains, IEvidenceStore store, CancellationToken ct) =>
        (Check(shown.CommandId, shown.Device) ?? SignalRules.CheckId(shown.Face, "face") ?? SignalRules.CheckId(shown.Document, "document")
            ?? await Missing(id, EvidenceKind.Face, shown.Face, "face", store, ct) ?? await Missing(id, EvidenceKind.Document, shown.Document, "document", store, ct)) is { } problem
            ? new Refused([problem])
            : (await grains.Watch(id).ShowIdentity(From(user, shown.CommandId, shown.Device), new IdentityShown(shown.NameConfirmed, shown.Face, shown.Document))).ToHttp();

    /// <summary>A photo that is named has to be there: where nobody confirms it by hand, nobody else would find out.</summary>
    private static async ValueTask<Problem?> Missing(Guid session, EvidenceKind kind, string? photo, string field, IEvidenceStore store, CancellationToken ct) =>
        photo is null || (EvidenceName.Parse(session, photo) is { } name && name.Kind == kind && await store.Has(name, ct))
            ? null
            : EvidenceApi.Unknown with { Where = field };

    private static async Task<Results<Ok<AttendView>, Refused>> CompleteCheckIn(Guid id, DeviceCommand command, ClaimsPrincipal user, IGrainFactory grains) =>
        Check(command.CommandId, command.Device) is { } problem
            ? new Refused([problem])
            : (await grains.Watch(id).CompleteCheckIn(From(user, command.CommandId, command.Device))).ToHttp();

    private static async Task<Results<Ok<SignalsNoted>, Refused>> Note(Guid id, SignalsRequest report, ClaimsPrincipal user, IGrainFactory grains) =>
        (EntryRules.Names(report.Device, "device") ?? SignalRules.Check(report.Signals)) is { } problem
            ? new Refused([problem])
            : (await grains.Watch(id).Note(user.ToActor(), report.Device, report.Signals)).ToHttp();

    private static async Task<Results<Ok<ChatLine>, Refused>> Say(Guid id, TalkRequest talk, ClaimsPrincipal user, IGrainFactory grains) =>
        (EntryRules.Names(talk.CommandId, "commandId") ?? SignalRules.CheckText(talk.Text)) is { } problem
            ? new Refused([problem])
            : (await grains.Watch(id).Say(user.ToActor(), talk.CommandId, talk.Text)).ToHttp();

    private static async Task<Results<NoContent, Refused>> RaiseHand(Guid id, HandRequest hand, ClaimsPrincipal user, IGrainFactory grains) =>
        EntryRules.Names(hand.CommandId, "commandId") is { } problem
            ? new Refused([problem])
            : (await grains.Watch(id).RaiseHand(user.ToActor(), hand.CommandId, hand.Raised)).ToNoContent();

    private static async Task<Results<NoContent, Refused>> Acknowledge(Guid id, Guid act, AcknowledgeRequest request, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.Watch(id).Acknowledge(user.ToActor(), act, request.Confirmed)).ToNoContent();

    private static IWatchGrain Watch(this IGrainFactory grains, Guid id) => grains.GetGrain<IWatchGrain>(id);

    private static FromDevice From(ClaimsPrincipal user, Guid commandId, Guid device) => new(user.ToActor(), commandId, device);

    private static Problem? Check(Guid commandId, Guid device) => EntryRules.Names(commandId, "commandId") ?? EntryRules.Names(device, "device");
}
