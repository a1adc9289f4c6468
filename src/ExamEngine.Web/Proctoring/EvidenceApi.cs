using System.Security.Claims;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage.Evidence;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Hosting;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.OpenApi;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// Evidence of proctored sessions, in and out. In: the bytes are the body, the kind stands in the address. Out: never cached, never run, whatever they are; see
/// <see cref="EvidenceReaders"/> for who sees them and <see cref="EvidenceIntake"/> for what is taken.
/// </summary>
internal static class EvidenceApi
{
    private const int LargestSample = 256 * 1024;

    private static readonly ImmutableArray<EvidenceKind> Stills = [EvidenceKind.CameraStill, EvidenceKind.ScreenStill];
    private static readonly ImmutableArray<EvidenceKind> CheckIn = [EvidenceKind.Face, EvidenceKind.Document, EvidenceKind.RoomScan];

    public static readonly Problem Unknown = new("evidence.unknown", "There is no such evidence, or it was erased.");

    public static void MapEvidence(this RouteGroupBuilder api)
    {
        var session = api.MapGroup("/sessions/{id:guid}").WithTags("Evidence");

        // A picture that is refused for load is followed by the next; what a check-in hangs on is not.
        foreach (var kind in Stills)
            Put(session, kind, Access.Learner).Work(Urgency.CanWait);
        foreach (var kind in CheckIn)
            Put(session, kind, Access.Learner).Work(Urgency.Begins);
        Put(session, EvidenceKind.Attachment, Access.Proctor).Work(Urgency.CanWait);
        session.MapPut("/recording/{track:track}/{number:int:range(1,99999)}", TakeChunk).WithName("storeRecordingChunk").RequireAuthorization(Access.Learner)
            .Limited(RateBucket.Evidence).TakesBytes("video/webm", EvidenceIntake.LargestChunk);

        session.MapGet("/evidence", List).WithName("listEvidence").RequireAuthorization(Access.Evidence).Limited(RateBucket.Read);
        session.MapGet("/recording/{track:track}", Chunks).WithName("showRecording").RequireAuthorization(Access.Evidence).Limited(RateBucket.Read);
        session.MapGet("/evidence/{evidenceId:id}", Read).WithName("readEvidence").RequireAuthorization(Access.Evidence).GivesBytes("image/jpeg", "image/png", "application/pdf", "video/webm");
        session.MapGet("/recording/{track:track}/parts/{part:int:min(1)}", Play).WithName("playRecording").RequireAuthorization(Access.Evidence).GivesBytes("video/webm");

        session.MapGet("/export", Export).WithName("exportSession").RequireAuthorization(Access.Learner).Limited(RateBucket.Write)
            .Produces<Stream>(StatusCodes.Status200OK, "application/zip");

        api.MapPut("/line-sample", Sink).WithName("measureLine").WithTags("Proctoring").RequireAuthorization(Access.Learner).Limited(RateBucket.Write)
            .TakesBytes("application/octet-stream", LargestSample);
        api.MapGet("/ice-servers", Ice).WithName("listIceServers").WithTags("Proctoring").RequireAuthorization(Access.Proctor).Limited(RateBucket.Read);
    }

    private static RouteHandlerBuilder Put(RouteGroupBuilder session, EvidenceKind kind, string policy) => session
        .MapPut($"/evidence/{kind.Name()}", (Guid id, HttpRequest request, ClaimsPrincipal user, EvidenceIntake intake) => Take(id, kind, request, user, intake))
        .WithName($"store{kind}").RequireAuthorization(policy).Limited(RateBucket.Evidence)
        .TakesBytes("image/jpeg", EvidenceIntake.LimitOf(kind));

    private static async Task<Results<Ok<EvidenceStored>, Refused>> Take(Guid id, EvidenceKind kind, HttpRequest request, ClaimsPrincipal user, EvidenceIntake intake) =>
        (await intake.Take(id, user.ToActor(), kind, request)).ToHttp();

    private static async Task<Results<Ok<EvidenceStored>, Refused>> TakeChunk(
        Guid id, string track, int number, DateTimeOffset? begun, HttpRequest request, ClaimsPrincipal user, EvidenceIntake intake) =>
        (await intake.TakeChunk(id, user.ToActor(), Recordings.KindOf(track), number, begun, request)).ToHttp();

    private static async Task<Results<Ok<EvidenceList>, Refused>> List(
        Guid id, ClaimsPrincipal user, EvidenceReaders readers, IEvidenceStore store, Recordings recordings, IGrainFactory grains, CancellationToken ct)
    {
        var actor = user.ToActor();
        if (await readers.Refuse(id, actor) is { } problem)
            return new Refused([problem]);

        var items = ImmutableArray.CreateBuilder<EvidenceItem>();
        foreach (var kind in EvidenceKinds.All)
        {
            if (kind.IsRecording() || (kind == EvidenceKind.Attachment && readers.IsOwn(id, actor)))
                continue;
            await foreach (var stored in store.List(id, kind, ct))
                items.Add(new(stored.Name.Id, kind.Name(), stored.Name.Format.MediaType(), stored.Bytes, stored.At));
        }

        var films = ImmutableArray.CreateBuilder<RecordingView>();
        foreach (var track in Recordings.Tracks)
            films.Add(await recordings.View(id, track, ct));
        return TypedResults.Ok(new EvidenceList(items.ToImmutable(), films.ToImmutable(), await grains.GetGrain<IEvidenceGrain>(id).Kept()));
    }

    private static async Task<Results<Ok<RecordingView>, Refused>> Chunks(
        Guid id, string track, ClaimsPrincipal user, EvidenceReaders readers, Recordings recordings, CancellationToken ct) =>
        await readers.Refuse(id, user.ToActor()) is { } problem ? new Refused([problem]) : TypedResults.Ok(await recordings.View(id, track, ct));

    private static async Task<Results<FileStreamHttpResult, Refused>> Read(
        Guid id, string evidenceId, HttpResponse response, ClaimsPrincipal user, EvidenceReaders readers, IEvidenceStore store, CancellationToken ct)
    {
        if (await readers.Refuse(id, user.ToActor()) is { } refused)
            return new Refused([refused]);
        if (EvidenceName.Parse(id, evidenceId) is not { } name || name.Kind.IsRecording() || !await store.Has(name, ct))
            return new Refused([Unknown]);
        if (await readers.Look(id, user.ToActor(), name.Kind, name.Id) is { } problem)
            return new Refused([problem]);
        if (await store.Open(name, ct) is not { } bytes)
            return new Refused([Unknown]);

        return Bytes(response, bytes, name.Id, name.Format);
    }

    private static async Task<Results<FileStreamHttpResult, Refused>> Play(
        Guid id, string track, int part, HttpResponse response, ClaimsPrincipal user, EvidenceReaders readers, Recordings recordings, IEvidenceStore store, CancellationToken ct)
    {
        if (await readers.Refuse(id, user.ToActor()) is { } refused)
            return new Refused([refused]);
        var film = await recordings.Film(id, track, part, ct);
        if (film.IsEmpty)
            return new Refused([Unknown]);
        var kind = Recordings.KindOf(track);
        var name = $"{kind.Name()}.{part}";
        if (await readers.Look(id, user.ToActor(), kind, name) is { } problem)
            return new Refused([problem]);

        return Bytes(response, new RecordingStream(store, film), $"{name}.webm", EvidenceFormat.WebM);
    }

    private static async Task<Results<PushStreamHttpResult, Refused>> Export(Guid id, ClaimsPrincipal user, SessionExport export, CancellationToken ct)
    {
        var reply = await export.Gather(id, user.ToActor());
        return reply.Value is { } facts
            ? TypedResults.Stream(body => export.Write(facts, body, ct), "application/zip", $"session-{id}.zip")
            : new Refused(reply.Problems);
    }

    /// <summary>Takes bytes and keeps none: how long that took says how fast a learner's line is.</summary>
    private static async Task<NoContent> Sink(HttpRequest request, CancellationToken ct)
    {
        await request.Body.CopyToAsync(Stream.Null, ct);
        return TypedResults.NoContent();
    }

    private static Ok<IceServers> Ice(ClaimsPrincipal user, IceDirectory directory, TimeProvider time) =>
        TypedResults.Ok(new IceServers(directory.For(user.ToActor().Id, time.GetUtcNow())));

    /// <summary>The result disposes of the stream.</summary>
    private static FileStreamHttpResult Bytes(HttpResponse response, Stream bytes, string name, EvidenceFormat format)
    {
        response.Headers.CacheControl = "no-store, private";
        // A document is for another program: shown here, the sandbox would leave it empty.
        response.Headers.ContentDisposition = $"{(format == EvidenceFormat.Pdf ? "attachment" : "inline")}; filename=\"{name}\"";
        return TypedResults.Stream(bytes, format.MediaType(), enableRangeProcessing: bytes.CanSeek);
    }

    /// <summary>Describes the body without having other media types refused: bytes say what they are by themselves.</summary>
    private static RouteHandlerBuilder TakesBytes(this RouteHandlerBuilder builder, string mediaType, long limit) => builder
        .WithMetadata(new RequestSizeLimitAttribute(limit))
        .AddOpenApiOperationTransformer((operation, _, _) =>
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType> { [mediaType] = new() { Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = "binary" } } },
            };
            return Task.CompletedTask;
        });

    private static RouteHandlerBuilder GivesBytes(this RouteHandlerBuilder builder, params string[] mediaTypes) => builder
        .Limited(RateBucket.Look).WithMetadata(new PagePolicy(SecurityHeaders.Sandbox))
        .Produces<Stream>(StatusCodes.Status200OK, mediaTypes[0], mediaTypes[1..]);
}

/// <summary>Route constraint <c>track</c>: <c>camera</c> or <c>screen</c>.</summary>
internal sealed class TrackConstraint : IRouteConstraint
{
    public bool Match(HttpContext? httpContext, IRouter? route, string routeKey, RouteValueDictionary values, RouteDirection routeDirection) =>
        values.TryGetValue(routeKey, out var value) && value is string track && Recordings.Tracks.Contains(track);
}
