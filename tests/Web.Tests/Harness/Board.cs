using System.Collections.Concurrent;
using ExamEngine.Contracts.Proctoring;
using Microsoft.AspNetCore.SignalR.Client;

namespace Web.Tests.Harness;

/// <summary>A console's board: it takes each change that follows, and reads the board again when one does not.</summary>
internal sealed class Board
{
    private readonly HubConnection hub;
    private readonly string room;
    private readonly Lock gate = new();
    private readonly Dictionary<Guid, BoardCell> cells = [];
    private readonly ConcurrentQueue<BoardDelta> deltas = new();
    private long version = -1;
    private int gaps;

    private Board(HubConnection hub, string room) => (this.hub, this.room) = (hub, room);

    public int Gaps => Volatile.Read(ref gaps);

    public IReadOnlyCollection<BoardDelta> Deltas => deltas;

    public long Version
    {
        get
        {
            lock (gate)
                return version;
        }
    }

    public static async Task<Board> Watch(HubConnection hub, string room)
    {
        var board = new Board(hub, room);
        hub.On<BoardDelta>("board", board.Take);
        await board.Read();
        return board;
    }

    public BoardCell? Cell(Guid session)
    {
        lock (gate)
            return cells.GetValueOrDefault(session);
    }

    /// <summary>What it shows, in words that compare.</summary>
    public string Words()
    {
        lock (gate)
            return WordsOf(cells.Values);
    }

    public static string WordsOf(IEnumerable<BoardCell> cells) => string.Join("; ", cells.OrderBy(cell => cell.Session)
        .Select(cell => $"{cell.Session:N} {cell.Learner} {cell.State.State} {cell.State.Answered} {cell.Watch.Attention} {cell.Care}"));

    public async Task Read()
    {
        var board = await hub.InvokeAsync<BoardView>("Watch", room);
        lock (gate)
        {
            version = board.Version;
            cells.Clear();
            foreach (var cell in board.Cells)
                cells[cell.Session] = cell;
        }
    }

    private async Task Take(BoardDelta delta)
    {
        if (delta.Room != room)
            return;
        deltas.Enqueue(delta);
        lock (gate)
        {
            if (version < 0 || delta.Version <= version && delta.Version > version - 1000)
                return;
            if (delta.Version == version + 1)
            {
                version = delta.Version;
                foreach (var cell in delta.Cells)
                    cells[cell.Session] = cell;
                return;
            }
        }
        Interlocked.Increment(ref gaps);
        await Read();
    }
}
