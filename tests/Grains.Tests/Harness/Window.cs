using ExamEngine.Contracts.Windows;
using ExamEngine.Core.Learners;
using ExamEngine.Grains.Learners;
using ExamEngine.Storage.ReadModel.Queries;

namespace Grains.Tests.Harness;

/// <summary>A window of one exam that opens in an hour and closes in three, unless a test says otherwise.</summary>
internal sealed class Window(Engine engine, string id, string exam)
{
    public string Id => id;

    public DateTimeOffset Opens { get; private set; }

    public DateTimeOffset Closes { get; private set; }

    public IWindowGrain Grain => engine.Grains.GetGrain<IWindowGrain>(id);

    public string Stream => $"window/{id}";

    public static async Task<Window> Plan(Engine engine, string exam = "plain", int capacity = 100, TimeSpan? opensIn = null, TimeSpan? closesIn = null)
    {
        var window = new Window(engine, $"w-{Guid.NewGuid():N}", exam);
        await window.Set(engine.Now + (opensIn ?? TimeSpan.FromHours(1)), engine.Now + (closesIn ?? TimeSpan.FromHours(3)), capacity);
        return window;
    }

    public async Task Set(DateTimeOffset opens, DateTimeOffset closes, int capacity = 100)
    {
        (await Grain.Plan(People.Staff, new(exam, "A window", opens, closes, capacity))).Ok();
        (Opens, Closes) = (opens, closes);
    }

    public Task<SeatsTaken> Take(params Candidate[] learners) => Take(null, learners);

    public async Task<SeatsTaken> Take(int? percent, params Candidate[] learners) =>
        (await Grain.TakeSeats(People.Staff, new(Guid.NewGuid(), [.. learners.Select(learner => new SeatOrder(learner.Id, percent))]))).Ok();

    public async Task Release(Candidate learner) => (await Grain.ReleaseSeat(People.Staff, learner.Id)).Ok();

    /// <summary>Goes to when the preparation begins, and has it all done, pace and all.</summary>
    public async Task Prepare()
    {
        engine.AdvanceTo(Opens - TimeSpan.FromMinutes(10));
        await engine.SweepFor(TimeSpan.FromMinutes(1));
    }

    public Task<WindowFigures> Figures() => engine.Of<WindowQueries>().Figures(id, CancellationToken.None);

    public async Task<SeatProgress> Seat(Candidate learner) =>
        Assert.Single(await engine.Of<SeatQueries>().Page(id, null, 1000, CancellationToken.None), seat => seat.LearnerId == learner.Id);

    /// <summary>The session that waits for the learner, by the learner's stream.</summary>
    public async Task<PreparedSession?> Prepared(Candidate learner) => (await LearnerJournal.Replay(engine.Journal, learner.Id)).PreparedFor(id);
}
