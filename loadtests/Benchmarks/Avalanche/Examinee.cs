using System.Globalization;
using System.Text.RegularExpressions;
using ExamEngine.Benchmarks.Sessions;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.Benchmarks.Avalanche;

/// <summary>
/// One learner from the seat to the end, who reads the page, knows some answers, and keeps count of the points they must get. The right
/// answers are worked out from what the page shows and never from the exam's keys: an expectation that shares no code with grading.
/// </summary>
internal sealed partial class Examinee(IGrainFactory grains, string exam, int number)
{
    private readonly Actor _actor = new($"account-{number}", $"learner-{number}", Roles.Learner);
    private readonly Guid _device = Guid.CreateVersion7();
    private AnswerValue[] _answers = [];

    public Guid Session { get; private set; }

    public string Learner => $"learner-{number}";

    /// <summary>What the answers are worth: two points for a number, one for a choice.</summary>
    public decimal Points { get; private set; }

    public bool Passes => Points * 100 >= 60 * MaxPoints;

    private decimal MaxPoints => Enumerable.Range(1, _answers.Length).Sum(Worth);

    private ILearnerGrain Record => grains.GetGrain<ILearnerGrain>(Learner);

    private ISessionGrain Sitting => grains.GetGrain<ISessionGrain>(Session);

    public async Task Register(DateTimeOffset? closes)
    {
        Require(await Record.Describe(Actor.System, new LearnerProfile($"Learner {number}", "NL")));
        Require(await Record.Register(Actor.System, new Registration(exam, null, closes)));
    }

    public async Task Begin() => Session = Require(await Record.Begin(_actor, Guid.CreateVersion7(), exam, honourCodeAccepted: true)).SessionId;

    public async Task Start()
    {
        var view = Require(await Sitting.Start(From()));
        _answers = new AnswerValue[view.Items.Length];
        foreach (var item in view.Items)
        {
            var right = Knows(item.Number);
            Points += right ? Worth(item.Number) : 0;
            _answers[item.Number - 1] = Answer(item, right);
        }
    }

    /// <summary>Saves the answer to one item, from 1.</summary>
    public async Task Save(int item)
    {
        var entry = new Entry.Answer(Guid.CreateVersion7(), item, item, SampleExam.Field, _answers[item - 1]);
        if (Require(await Sitting.Save(new SaveEntries(_actor, _device, [entry]))).Acks is not [{ Status: AckStatus.Saved }])
            throw new InvalidOperationException("A save was refused.");
    }

    public async Task Submit() => Require(await Sitting.Submit(From(), _answers.Length));

    private FromDevice From() => new(_actor, Guid.CreateVersion7(), _device);

    private static decimal Worth(int item) => SampleExam.TakesText(item) ? 2 : 1;

    /// <summary>From one half of the answers to all of them, so that about three of four learners pass.</summary>
    private bool Knows(int item) => item * 37 % 100 < 50 + number % 50;

    private static AnswerValue Answer(ItemView item, bool right)
    {
        if (!SampleExam.TakesText(item.Number))
            return new([item.Fields[0].Options.First(option => right == option.Html.Contains("Exponential smoothing", StringComparison.Ordinal)).Name], null);
        var demand = Demand().Match(item.Html);
        var stock = 1.645 * Number(demand.Groups["sigma"]) * Math.Sqrt(Number(demand.Groups["weeks"]));
        return new(null, (right ? stock : 2 * stock).ToString("0.000", CultureInfo.InvariantCulture));
    }

    private static int Number(Group group) => int.Parse(group.ValueSpan, CultureInfo.InvariantCulture);

    private static T Require<T>(Reply<T> reply)
        where T : class => reply.Value ?? throw new InvalidOperationException(string.Join("; ", reply.Problems));

    [GeneratedRegex(@"deviation (?<sigma>\d+) over (?<weeks>\d+) weeks")]
    private static partial Regex Demand();
}
