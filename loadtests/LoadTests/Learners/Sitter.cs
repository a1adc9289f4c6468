using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Exam;
using ExamEngine.LoadTests.Learners.Watched;

namespace ExamEngine.LoadTests.Learners;

/// <summary>The person before the page, whichever device it is on: what they have seen, what was acknowledged to them, what troubled them.</summary>
internal sealed class Sitter(Door door, LearnerClock clock, Random chance, Meter meter)
{
    private readonly SortedDictionary<int, ShownItem> _seen = [];
    private readonly List<string> _troubles = [];

    public Door Door => door;

    public LearnerClock Clock => clock;

    public Random Chance => chance;

    public Meter Meter => meter;

    public Ledger Ledger { get; } = new();

    public SignalLedger Signals { get; } = new();

    /// <summary>Every item shown so far, by its number.</summary>
    public IReadOnlyDictionary<int, ShownItem> Seen => _seen;

    /// <summary>What a page could not do by itself, so that a person would have had to act.</summary>
    public IReadOnlyList<string> Troubles => _troubles;

    public void Trouble(string what)
    {
        if (_troubles.Count < 10)
            _troubles.Add(what);
    }

    public void See(SessionView view)
    {
        foreach (var item in view.Items)
        {
            if (!_seen.ContainsKey(item.Number))
                _seen[item.Number] = ShownItem.Of(item, LoadExam.Key);
        }
    }
}
