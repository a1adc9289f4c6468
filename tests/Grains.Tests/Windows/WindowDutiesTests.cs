using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Core.Windows;
using ExamEngine.Grains.Windows;
using ExamEngine.Storage.Journal;
using Grains.Tests.Harness;

namespace Grains.Tests.Windows;

/// <summary>A large window's duties: bounded slices at a stated pace.</summary>
public sealed class WindowDutiesTests
{
    private static readonly WindowOptions Options = new();
    private static readonly DateTimeOffset Opens = Engine.Opening.AddHours(1);
    private static readonly WindowTerms Terms = new("plain", "A window", Opens, Opens.AddHours(2), 2_000);

    [Fact]
    public void Twelve_hundred_learners_are_told_of_other_times_in_three_slices_a_second_apart()
    {
        var (state, changed) = Next(Seated(1_200), new WindowCommand.Plan(Engine.Opening, Terms with { Closes = Opens.AddHours(3) }), Engine.Opening);
        Assert.Equal([("tell/w", "tell/0", 0.0)], Put(changed, Engine.Opening));

        var now = Engine.Opening;
        var slices = new List<int>();
        for (var from = 0; from < 1_200; from += WindowDuties.TellSlice, now = now.AddSeconds(1))
        {
            (state, changed) = Next(state, new WindowCommand.TellSeats(now, from, WindowDuties.TellSlice), now);
            slices.Add(Put(changed, now).Count(row => row.Key.StartsWith("seat/w/", StringComparison.Ordinal)));
            Assert.Equal(from + WindowDuties.TellSlice < 1_200, Put(changed, now).Contains(("tell/w", $"tell/{from + WindowDuties.TellSlice}", 1.0)));
        }
        Assert.Equal([500, 500, 200], slices);
    }

    [Fact]
    public void Twelve_hundred_seats_are_prepared_a_hundred_in_a_second()
    {
        var now = WindowDuties.PreparesAt(Terms, Options);

        var (_, changes) = Next(Seated(1_200), new WindowCommand.PrepareSeats(now, 0, WindowDuties.PrepareSlice(Options)), now);

        var rows = Put(changes, now);
        Assert.Equal(("prepare/w", "prepare/500", 5.0), rows[^1]);
        Assert.Equal(Enumerable.Range(0, 500).Select(n => ($"prepare/w/l{n}", "prepare/w", n / 100.0)), rows[..^1]);
    }

    [Fact]
    public void The_preparation_stands_on_the_agenda_from_the_first_seat_and_moves_with_the_opening()
    {
        var (state, changes) = Next(Planned(), Take(0, 3), Engine.Opening);
        Assert.Contains(("prepare/w", "prepare/0", 50 * 60.0), Put(changes, Engine.Opening));

        (state, changes) = Next(state, Take(3, 3), Engine.Opening);
        Assert.DoesNotContain(Put(changes, Engine.Opening), row => row.Key == "prepare/w");

        (state, changes) = Next(state, new WindowCommand.Plan(Engine.Opening, Terms with { Opens = Opens.AddMinutes(30) }), Engine.Opening);
        Assert.Contains(("prepare/w", "prepare/0", 80 * 60.0), Put(changes, Engine.Opening));

        (_, changes) = Next(state, new WindowCommand.Cancel(Engine.Opening), Engine.Opening);
        Assert.Contains(new AgendaChange.Remove("prepare/w"), changes);
    }

    private static WindowState Planned() => WindowEvolution.Evolve(
        WindowState.Nothing, new WindowEvent.Planned(Terms.Exam, Terms.Title, Terms.Opens, Terms.Closes, Terms.Capacity));

    private static WindowState Seated(int seats) => Next(Planned(), Take(0, seats), Engine.Opening).State;

    private static WindowCommand.TakeSeats Take(int from, int count) => new(
        Engine.Opening, new Guid(from + 1, 0, 0, new byte[8]),
        [.. Enumerable.Range(from, count).Select(n => new SeatRequest(string.Create(CultureInfo.InvariantCulture, $"l{n}"), null, Known: true))]);

    private static (WindowState State, IReadOnlyList<AgendaChange> Changes) Next(WindowState state, WindowCommand command, DateTimeOffset now)
    {
        var events = WindowRules.Decide(state, command).Events;
        Assert.NotEmpty(events);
        var after = events.Aggregate(state, WindowEvolution.Evolve);
        return (after, WindowDuties.Agenda("w", state, after, events, Options, now));
    }

    private static ImmutableArray<(string Key, string Message, double Seconds)> Put(IEnumerable<AgendaChange> changes, DateTimeOffset now) =>
        [.. changes.OfType<AgendaChange.Put>().Select(put => (put.Key, put.Message, (put.Due - now).TotalSeconds))];
}
