using System.Security.Claims;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using ExamEngine.Web.Proctoring;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Sessions;

/// <summary>A learner's session over plain HTTP: everything the hub can do, and the rest. The grain says whose session it is.</summary>
internal static class SessionsApi
{
    public static void MapSessions(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/sessions/{id:guid}").WithTags("Session").RequireAuthorization(Access.Learner).Work(Urgency.CannotWait);
        session.MapGet("", Open).WithName("openSession").Limited(RateBucket.Read).Work(Urgency.Begins);
        session.MapPost("/start", Start).WithName("startSession").Limited(RateBucket.Write).Work(Urgency.Begins);
        session.MapPost("/entries", Save).WithName("saveEntries").Limited(RateBucket.Save).Work(Urgency.CannotWait, acknowledges: true);
        session.MapPost("/sections/{index:int:min(0)}", EnterSection).WithName("enterSection").Limited(RateBucket.Write);
        session.MapPost("/lease", TakeOver).WithName("takeOverSession").Limited(RateBucket.Write);
        session.MapPost("/break", TakeBreak).WithName("takeBreak").Limited(RateBucket.Write);
        session.MapPost("/break/end", EndBreak).WithName("endBreak").Limited(RateBucket.Write);
        session.MapPost("/submit", Submit).WithName("submitSession").Limited(RateBucket.Write);
        session.MapPost("/presence", Presence).WithName("reportPresence").Limited(RateBucket.Read);
        session.MapGet("/receipt", Receipt).WithName("readReceipt").Limited(RateBucket.Read);
        session.MapGet("/ledger", Ledger).WithName("readLedger").Limited(RateBucket.Read).Work(Urgency.CanWait);
        session.MapGet("/result", Result).WithName("readResult").Limited(RateBucket.Read).Work(Urgency.CanWait);
        session.MapPost("/hand-in", HandIn).WithName("handIn").Limited(RateBucket.Write);
    }

    internal static readonly Problem SeqBelowZero = new(ProblemCodes.Invalid, "lastSeq counts from 0.", "lastSeq");

    private static async Task<Results<Ok<SessionView>, Refused>> Open(Guid id, Guid device, ClaimsPrincipal user, IGrainFactory grains) =>
        EntryRules.Names(device, "device") is { } problem
            ? new Refused([problem])
            : (await grains.Session(id).Open(user.ToActor(), device)).ToHttp();

    private static async Task<Results<Ok<SessionView>, Refused>> Start(Guid id, DeviceCommand command, ClaimsPrincipal user, IGrainFactory grains) =>
        Check(command.CommandId, command.Device) is { } refused
            ? refused
            : (await grains.Session(id).Start(From(user, command))).ToHttp();

    private static async Task<Results<Ok<Saved>, Refused>> Save(Guid id, SaveRequest save, ClaimsPrincipal user, IGrainFactory grains, TimeProvider time) =>
        (EntryRules.Names(save.Device, "device") ?? EntryRules.Check(save.Entries)) is { } problem
            ? new Refused([problem])
            : (await grains.Session(id).Save(new SaveEntries(user.ToActor(), save.Device, save.Entries, time.GetUtcNow()))).ToHttp();

    private static async Task<Results<Ok<SessionView>, Refused>> EnterSection(
        Guid id, int index, DeviceCommand command, ClaimsPrincipal user, IGrainFactory grains) =>
        Check(command.CommandId, command.Device) is { } refused
            ? refused
            : (await grains.Session(id).EnterSection(From(user, command), index)).ToHttp();

    private static async Task<Results<Ok<SessionView>, Refused>> TakeOver(Guid id, DeviceCommand command, ClaimsPrincipal user, IGrainFactory grains) =>
        Check(command.CommandId, command.Device) is { } refused
            ? refused
            : (await grains.Session(id).TakeOver(From(user, command))).ToHttp();

    private static async Task<Results<Ok<SessionView>, Refused>> TakeBreak(Guid id, BreakRequest rest, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (Check(rest.CommandId, rest.Device) is { } refused)
            return refused;
        if (rest.Minutes is < 1 or > BreakRequest.MostMinutes)
            return new Refused([new Problem(ProblemCodes.Invalid, $"Between 1 and {BreakRequest.MostMinutes} minutes.", "minutes")]);

        return (await grains.Session(id).TakeBreak(new FromDevice(user.ToActor(), rest.CommandId, rest.Device), rest.Minutes)).ToHttp();
    }

    private static async Task<Results<Ok<SessionView>, Refused>> EndBreak(Guid id, DeviceCommand command, ClaimsPrincipal user, IGrainFactory grains) =>
        Check(command.CommandId, command.Device) is { } refused
            ? refused
            : (await grains.Session(id).EndBreak(From(user, command))).ToHttp();

    private static async Task<Results<Ok<LedgerView>, Refused>> Ledger(Guid id, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.Session(id).Ledger(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<Receipt>, Refused>> Submit(Guid id, SubmitRequest submit, ClaimsPrincipal user, IGrainFactory grains, EvidencePermits permits, TimeProvider time)
    {
        if (Check(submit.CommandId, submit.Device) is { } refused)
            return refused;
        if (submit.LastSeq < 0)
            return new Refused([SeqBelowZero]);

        var reply = await grains.Session(id).Submit(new FromDevice(user.ToActor(), submit.CommandId, submit.Device, time.GetUtcNow()), submit.LastSeq);
        if (reply.Value is not null)
            permits.Expire(id);
        return reply.ToHttp();
    }

    private static async Task<Results<Ok<TimeView>, Refused>> Presence(Guid id, PresenceRequest presence, ClaimsPrincipal user, IGrainFactory grains, TimeProvider time) =>
        EntryRules.Names(presence.Device, "device") is { } problem
            ? new Refused([problem])
            : (await grains.Session(id).Presence(user.ToActor(), presence.Device, time.GetUtcNow())).ToHttp();

    private static async Task<Results<Ok<Receipt>, Refused>> Receipt(Guid id, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.Session(id).Receipt(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<ResultView>, Refused>> Result(Guid id, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IAttemptGrain>(id).Result(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<HandedIn>, Refused>> HandIn(Guid id, HandInFile file, ClaimsPrincipal user, IGrainFactory grains)
    {
        if (file.SessionId != id)
            return new Refused([new Problem(ProblemCodes.Invalid, "The file belongs to another session.", "sessionId")]);
        if (string.IsNullOrEmpty(file.EphemeralKey) || string.IsNullOrEmpty(file.Nonce) || string.IsNullOrEmpty(file.Ciphertext))
            return new Refused([new Problem(ProblemCodes.Invalid, "A part of the file is missing.")]);

        return (await grains.GetGrain<IAttemptGrain>(id).HandIn(user.ToActor(), file)).ToHttp();
    }

    private static ISessionGrain Session(this IGrainFactory grains, Guid id) => grains.GetGrain<ISessionGrain>(id);

    private static FromDevice From(ClaimsPrincipal user, DeviceCommand command) => new(user.ToActor(), command.CommandId, command.Device);

    private static Refused? Check(Guid commandId, Guid device) =>
        (EntryRules.Names(commandId, "commandId") ?? EntryRules.Names(device, "device")) is { } problem ? new Refused([problem]) : null;
}
