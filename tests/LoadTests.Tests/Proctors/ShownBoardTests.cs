using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Proctors;

namespace LoadTests.Tests.Proctors;

public class ShownBoardTests
{
    private static readonly Guid Session = Guid.NewGuid();

    [Fact]
    public void Changes_that_follow_one_another_are_taken_and_a_gap_is_told()
    {
        var board = Read(version: 10, Cell(4));

        Assert.True(board.Take(Delta(11, Cell(5, "page-hidden")), at: 200));
        Assert.False(board.Take(Delta(13, Cell(7, "page-hidden")), at: 300));

        Assert.Equal(11, board.Version);
        Assert.Equal([new(100, 4, ""), new(200, 5, "page-hidden")], board.Sightings[Session]);
    }

    [Fact]
    public void A_change_that_came_before_the_board_was_there_waits_for_it()
    {
        var board = new ShownBoard();
        board.Expect();
        Assert.True(board.Take(Delta(10, Cell(4)), at: 50));
        Assert.True(board.Take(Delta(11, Cell(5, "page-hidden")), at: 60));

        Assert.True(board.Take(View(10, Cell(4)), at: 100));

        Assert.Equal(11, board.Version);
        Assert.Equal([new(100, 4, ""), new(100, 5, "page-hidden")], board.Sightings[Session]);
    }

    [Fact]
    public void A_board_behind_what_was_told_has_to_be_read_again()
    {
        var board = new ShownBoard();
        board.Expect();
        board.Take(Delta(12, Cell(5)), at: 50);

        Assert.False(board.Take(View(10, Cell(4)), at: 100));
    }

    [Fact]
    public void What_only_ticks_is_no_new_sighting()
    {
        var board = Read(version: 10, Cell(4));

        board.Take(Delta(11, Cell(4)), at: 200);

        Assert.Single(board.Sightings[Session]);
    }

    private static ShownBoard Read(long version, BoardCell cell)
    {
        var board = new ShownBoard();
        Assert.True(board.Take(View(version, cell), at: 100));
        return board;
    }

    private static BoardView View(long version, BoardCell cell) => new("w~exam~1", "Exam", version, DateTimeOffset.UnixEpoch, [cell], [], [], []);

    private static BoardDelta Delta(long version, BoardCell cell) => new("w~exam~1", version, DateTimeOffset.UnixEpoch, [cell], [], []);

    private static BoardCell Cell(long version, params string[] open) => new(
        Session, "Ada Lovelace", new(Session, "running", 1, 20, 1, true, 1000, DateTimeOffset.UnixEpoch, null),
        new(Session, "Ada Lovelace", "over", 0, 0, null, null, [.. open], 0, false, 0, null, version), null, null, null);
}
