using ExamEngine.LoadTests;
using ExamEngine.LoadTests.SetUp;

namespace Browser.Tests.Harness;

/// <summary>What an institution's own systems do with a server's operator key, as the load test does it: exams, seats and accounts.</summary>
internal sealed class Desk : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly IStage stage;
    private readonly Office office;

    public Desk(IStage stage)
    {
        this.stage = stage;
        office = new Office(stage);
    }

    /// <summary>At a server that runs already.</summary>
    public static Desk Of(EngineProcess engine) => new(new GivenStage(engine.Address, EngineCommand.OperatorKey(engine.Data)));

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    /// <summary>Imports an exam of the folder <c>Exams</c> and seats learners, who get accounts, in a window of its own that is open.</summary>
    /// <param name="exam">Its id, and the window's.</param>
    /// <param name="file">When it is not called as the exam.</param>
    public async Task Exam(string exam, IReadOnlyCollection<string> learners, Func<string, string>? adjust = null, string? file = null)
    {
        await office.Import(Preparation.Text("program.yaml"), Ct);
        var yaml = Preparation.Text($"{file ?? exam}.yaml");
        await office.Import(adjust?.Invoke(yaml) ?? yaml, Ct);
        await office.AddAccounts(learners, Ct);
        await office.Seat(exam, DateTimeOffset.UtcNow.AddMinutes(-1), DateTimeOffset.UtcNow.AddHours(1), learners, Ct);
    }

    /// <summary>An account of somebody who sits no exams, and so has a password.</summary>
    public Task Account(string userName, string displayName, string role) =>
        office.AddAccount(userName, displayName, role, Password, Ct);

    public Task<Caller> SignInStaff(string userName) => Caller.SignIn(stage.Address, userName, Password);

    /// <summary>A learner.</summary>
    public async Task<Caller> SignIn(string userName) => (await SignIn([userName]))[0];

    /// <summary>Learners, in the order of their names.</summary>
    public async Task<IReadOnlyList<Caller>> SignIn(IReadOnlyCollection<string> userNames)
    {
        var callers = new Caller[userNames.Count];
        var tickets = await office.DrawTickets(userNames, Ct);
        await Parallel.ForAsync(0, callers.Length, Ct, async (i, _) => callers[i] = await Caller.SignInByTicket(stage.Address, tickets[i]));
        return callers;
    }

    /// <summary>Gives the first room of a window to a proctor. There is one from the first check-in on.</summary>
    /// <param name="roomSize">How many sessions a room takes from now on; null leaves it.</param>
    /// <returns>The room.</returns>
    public async Task<string> Watch(string window, string proctor, int? roomSize = null)
    {
        var room = $"w~{window}~1";
        await office.Assign($"w~{window}", room, proctor, roomSize, Ct);
        return room;
    }

    public void Dispose() => office.Dispose();
}
