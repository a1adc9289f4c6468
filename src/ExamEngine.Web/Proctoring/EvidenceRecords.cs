using System.Text.Json.Serialization;
using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Web.Proctoring;

/// <param name="Id">What it is called from now on, in acts and addresses.</param>
internal sealed record EvidenceStored(string Id);

/// <param name="Items">By kind, each the oldest first; the chunks of recordings are in <paramref name="Recordings"/>.</param>
/// <param name="Kept">Until when each group is kept and what of it was erased; empty until the session has ended.</param>
internal sealed record EvidenceList(ImmutableArray<EvidenceItem> Items, ImmutableArray<RecordingView> Recordings, ImmutableArray<KeptEvidence> Kept);

internal sealed record EvidenceItem(string Id, string Kind, string MediaType, long Bytes, DateTimeOffset At);

/// <param name="Track"><c>camera</c> or <c>screen</c>.</param>
/// <param name="Numbers">Of the chunks that are there.</param>
/// <param name="Parts">Films, each begun by a recorder that was started anew.</param>
internal sealed record RecordingView(string Track, ImmutableArray<int> Numbers, ImmutableArray<RecordingPart> Parts);

/// <param name="Part">From 1 on.</param>
/// <param name="From">Number of its first chunk, <paramref name="To"/> of its last one.</param>
/// <param name="At">When its first chunk was stored; <paramref name="Until"/> its last one.</param>
/// <param name="Missing">Chunks that never arrived: the film jumps there, or stops.</param>
internal sealed record RecordingPart(int Part, int From, int To, long Bytes, DateTimeOffset At, DateTimeOffset Until, int Missing);

internal sealed record IceServers(
    [property: JsonPropertyName("iceServers")] ImmutableArray<IceServer> Servers);
