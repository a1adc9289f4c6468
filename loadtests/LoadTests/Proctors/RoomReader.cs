using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Learners;
using ExamEngine.LoadTests.Learners.Watched;

namespace ExamEngine.LoadTests.Proctors;

/// <summary>Reads a room back as its proctor, at the pace that the server allows them.</summary>
internal sealed class RoomReader(Door door, string room, LearnerClock clock, CancellationToken ct)
{
    private const int Tries = 20;

    private readonly Patience _patience = new(clock, Random.Shared, ct);

    /// <summary>Null when it was refused.</summary>
    public async Task<BoardView?> Board() =>
        (await _patience.Tries(Tries, () => door.Get($"api/rooms/{room}/board", WatchWire.Default.BoardView, ct))).Value;

    /// <summary>With every page of its timeline; null when it was refused.</summary>
    public async Task<WatchView?> Watch(Guid session)
    {
        var whole = await Page(session, null);
        for (var earlier = whole?.Earlier; whole is not null && earlier is not null;)
        {
            if (await Page(session, earlier) is not { } page)
                return null;
            whole = whole with { Timeline = page.Timeline.AddRange(whole.Timeline) };
            earlier = page.Earlier;
        }

        return whole;
    }

    private async Task<WatchView?> Page(Guid session, string? before) => (await _patience.Tries(
        Tries, () => door.Get($"api/rooms/{room}/sessions/{session}{(before is null ? "" : $"?before={before}")}", WatchWire.Default.WatchView, ct))).Value;
}
