using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Windows;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Harness;

/// <summary>A window of its own with one room, its proctor, and sessions in it that a test speaks for.</summary>
internal sealed class WatchedRoom(RunningSilo silo, string scope)
{
    public string Scope => scope;

    public string Id => $"{scope}~1";

    public IRoomGrain Grain => silo.Grains.GetGrain<IRoomGrain>(Id);

    public static async Task<WatchedRoom> Open(RunningSilo silo, params string[] proctors)
    {
        var window = $"rooms-{Guid.NewGuid():N}";
        Assert.Empty((await silo.Grains.GetGrain<IWindowGrain>(window).Plan(
            Actor.System, new(TestExam.Id, "A window", DateTimeOffset.UtcNow, DateTimeOffset.UtcNow.AddHours(2), 1000))).Problems);
        var room = new WatchedRoom(silo, $"w~{window}");
        await room.Assign(1, proctors);
        return room;
    }

    /// <param name="number">Null for the leads.</param>
    public async Task Assign(int? number, params string[] proctors)
    {
        using var staff = silo.Visit(Who.Staff);
        var room = number is { } of ? $"\"{scope}~{of}\"" : "null";
        await staff.Ask(
            HttpMethod.Put, $"api/rooms/{scope}/proctors",
            $$"""{"commandId":"{{Guid.NewGuid()}}","room":{{room}},"proctors":[{{string.Join(',', proctors.Select(name => $"\"{name}\""))}}]}""", WireJson.Default.RoomsView);
    }

    /// <summary>A session that was placed here and runs.</summary>
    public async Task<Guid> Session(string name = "Ada Lovelace")
    {
        var session = Guid.NewGuid();
        Assert.Equal(Id, await silo.Grains.GetGrain<IRoomsGrain>(scope).Place(session));
        await Says(session, "running");
        await Grain.WatchChanged(Watch(session, name));
        return session;
    }

    public Task Says(Guid session, string state, int answered = 0) =>
        Grain.SessionChanged(new SessionCell(session, state, answered, 10, 1, state == "running", 60_000, DateTimeOffset.UtcNow, DateTimeOffset.UtcNow));

    private static long version;

    public static WatchCell Watch(Guid session, string name = "Ada Lovelace", decimal attention = 0, DateTimeOffset? waitingSince = null) =>
        new(session, name, "over", attention, attention > 0 ? 1 : 0, attention > 0 ? "Left the page" : null, null, [], 0, waitingSince is not null, 0, waitingSince, Interlocked.Increment(ref version));

    /// <summary>A proctor with an account of their own, signed in.</summary>
    public static async Task<(string Name, Visitor Visitor)> Proctor(RunningSilo silo)
    {
        var name = await silo.AddAccount(RoleNames.Proctor);
        var visitor = new Visitor(silo.Address);
        using var answer = await visitor.SignIn(name, RunningSilo.Password);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return (name, visitor);
    }
}
