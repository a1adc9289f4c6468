using ExamEngine.Core.Proctoring;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Proctoring;

public sealed class RoomPlacingTests
{
    private RoomsState _state = RoomsState.Empty;
    private DateTimeOffset _now = Scene.Opening;
    private int _ids;

    [Fact]
    public void An_act_for_all_stays_in_the_rooms_that_took_it_on_first()
    {
        var act = Guid.NewGuid();
        Assert.Empty(When(new RoomsCommand.Order(_now, act, [])).Events);
        Assert.Null(_state.RoomsOf(act));

        When(new RoomsCommand.Order(_now, act, [1, 3]));
        Assert.Empty(When(new RoomsCommand.Order(_now, act, [1, 2, 3])).Events);

        Assert.Equal([1, 3], _state.RoomsOf(act)!.Value);
    }

    [Fact]
    public void A_session_gets_one_room_and_keeps_it()
    {
        var session = Place(1)[0];

        Assert.Equal(1, _state.RoomOf(session));
        Assert.Empty(When(new RoomsCommand.Place(_now, [session, session])).Events);
    }

    [Fact]
    public void While_nobody_watches_one_room_is_filled_after_the_other()
    {
        Place(51);
        Place(3);

        Assert.Equal([50, 4], Live());
    }

    [Fact]
    public void Those_who_watch_get_the_same_each()
    {
        Assign(1, "pia");
        Assign(2);
        Assign(3, "pol");

        Place(7);
        Place(4);

        Assert.Equal([6, 0, 5], Live());
    }

    [Fact]
    public void When_the_rooms_that_are_watched_are_full_others_are_opened()
    {
        Assign(2, "pia");

        Place(53);
        Place(50);

        Assert.Equal([50, 50, 3], Live());
        Assert.Equal(50, _state.Room(2)?.Live);
    }

    [Fact]
    public void A_room_takes_as_many_as_it_was_told()
    {
        When(new RoomsCommand.Assign(_now, NewId(), null, [], 200));

        Place(201);

        Assert.Equal([200, 1], Live());
    }

    [Fact]
    public void What_is_over_frees_its_place_and_stays_on_the_board_for_a_day()
    {
        var first = Place(50);
        When(new RoomsCommand.Settle(_now, [.. first.Take(10)], []));

        Place(10);

        Assert.Equal([50], Live());
        Assert.Equal(60, _state.Room(1)?.Seats.Length);
        _now += TimeSpan.FromHours(23);
        Assert.Equal(60, _state.Room(1)?.Seats.Count(seat => RoomsState.IsShown(seat, _now)));
        _now += TimeSpan.FromHours(1);
        Assert.Equal(50, _state.Room(1)?.Seats.Count(seat => RoomsState.IsShown(seat, _now)));

        Place(1);
        Assert.Null(_state.RoomOf(first[0]));
        Assert.Equal([50, 1], Live());
        Assert.Equal(51, _state.Places.Count);
    }

    [Fact]
    public void A_session_that_goes_on_takes_its_place_again()
    {
        var session = Place(50)[0];
        When(new RoomsCommand.Settle(_now, [session], []));
        Assert.Equal([49], Live());

        When(new RoomsCommand.Settle(_now, [], [session]));

        Assert.Equal([50], Live());
        Assert.Empty(When(new RoomsCommand.Settle(_now, [NewId()], [session])).Events);
    }

    [Fact]
    public void A_board_never_has_more_than_two_hundred_and_lets_go_of_what_was_over_first()
    {
        When(new RoomsCommand.Assign(_now, NewId(), null, [], 100));
        var over = new List<Guid>();
        for (var i = 0; i < 4; i++)
        {
            var batch = Place(100);
            Assert.Equal([100], Live());
            _now += TimeSpan.FromMinutes(1);
            When(new RoomsCommand.Settle(_now, [.. batch], []));
            over.AddRange(batch);
        }

        Place(100);

        Assert.Equal(RoomsRules.MostSessions, _state.Room(1)?.Seats.Length);
        Assert.All(over.Take(300), session => Assert.Null(_state.RoomOf(session)));
        Assert.All(over.Skip(300), session => Assert.Equal(1, _state.RoomOf(session)));
    }

    [Fact]
    public void Nothing_stays_longer_than_a_week()
    {
        var lost = Place(3);
        _now += TimeSpan.FromDays(7);

        Place(1);

        Assert.All(lost, session => Assert.Null(_state.RoomOf(session)));
        Assert.Equal([1], Live());
    }

    [Fact]
    public void Ten_thousand_sessions_come_into_two_hundred_rooms_of_fifty()
    {
        for (var room = 1; room <= 200; room++)
            Assign(room, $"proctor-{room}");
        for (var batch = 0; batch < 20; batch++)
            Place(500);

        Assert.Equal(Enumerable.Repeat(50, 200), Live());
        Assert.Equal(10_000, _state.Places.Count);
    }

    [Fact]
    public void Everything_that_is_wrong_with_an_assignment_is_told_at_once()
    {
        var decision = RoomsRules.Decide(_state, new RoomsCommand.Assign(_now, NewId(), 0, ["", .. Enumerable.Range(0, 50).Select(i => $"p{i}")], 201));

        Assert.Equal(["room.unknown", "input.room-size", "input.too-many", "input.proctor"], decision.Refusals.Select(refusal => refusal.Code));
        Assert.Empty(decision.Events);
    }

    [Fact]
    public void An_assignment_that_is_repeated_or_says_nothing_new_does_nothing()
    {
        var command = NewId();
        When(new RoomsCommand.Assign(_now, command, 1, ["pia", "pol", "pia"]));
        When(new RoomsCommand.Assign(_now, NewId(), 1, ["pol"]));

        Assert.Empty(When(new RoomsCommand.Assign(_now, command, 1, ["pia", "pol"])).Events);
        Assert.Empty(When(new RoomsCommand.Assign(_now, NewId(), 1, ["pol"])).Events);
        Assert.Empty(When(new RoomsCommand.Assign(_now, NewId(), null, [], RoomsRules.DefaultSize)).Events);
        Assert.Equal(["pol"], _state.Room(1)?.Proctors);
    }

    [Theory]
    [InlineData("w~may-1~3", true)]
    [InlineData("e~fin-101~2000", true)]
    [InlineData("e~fin-101~2001", false)]
    [InlineData("e~fin-101~0", false)]
    [InlineData("e~fin-101~03", false)]
    [InlineData("e~fin-101~", false)]
    [InlineData("e~fin-101", false)]
    [InlineData("x~fin-101~1", false)]
    [InlineData("w~~1", false)]
    [InlineData("w~a/b~1", false)]
    [InlineData("", false)]
    public void A_rooms_name_is_read_in_one_way(string name, bool isOne)
    {
        Assert.Equal(isOne ? name : null, RoomId.Parse(name)?.ToString());
    }

    private Guid[] Place(int count)
    {
        var sessions = Enumerable.Range(0, count).Select(_ => NewId()).ToArray();
        When(new RoomsCommand.Place(_now, [.. sessions]));
        return sessions;
    }

    private void Assign(int room, params string[] proctors) => When(new RoomsCommand.Assign(_now, NewId(), room, [.. proctors]));

    private IEnumerable<int> Live() => _state.Rooms.Select(room => room.Live);

    private RoomsDecision When(RoomsCommand command)
    {
        var decision = RoomsRules.Decide(_state, command);
        _state = decision.Events.Aggregate(_state, RoomsState.Evolve);
        return decision;
    }

    private Guid NewId() => new($"eeeeeeee-0000-7000-8000-{++_ids:x12}");
}
