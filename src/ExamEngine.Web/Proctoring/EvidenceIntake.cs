using System.Buffers;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Storage.Evidence;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// Takes evidence in: what it is told by its first bytes, where it goes by the engine, whether it may be by the session's watch. A picture passes through
/// one pooled buffer, anything larger as a stream; nothing is decoded.
/// </summary>
internal sealed class EvidenceIntake(IEvidenceStore store, EvidencePermits permits, EvidenceReaders readers, IGrainFactory grains, TimeProvider time, WebInstruments meters)
{
    public const int LargestStill = 64 * 1024, LargestPhoto = 2 * 1024 * 1024, LargestFile = 20 * 1024 * 1024, LargestChunk = 2 * 1024 * 1024;

    private static readonly Problem Empty = new("evidence.empty", "There is nothing in it.");

    private static readonly Problem NotNow = new(
        "evidence.not-permitted", "Nothing of this kind is stored of this session now: before the consent, after the end, or because the exam does not use it.");

    private static readonly Problem AfterEnd = new("evidence.after-end", "It was recorded after the session's end, and nothing of that is kept.");

    private static readonly Problem TooLate = new("evidence.too-late", "It is too long after the session's end.");

    /// <summary>What an attachment explains is erased by then; no upload takes as long.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromHours(1);

    public static long LimitOf(EvidenceKind kind) => kind switch
    {
        EvidenceKind.CameraStill or EvidenceKind.ScreenStill => LargestStill,
        EvidenceKind.Face or EvidenceKind.Document => LargestPhoto,
        EvidenceKind.RoomScan or EvidenceKind.Attachment => LargestFile,
        _ => LargestChunk,
    };

    /// <summary>Takes anything but a chunk.</summary>
    public async Task<Reply<EvidenceStored>> Take(Guid session, Actor actor, EvidenceKind kind, HttpRequest request)
    {
        if (request.ContentLength > LimitOf(kind))
            return TooLarge(kind);
        var (held, problems) = await Permit(session, actor, kind, null);
        if (!problems.IsEmpty)
            return problems;
        if (held?.TryTake(request.ContentLength ?? LimitOf(kind)) == false)
            return TooMuch;

        return kind.IsStill() && held is not null
            ? await TakeStill(session, kind, request, held)
            : await TakeFile(session, kind, request);
    }

    /// <summary>Takes a numbered chunk of a recording. The same bytes again are harmless.</summary>
    /// <param name="begun">When it was begun, by what its page knows of the server's clock; null when it does not say.</param>
    public async Task<Reply<EvidenceStored>> TakeChunk(Guid session, Actor actor, EvidenceKind kind, int number, DateTimeOffset? begun, HttpRequest request)
    {
        if (request.ContentLength > LargestChunk)
            return TooLarge(kind);
        var (held, problems) = await Permit(session, actor, kind, begun);
        if (!problems.IsEmpty)
            return problems;
        if (held?.TryTake(request.ContentLength ?? LargestChunk) == false)
            return TooMuch;

        var (format, length) = await Begin(request);
        if (length == 0)
            return Empty;
        var begins = format == EvidenceFormat.WebM;
        if (number == 1 && !begins)
            return Unfit("The first chunk of a recording begins with the head of a WebM file.");
        if (await store.Has(EvidenceName.Chunk(session, kind, number, !begins), request.HttpContext.RequestAborted))
            return Differs(number);

        var name = EvidenceName.Chunk(session, kind, number, begins);
        var put = await store.Put(name, request.BodyReader.AsStream(), request.HttpContext.RequestAborted);
        if (put == EvidencePut.Differs)
            return Differs(number);
        if (put == EvidencePut.Stored)
            meters.EvidenceStored(kind.Name());
        return new EvidenceStored(name.Id);
    }

    private async Task<Reply<EvidenceStored>> TakeStill(Guid session, EvidenceKind kind, HttpRequest request, HeldPermit held)
    {
        // One byte more than is taken tells what declares no length and is longer.
        var most = (int)(request.ContentLength ?? LargestStill) + 1;
        var buffer = ArrayPool<byte>.Shared.Rent(most);
        try
        {
            var (length, ct) = (0, request.HttpContext.RequestAborted);
            while (length < most && await request.Body.ReadAsync(buffer.AsMemory(length, most - length), ct) is var read and > 0)
                length += read;
            if (length > LargestStill)
                return TooLarge(kind);
            if (Fit(kind, EvidenceFormats.Detect(buffer.AsSpan(0, length)), length) is { } problem)
                return problem;

            var now = time.GetUtcNow();
            var name = EvidenceName.New(session, kind, EvidenceFormat.Jpeg, now);
            await store.Put(name, new MemoryStream(buffer, 0, length, writable: false, publiclyVisible: true), ct);
            meters.EvidenceStored(kind.Name());
            await Tell(session, name, held, now);
            return new EvidenceStored(name.Id);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private async Task<Reply<EvidenceStored>> TakeFile(Guid session, EvidenceKind kind, HttpRequest request)
    {
        var (format, length) = await Begin(request);
        if (Fit(kind, format, length) is { } problem)
            return problem;

        var name = EvidenceName.New(session, kind, format ?? EvidenceFormat.Jpeg, time.GetUtcNow());
        await store.Put(name, request.BodyReader.AsStream(), request.HttpContext.RequestAborted);
        meters.EvidenceStored(kind.Name());
        // The check-in waits for it. Photos are named by the page when it shows them.
        if (kind == EvidenceKind.RoomScan)
            await grains.GetGrain<IWatchGrain>(session).EvidenceStored(kind.Name(), name.Id);
        return new EvidenceStored(name.Id);
    }

    /// <summary>The board shows the learner's face, and the screen of those who have no camera. It may miss one: the next comes in seconds.</summary>
    private async ValueTask Tell(Guid session, EvidenceName name, HeldPermit held, DateTimeOffset now)
    {
        var permit = held.Permit;
        if (permit.Room.Length == 0 || (name.Kind == EvidenceKind.ScreenStill && permit.Camera) || !held.TellStill())
            return;

        try
        {
            await grains.GetGrain<IRoomGrain>(permit.Room).StillTaken(session, name.Id, now);
        }
        catch (Exception e) when (Faults.IsBusy(e))
        {
            // The picture is stored; only the board does not know of it.
        }
    }

    /// <summary>What is said by the person who sits, when the watch permits; an attachment by those who watch.</summary>
    private async ValueTask<(HeldPermit? Held, ImmutableArray<Problem> Problems)> Permit(Guid session, Actor actor, EvidenceKind kind, DateTimeOffset? begun)
    {
        if (kind == EvidenceKind.Attachment)
            return (await readers.RefuseOwn(session, actor) ?? await RefuseAttachment(session)) is { } refused ? (null, [refused]) : (null, []);

        if (await readers.RefuseOthers(session, actor) is { } others)
            return (null, [others]);
        var reply = await permits.For(session, actor, given => Holds(given, kind, begun));
        if (reply.Value is not { } held)
            return (null, reply.Problems);
        return (held, Refuse(held.Permit, kind, begun) is { } problem ? [problem] : []);
    }

    /// <summary>
    /// Whether a remembered permit does. Of a recording it does for what was begun before it was asked for, and so before any end that it does not know of. Photos and room
    /// scans are few and asked about each time.
    /// </summary>
    internal static bool Holds(GivenPermit given, EvidenceKind kind, DateTimeOffset? begun) =>
        Allows(given.Permit, kind) && (kind.IsStill() || (kind.IsRecording() && begun <= given.AskedAt));

    private static bool Allows(EvidencePermit permit, EvidenceKind kind) => kind switch
    {
        EvidenceKind.CameraStill => permit.Camera,
        EvidenceKind.ScreenStill => permit.Screen,
        EvidenceKind.CameraRecording => permit.Camera && permit.Record,
        EvidenceKind.ScreenRecording => permit.Screen && permit.Record,
        EvidenceKind.RoomScan => permit.Camera || permit.Identity,
        _ => permit.Identity,
    };

    /// <summary>Of a recording, what was begun before the end may arrive for a while after it; where it may not, the answer says whether it ever may.</summary>
    private Problem? Refuse(EvidencePermit permit, EvidenceKind kind, DateTimeOffset? begun) =>
        Allows(permit, kind) ? null
        : !kind.IsRecording() || permit.Rest is not { } rest ? NotNow
        : (begun ?? time.GetUtcNow()) > rest.EndedAt ? AfterEnd
        : time.GetUtcNow() > rest.Until ? TooLate
        : (kind == EvidenceKind.CameraRecording ? rest.Camera : rest.Screen) ? null
        : NotNow;

    /// <summary>What comes when its kind was erased would stay for ever.</summary>
    private async ValueTask<Problem?> RefuseAttachment(Guid session) =>
        IsTooLateToAttach(await grains.GetGrain<IEvidenceGrain>(session).Kept(), time.GetUtcNow()) ? TooLate : null;

    /// <summary>Attachments are erased with the recordings.</summary>
    internal static bool IsTooLateToAttach(ImmutableArray<KeptEvidence> kept, DateTimeOffset now) => kept.Any(group => group.Group == "recording" && group.Until - UnderWay <= now);

    /// <summary>Looks at the first bytes and leaves them where they are.</summary>
    private static async ValueTask<(EvidenceFormat? Format, int Length)> Begin(HttpRequest request)
    {
        var read = await request.BodyReader.ReadAtLeastAsync(EvidenceFormats.Signature, request.HttpContext.RequestAborted);
        var start = read.Buffer.Slice(0, Math.Min(read.Buffer.Length, EvidenceFormats.Signature)).ToArray();
        request.BodyReader.AdvanceTo(read.Buffer.Start);
        return (EvidenceFormats.Detect(start), start.Length);
    }

    private static Problem? Fit(EvidenceKind kind, EvidenceFormat? format, int length) =>
        length == 0 ? Empty
        : kind switch
        {
            EvidenceKind.RoomScan => format is EvidenceFormat.Jpeg or EvidenceFormat.WebM ? null : Unfit("A room scan is a JPEG picture or a WebM film."),
            EvidenceKind.Attachment => format is not null ? null : Unfit("An attachment is a JPEG or PNG picture, a PDF document or a WebM film."),
            _ => format is EvidenceFormat.Jpeg ? null : Unfit("It has to be a JPEG picture."),
        };

    private static Problem Unfit(string why) => new("evidence.format", why);

    private static Problem Differs(int number) => new("evidence.chunk-differs", $"Chunk {number} is there already, with other content.");

    private static Problem TooLarge(EvidenceKind kind) => new(ProblemCodes.TooLarge, $"At most {LimitOf(kind) / 1024} KB.");

    private static Problem TooMuch => new(ProblemCodes.RateLimited, "This is more than a camera and a screen make. Wait a little and send the rest.");
}
