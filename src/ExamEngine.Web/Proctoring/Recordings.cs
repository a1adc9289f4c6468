using ExamEngine.Storage.Evidence;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// The recordings of a session. A track is one row of numbered chunks; wherever a chunk has the head of a WebM file, a recorder was started anew (the page was
/// loaded again, the screen shared again) and another film begins.
/// </summary>
internal sealed class Recordings(IEvidenceStore store)
{
    public static readonly ImmutableArray<string> Tracks = ["camera", "screen"];

    public static EvidenceKind KindOf(string track) => track == "camera" ? EvidenceKind.CameraRecording : EvidenceKind.ScreenRecording;

    public async Task<RecordingView> View(Guid session, string track, CancellationToken ct)
    {
        var chunks = await Chunks(session, track, ct);
        var parts = Films(chunks).Select((film, index) => new RecordingPart(
            index + 1, film[0].Name.Number, film[^1].Name.Number, film.Sum(chunk => chunk.Bytes), film[0].At, film.Max(chunk => chunk.At),
            film[^1].Name.Number - film[0].Name.Number + 1 - film.Length));
        return new(track, [.. chunks.Select(chunk => chunk.Name.Number)], [.. parts]);
    }

    /// <summary>The chunks of one film in order; empty when there is none of that number.</summary>
    public async Task<ImmutableArray<StoredEvidence>> Film(Guid session, string track, int part, CancellationToken ct) =>
        Films(await Chunks(session, track, ct)).ElementAtOrDefault(part - 1) is { IsDefault: false } film ? film : [];

    private async Task<List<StoredEvidence>> Chunks(Guid session, string track, CancellationToken ct) => await store.List(session, KindOf(track), ct).ToListAsync(ct);

    /// <summary>Chunks before the first head, which has not arrived yet, belong to no film.</summary>
    private static IEnumerable<ImmutableArray<StoredEvidence>> Films(List<StoredEvidence> chunks)
    {
        var film = ImmutableArray.CreateBuilder<StoredEvidence>();
        foreach (var chunk in chunks)
        {
            if (chunk.Name.Begins && film.Count > 0)
                yield return film.DrainToImmutable();
            if (chunk.Name.Begins || film.Count > 0)
                film.Add(chunk);
        }

        if (film.Count > 0)
            yield return film.DrainToImmutable();
    }
}
