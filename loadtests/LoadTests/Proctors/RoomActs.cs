using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Agents;

namespace ExamEngine.LoadTests.Proctors;

/// <summary>What became of a console's acts, from the answers and from what the board tells: the evidence of the audit.</summary>
internal sealed class RoomActs(Meter meter)
{
    private readonly Dictionary<Guid, Begun> _begun = [];
    private readonly Dictionary<Guid, ActProgress> _progress = [];
    private readonly List<Guid> _order = [];

    /// <param name="due">When it was due, as a timestamp of the stopwatch.</param>
    /// <param name="online">Whose pages it has to arrive at.</param>
    /// <returns>Done when it has arrived at all of them.</returns>
    public Task Begin(Guid id, Operation operation, long due, IReadOnlySet<Guid> online)
    {
        var begun = new Begun(operation, due, online);
        _begun.Add(id, begun);
        return begun.Arrived.Task;
    }

    public void Take(ActProgress progress)
    {
        // Answers and news overtake each other: an outcome that was known stays known.
        if (_progress.TryGetValue(progress.Id, out var known))
            progress = Together(known, progress);
        else
            _order.Add(progress.Id);
        _progress[progress.Id] = progress;
        if (_begun.GetValueOrDefault(progress.Id) is not { Arrived.Task.IsCompleted: false } begun || progress.Outcomes.Length < progress.Count)
            return;
        if (!progress.Outcomes.All(outcome => outcome.Problem is not null || outcome.DeliveredAt is not null || !begun.Online.Contains(outcome.Session)))
            return;
        meter.Done(begun.Operation, begun.Due);
        begun.Arrived.SetResult();
    }

    public IReadOnlyList<OrderedAct> Acknowledged() => [.. _order.Select(id => _progress[id]).Select(act => new OrderedAct(
        act.Id, act.Kind, act.Minutes, act.At,
        [.. act.Outcomes.Where(outcome => outcome.Problem is null).Select(outcome => outcome.Session)],
        [.. act.Outcomes.Where(outcome => outcome.DeliveredAt is not null).Select(outcome => outcome.Session)],
        [.. act.Outcomes.Where(outcome => act.UndoneAt is not null && outcome is { Problem: null, UndoProblem: null }).Select(outcome => outcome.Session)]))];

    /// <summary>Those that are still on their way.</summary>
    public IEnumerable<string> Unanswered() => _begun.Values.Where(begun => !begun.Arrived.Task.IsCompleted).Select(begun => begun.Operation.Name());

    private static ActProgress Together(ActProgress before, ActProgress after)
    {
        var known = before.Outcomes.ToDictionary(outcome => outcome.Session);
        foreach (var outcome in after.Outcomes)
        {
            known[outcome.Session] = known.TryGetValue(outcome.Session, out var old)
                ? outcome with { DeliveredAt = outcome.DeliveredAt ?? old.DeliveredAt, ConfirmedAt = outcome.ConfirmedAt ?? old.ConfirmedAt }
                : outcome;
        }

        return after with { Outcomes = [.. known.Values], UndoneAt = after.UndoneAt ?? before.UndoneAt };
    }

    private sealed record Begun(Operation Operation, long Due, IReadOnlySet<Guid> Online)
    {
        public TaskCompletionSource Arrived { get; } = new();
    }
}
