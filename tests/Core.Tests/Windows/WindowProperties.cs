using CsCheck;
using ExamEngine.Core.Tests.Builders;
using ExamEngine.Core.Windows;

namespace ExamEngine.Core.Tests.Windows;

/// <summary>What holds of a window whatever anybody does, in whatever order and however often.</summary>
public sealed class WindowProperties
{
    private const int Scripts = 5_000;

    private static readonly Gen<SeatRequest> Seat = Gen.Select(
        Gen.Int[0, 11], Gen.OneOf<int?>((int?)null, 100, 150, 99), Gen.Frequency((9, Gen.Const(true)), (1, Gen.Const(false))),
        (learner, percent, known) => new SeatRequest(learner == 11 ? "no id" : $"l{learner}", percent, known));

    /// <summary>Few command ids, so that some come again, with the same seats or with others.</summary>
    private static readonly Gen<Func<DateTimeOffset, WindowCommand>> Commands = Gen.Frequency(
        (6, Gen.Select(Gen.Int[0, 5], Seat.Array[1, 6], (id, seats) => Make(at => new WindowCommand.TakeSeats(at, Id(id), [.. seats])))),
        (3, Gen.Int[0, 10].Select(learner => Make(at => new WindowCommand.ReleaseSeat(at, $"l{learner}")))),
        (3, Gen.Select(Gen.Int[-1, 9], Gen.Int[0, 40], Gen.Int[0, 90], (capacity, opens, closes) => Make(at => new WindowCommand.Plan(at, Terms(capacity, opens, closes))))),
        (1, Gen.Const(Make(at => new WindowCommand.Cancel(at)))),
        (2, Gen.OneOf<RegistrationTerms?>((RegistrationTerms?)null, new RegistrationTerms(null, null, 20, 15), new RegistrationTerms(null, 5, 0, 60))
            .Select(terms => Make(at => new WindowCommand.SetRegistration(at, terms)))),
        (8, Gen.Select(Gen.Int[6, 16], Gen.Int[0, 10], Gen.Bool, (id, learner, waits) => Make(at => new WindowCommand.Register(at, Id(id), $"l{learner}", waits)))),
        (4, Gen.Int[0, 10].Select(learner => Make(at => new WindowCommand.Leave(at, $"l{learner}")))),
        (1, Gen.Select(Gen.Int[0, 10], Gen.Int[1, 12], (learner, number) => Make(at => new WindowCommand.GiveBack(at, $"l{learner}", number)))),
        (3, Gen.Const(Make(at => new WindowCommand.TendOffers(at)))),
        (2, Gen.Select(Gen.Int[0, 8], Gen.Int[1, 4], (from, most) => Make(at => new WindowCommand.TellSeats(at, from, most)))),
        (2, Gen.Select(Gen.Int[0, 8], Gen.Int[1, 4], (from, most) => Make(at => new WindowCommand.PrepareSeats(at, from, most)))));

    private static readonly Gen<(int Wait, Func<DateTimeOffset, WindowCommand> Command)[]> Script =
        Gen.Select(Gen.Int[0, 12], Commands, (wait, command) => (wait, command)).Array[1, 40];

    [Fact]
    public void The_seats_never_exceed_the_capacity_and_no_learner_or_number_has_two() => Always((_, _, after, _) =>
    {
        if (after is not WindowState.Planned planned)
            return;
        Assert.True(planned.Held <= planned.Terms.Capacity, $"{planned.Roll.Count} seats and {planned.Waiting.Offered} kept of {planned.Terms.Capacity}.");
        Assert.Distinct(planned.Roll.Seats.Values.Select(seat => seat.Number));
        Assert.True(planned.Told <= planned.Roll.LastNumber && planned.Prepared <= planned.Roll.LastNumber);
    });

    [Fact]
    public void Every_command_repeated_at_once_does_nothing_more() => Always((_, command, after, decision) =>
    {
        // A slice names where it starts, and the repeat of a slice starts where it started.
        var again = WindowRules.Decide(after, command);
        Assert.Empty(again.Events);
        if (decision.Seats is { } first && again.Seats is { } second && decision.Events.Any(happened => happened is WindowEvent.SeatsTaken))
            Assert.Equal((first.Taken, first.Known, first.Refused.Length), (second.Taken, second.Known, second.Refused.Length));
    });

    [Fact]
    public void While_somebody_waits_no_place_is_left_and_nobody_passes_anybody() => Always((before, command, after, decision) =>
    {
        if (after is not WindowState.Planned { Registration: { } terms } planned)
            return;
        var line = planned.Waiting.Places.Where(place => place.OfferedUntil is null).ToArray();
        if (!decision.Events.IsEmpty && terms.IsOpen(planned.Terms, command.At))
            Assert.True(line.Length == 0 || planned.Held == planned.Terms.Capacity, $"{line.Length} wait beside free places.");
        if (command is WindowCommand.Register register && decision.Events.Any(happened => happened is WindowEvent.SeatsTaken) && before is WindowState.Planned was)
            Assert.True(was.Waiting.Find(register.Learner) is { OfferedUntil: not null } || was.Waiting.Places.Length == was.Waiting.Offered || !terms.IsOpen(was.Terms, command.At));
        Assert.Equal(planned.Waiting.Places.OrderBy(place => place.Number), planned.Waiting.Places);
        Assert.Equal(planned.Waiting.Places.Count(place => place.OfferedUntil is not null), planned.Waiting.Offered);
        Assert.DoesNotContain(planned.Waiting.Places, place => planned.Roll.Find(place.Learner) is not null);
    });

    [Fact]
    public void Every_seat_asked_for_is_answered_once() => Always((_, command, _, decision) =>
    {
        if (command is WindowCommand.TakeSeats take && decision.Seats is { } answers)
            Assert.Equal(take.Seats.Length, answers.Taken + answers.Known + answers.Refused.Length);
    });

    [Fact]
    public void An_open_window_only_grows_and_a_closed_or_cancelled_one_takes_nothing() => Always((before, command, after, decision) =>
    {
        if (before is WindowState.Cancelled || (before as WindowState.Planned)?.Terms.HasClosed(command.At) == true)
            Assert.DoesNotContain(decision.Events, happened => happened is not (WindowEvent.SeatsTold or WindowEvent.OffersLapsed or WindowEvent.WaitingLeft));
        else if (before is WindowState.Planned { Terms: var was } && was.HasOpened(command.At) && after is WindowState.Planned { Terms: var now })
            Assert.True(now.Title == was.Title && now.Opens == was.Opens && now.Closes >= was.Closes && now.Capacity >= was.Capacity);
    });

    [Fact]
    public void Whoever_has_a_seat_is_told_how_the_window_stands_in_the_end() => Always((_, command, after, _) =>
    {
        var (state, told) = (after, new HashSet<string>());
        var roll = after switch
        {
            WindowState.Planned planned => planned.Roll,
            WindowState.Cancelled cancelled => cancelled.Roll,
            _ => SeatRoll.Empty,
        };
        for (var from = ToldOf(state); from < roll.LastNumber; from = ToldOf(state))
        {
            var slice = Assert.IsType<WindowEvent.SeatsTold>(Assert.Single(WindowRules.Decide(state, new WindowCommand.TellSeats(command.At, from, 3)).Events));
            told.UnionWith(roll.Between(from, slice.Through));
            state = WindowEvolution.Evolve(state, slice);
        }
        Assert.Subset(roll.Seats.Keys.ToHashSet(), told);
        Assert.Equal(roll.Seats.Count(seat => seat.Value.Number > ToldOf(after)), told.Count);
    });

    private static void Always(Action<WindowState, WindowCommand, WindowState, WindowDecision> holds) => Script.Sample(
        script =>
        {
            var (state, now) = (WindowState.Nothing, Scene.Opening);
            foreach (var (wait, make) in script)
            {
                now += TimeSpan.FromMinutes(wait);
                var command = make(now);
                var decision = WindowRules.Decide(state, command);
                Assert.True(decision.Events.IsEmpty || decision.Refusals.IsEmpty, "Refused and done.");
                var after = decision.Events.Aggregate(state, WindowEvolution.Evolve);
                holds(state, command, after, decision);
                state = after;
            }
        },
        iter: Scripts, threads: 1);

    private static int ToldOf(WindowState state) => state switch
    {
        WindowState.Planned planned => planned.Told,
        WindowState.Cancelled cancelled => cancelled.Told,
        _ => 0,
    };

    private static WindowTerms Terms(int capacity, int opens, int closes) =>
        new("fin-101", "March", Scene.Opening.AddMinutes(opens), Scene.Opening.AddMinutes(60 + closes), capacity);

    private static Func<DateTimeOffset, WindowCommand> Make(Func<DateTimeOffset, WindowCommand> command) => command;

    private static Guid Id(int number) => new($"eeeeeeee-0000-7000-8000-{number:x12}");
}
