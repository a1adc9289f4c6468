using System.Security.Claims;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// Rooms over plain HTTP: who watches which, the board as it stands, and acts, which may be repeated. The grains say whose room it is; to everybody
/// else it is not there.
/// </summary>
internal static class RoomsApi
{
    /// <summary>A list shows the scopes where something happened last: each asks its rooms.</summary>
    public const int MostListed = 20;

    private static readonly ParallelOptions FewAtOnce = new() { MaxDegreeOfParallelism = 4 };

    public static void MapRooms(this RouteGroupBuilder api)
    {
        api.MapGet("/proctors", Proctors).WithTags("Proctor").WithName("listProctors").RequireAuthorization(Access.Proctor).Limited(RateBucket.Read);

        var rooms = api.MapGroup("/rooms").WithTags("Proctor");
        rooms.MapGet("", List).WithName("listRooms").RequireAuthorization(Access.Proctor).Limited(RateBucket.Read);
        rooms.MapGet("/{id:scope}", Show).WithName("showRooms").RequireAuthorization(Access.Proctor).Limited(RateBucket.Read);
        rooms.MapPut("/{id:scope}/proctors", Assign).WithName("assignProctors").RequireAuthorization(Access.Plan).Limited(RateBucket.Write);

        var live = rooms.MapGroup("").RequireAuthorization(Access.Proctor);
        live.MapGet("/{room:room}/board", Board).WithName("readBoard").Limited(RateBucket.Read).Work(Urgency.Begins);
        live.MapGet("/{room:room}/sessions/{session:guid}", Session).WithName("readWatch").Limited(RateBucket.Read).Work(Urgency.Begins);
        live.MapPost("/{id:rooms}/acts/preview", Preview).WithName("previewAct").Limited(RateBucket.Read).Work(Urgency.Begins);
        live.MapPost("/{id:rooms}/acts", Act).WithName("act").Limited(RateBucket.Write).Work(Urgency.CannotWait);
        live.MapPost("/{id:rooms}/acts/{act:guid}/undo", Undo).WithName("undoAct").Limited(RateBucket.Write).Work(Urgency.CannotWait);
    }

    private static async Task<Ok<ProctorList>> Proctors(RoomQueries rooms, CancellationToken ct) => TypedResults.Ok(new ProctorList(
        [.. (await rooms.People(ct)).Select(person => new ProctorName(person.Id, person.DisplayName, person.Roles.Contains(RoleNames.Proctor)))]));

    private static async Task<Ok<RoomsList>> List(ClaimsPrincipal user, RoomQueries rooms, IGrainFactory grains, CancellationToken ct)
    {
        var actor = user.ToActor();
        var scopes = actor.Is(Roles.Staff | Roles.Admin)
            ? [.. (await rooms.All(MostListed, ct)).Select(scope => scope.Id)]
            : (await rooms.Of(actor.Id, ct)).Take(MostListed).Select(watched => watched.Scope.Id).ToArray();
        var views = new RoomsView?[scopes.Length];
        await Parallel.ForAsync(0, scopes.Length, FewAtOnce, async (i, _) => views[i] = (await grains.GetGrain<IRoomsGrain>(scopes[i]).View(actor)).Value);
        return TypedResults.Ok(new RoomsList([.. views.OfType<RoomsView>()]));
    }

    private static async Task<Results<Ok<RoomsView>, Refused>> Show(string id, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IRoomsGrain>(id).View(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<RoomsView>, Refused>> Assign(
        string id, RoomAssignment assignment, ClaimsPrincipal user, RoomQueries rooms, IGrainFactory grains, CancellationToken ct)
    {
        if (EntryRules.Names(assignment.CommandId, "commandId") is { } problem)
            return new Refused([problem]);
        if (assignment.Proctors.IsDefault || assignment.Proctors.Any(string.IsNullOrEmpty))
            return new Refused([new Problem(ProblemCodes.Invalid, "Proctors are named by their accounts.", "proctors")]);

        // By id, or by the name they sign in with.
        var known = await rooms.People(ct);
        var people = assignment.Proctors.Select(name => known.FirstOrDefault(person => person.Id == name || string.Equals(person.UserName, name, StringComparison.OrdinalIgnoreCase))).ToList();
        if (people.Contains(null))
            return new Refused([new Problem("room.proctor-unknown", "One of these accounts is no proctor's.", "proctors")]);

        return (await grains.GetGrain<IRoomsGrain>(id).Assign(
            user.ToActor(), assignment with { Proctors = [.. people.OfType<ProctorAccount>().Select(person => person.Id)] })).ToHttp();
    }

    private static async Task<Results<Ok<BoardView>, Refused>> Board(string room, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.GetGrain<IRoomGrain>(room).Board(user.ToActor())).ToHttp();

    private static async Task<Results<Ok<WatchView>, Refused>> Session(string room, Guid session, string? before, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.WatchIn(room, session, user.ToActor(), before)).ToHttp();

    private static async Task<Results<Ok<ActPreview>, Refused>> Preview(string id, ActOrder order, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.Preview(id, user.ToActor(), order)).ToHttp();

    private static async Task<Results<Ok<ActProgress>, Refused>> Act(string id, ActOrder order, ClaimsPrincipal user, IGrainFactory grains) =>
        (await grains.Act(id, user.ToActor(), order)).ToHttp();

    private static async Task<Results<Ok<ActProgress>, Refused>> Undo(string id, Guid act, UndoRequest undo, ClaimsPrincipal user, IGrainFactory grains) =>
        EntryRules.Names(undo.CommandId, "commandId") is { } problem
            ? new Refused([problem])
            : (await grains.Undo(id, user.ToActor(), undo.CommandId, act, undo.Reason ?? "")).ToHttp();
}
