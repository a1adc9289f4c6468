using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Storage.Evidence;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// Everything that is known of one sitting for the person who sat it, as a ZIP file that is made while it is sent. What others noted about it for
/// themselves (notes, incidents, attachments, and what they wrote with a flag) comes with the review, not from here.
/// </summary>
internal sealed class SessionExport(IGrainFactory grains, IEvidenceStore store, Recordings recordings)
{
    private const string Readme =
        """
        What is known of your session.

        session.json    what you answered, with the signed receipt; what happened and when; each second by cause
        watch.json      what you agreed to, what your browser noticed (signals), what a rule made of it (flags), the talk, what proctors did
                        (what they wrote for the review comes with it, where there is one)
        keeping.json    until when each kind of evidence is kept, and what was erased
        evidence/       pictures and recordings that are still kept; a recording is one film for each time it was begun

        All moments are in UTC.
        """;

    /// <summary>Kinds of entries in which somebody else speaks to colleagues.</summary>
    private static readonly ImmutableArray<string> Others = ["note", "incident"];

    /// <summary>Acts of which the learner is not told: that they were done is in the file, what was written with them is not.</summary>
    private static readonly ImmutableArray<string> Untold = ["report", "note", "flag", "unflag", "attach"];

    /// <summary>In place of a rule, of a flag that a proctor set: its title is what they wrote.</summary>
    private const string ByHand = "by-hand";

    /// <summary>What is to be sent; a refusal unless the session is the actor's own and has ended.</summary>
    public async Task<Reply<ExportedFacts>> Gather(Guid session, Actor actor)
    {
        var receipt = await grains.GetGrain<ISessionGrain>(session).Receipt(actor);
        if (receipt.Value is null)
            return receipt.Problems;

        var story = await grains.GetGrain<ISessionGrain>(session).Story();
        var watch = await WholeWatch(session);
        if (watch is not null)
            await grains.GetGrain<IWatchGrain>(session).EvidenceViewed(actor, "export");
        return new ExportedFacts(
            session,
            new(receipt.Value, story.Timeline, story.Ledger),
            watch is null ? null : new(
                watch.CheckIn, watch.Identity, [.. watch.Flags.Select(WithoutWords)], watch.Talk,
                [.. watch.Timeline.Where(entry => !Others.Contains(entry.Kind)).Select(WithoutWords).Select(WithoutNames)]),
            await grains.GetGrain<IEvidenceGrain>(session).Kept());
    }

    /// <summary>With every page of its timeline; null when nobody watched.</summary>
    private async Task<WatchView?> WholeWatch(Guid session)
    {
        var watch = grains.GetGrain<IWatchGrain>(session);
        var whole = (await watch.View(Actor.System)).Value;
        for (var earlier = whole?.Earlier; whole is not null && earlier is not null;)
        {
            if ((await watch.View(Actor.System, earlier)).Value is not { } page)
                return null;
            whole = whole with { Timeline = page.Timeline.AddRange(whole.Timeline) };
            earlier = page.Earlier;
        }
        return whole;
    }

    public async Task Write(ExportedFacts facts, Stream to, CancellationToken ct)
    {
        await using var held = new HeldWrites(to);
        await Fill(facts, held, ct);
        await held.FlushAsync(ct);
    }

    private async Task Fill(ExportedFacts facts, Stream to, CancellationToken ct)
    {
        await using var zip = await ZipArchive.CreateAsync(to, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, ct);
        await using (var readme = await zip.CreateEntry("README.txt").OpenAsync(ct))
            await readme.WriteAsync(Encoding.UTF8.GetBytes(Readme), ct);
        await Add(zip, "session.json", facts.Session, WireJson.Default.ExportedSession, ct);
        if (facts.Watch is { } watch)
            await Add(zip, "watch.json", watch, WireJson.Default.ExportedWatch, ct);
        await Add(zip, "keeping.json", facts.Kept, WireJson.Default.ImmutableArrayKeptEvidence, ct);

        foreach (var kind in EvidenceKinds.All)
        {
            if (kind.IsRecording() || kind == EvidenceKind.Attachment)
                continue;
            await foreach (var stored in store.List(facts.Id, kind, ct))
            {
                if (await store.Open(stored.Name, ct) is { } bytes)
                    await Add(zip, string.Create(CultureInfo.InvariantCulture, $"evidence/{kind.Name()}/{stored.At.UtcDateTime:yyyyMMdd'T'HHmmss'.'fff}-{stored.Name.File}"), bytes, ct);
            }
        }

        foreach (var track in Recordings.Tracks)
        {
            foreach (var part in (await recordings.View(facts.Id, track, ct)).Parts)
                await Add(zip, $"evidence/{Recordings.KindOf(track).Name()}/{part.Part}.webm", new RecordingStream(store, await recordings.Film(facts.Id, track, part.Part, ct)), ct);
        }
    }

    /// <summary>What a rule says of its own flag stays.</summary>
    private static FlagView WithoutWords(FlagView flag) => flag with { Title = flag.Rule == ByHand ? "" : flag.Title, Why = flag.Standing == "withdrawn" ? "" : flag.Why };

    private static TimelineEntry WithoutWords(TimelineEntry entry)
    {
        var what = entry.What.Split('.')[0];
        var others = (entry.Kind == "act" && Untold.Contains(what))
            || (entry.Kind == "flag" && (what == ByHand || entry.What.EndsWith(".withdrawn", StringComparison.Ordinal)));
        return others ? entry with { Text = "" } : entry;
    }

    /// <summary>Whoever watched is named by the office, not by this file.</summary>
    private static TimelineEntry WithoutNames(TimelineEntry entry) => entry.By is "learner" or "server" or "engine" or "rule" or "system" or "proctor" ? entry : entry with { By = "proctor" };

    private static async Task Add<T>(ZipArchive zip, string name, T content, JsonTypeInfo<T> type, CancellationToken ct)
    {
        await using var entry = await zip.CreateEntry(name).OpenAsync(ct);
        await JsonSerializer.SerializeAsync(entry, content, type, ct);
    }

    /// <summary>Pictures and films are as small as they get.</summary>
    private static async Task Add(ZipArchive zip, string name, Stream content, CancellationToken ct)
    {
        await using (content)
        {
            await using var entry = await zip.CreateEntry(name, CompressionLevel.NoCompression).OpenAsync(ct);
            await content.CopyToAsync(entry, ct);
        }
    }
}

/// <param name="Watch">Null when nobody watched.</param>
internal sealed record ExportedFacts(Guid Id, ExportedSession Session, ExportedWatch? Watch, ImmutableArray<KeptEvidence> Kept);

internal sealed record ExportedSession(Receipt Receipt, ImmutableArray<TimelineEntry> Timeline, ImmutableArray<LedgerSpan> Ledger);

internal sealed record ExportedWatch(
    CheckInView CheckIn, IdentityShown? Identity, ImmutableArray<FlagView> Flags, ImmutableArray<ChatLine> Talk, ImmutableArray<TimelineEntry> Timeline);
