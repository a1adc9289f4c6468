using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;

namespace Browser.Tests.Harness;

/// <summary>
/// A learner without a browser who sits an exam without a camera, into which policy lets everybody: speaks to the server as their page would, and says of
/// everything that proctors do that it arrived.
/// </summary>
internal sealed class WatchedSitter : IAsyncDisposable
{
    private readonly Caller learner;
    private readonly Guid device = Guid.NewGuid();
    private readonly CancellationTokenSource leaving = new();
    private HubConnection? hub;
    private Task there = Task.CompletedTask;
    private long seq;
    private Guid last;

    private WatchedSitter(Caller learner, Guid session) => (this.learner, Session) = (learner, session);

    public Guid Session { get; }

    /// <summary>The session's time as the server told it last.</summary>
    public TimeView? Time { get; private set; }

    /// <summary>Checked in and at work.</summary>
    public static async Task<WatchedSitter> Start(Caller learner, string exam)
    {
        await Eventually.True($"{exam} in the catalogue", () => learner.Finds($"api/exams/{exam}/briefing"));
        var sitter = new WatchedSitter(learner, await Preparation.Seat(learner, exam));
        var text = (await sitter.Ask<AttendView>("check-in")).CheckIn.Consent;
        await sitter.Ask<AttendView>("consent", new { commandId = Guid.NewGuid(), sitter.device, textVersion = text.Version, text.Camera, text.Microphone, text.Screen });
        await sitter.Ask<AttendView>("check-in/complete");
        await sitter.Ask<object>("start");
        return sitter;
    }

    /// <summary>Opens the page's line to the server.</summary>
    public async Task Listen(Uri address)
    {
        var line = new HubConnectionBuilder()
            .WithUrl(new Uri(address, "hubs/learner"), options =>
            {
                options.Transports = HttpTransportType.WebSockets;
                options.SkipNegotiation = true;
                options.Cookies = learner.Jar;
            })
            .AddJsonProtocol(options => options.PayloadSerializerOptions = Caller.Json)
            .Build();
        hub = line;
        line.On<Guid, ActNotice>("told", (_, notice) =>
        {
            last = notice.Id;
            return notice.Delivered ? Task.CompletedTask : line.InvokeAsync("Acknowledge", Session, notice.Id, false);
        });
        line.On<Guid, Guid?, TimeView>("changed", (_, _, time) => Take(time));
        await line.StartAsync();
        Take(await line.InvokeAsync<TimeView>("Join", Session, device));
        await line.InvokeAsync<AttendView>("Attend", Session, device);
        there = StayThere(line);
    }

    /// <summary>The learner has read what came last.</summary>
    public Task Confirm() => learner.Post($"{Root}/acts/{last}/acknowledge", new { confirmed = true });

    /// <summary>Something happened on the page: <c>copied</c>, <c>pasted</c>, … It is the same however often it is sent.</summary>
    public SignalReport Report(string kind) => new(++seq, kind, "did", DateTimeOffset.UtcNow, new());

    /// <exception cref="HttpRequestException">There was no answer.</exception>
    public Task<SignalsNoted> Send(SignalReport report) => learner.Post<SignalsNoted>($"{Root}/signals", new { device, signals = new[] { report } });

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        await there;
        if (hub is not null)
            await hub.DisposeAsync();
        leaving.Dispose();
    }

    /// <summary>Says every ten seconds that the page is there.</summary>
    private async Task StayThere(HubConnection line)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(10));
        try
        {
            while (await timer.WaitForNextTickAsync(leaving.Token))
                Take(await line.InvokeAsync<TimeView>("Presence", Session, device, leaving.Token));
        }
        catch (OperationCanceledException)
        {
            // The test is over.
        }
    }

    /// <summary>Answers and news may overtake one another.</summary>
    private void Take(TimeView time)
    {
        if (Time is null || time.ServerNow >= Time.ServerNow)
            Time = time;
    }

    private string Root => $"api/sessions/{Session}";

    private Task<T> Ask<T>(string what, object? body = null) => learner.Post<T>($"{Root}/{what}", body ?? new { commandId = Guid.NewGuid(), device });
}
