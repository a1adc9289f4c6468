using ExamEngine.Web.Kernel;
using ExamEngine.Web.Sessions;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Logging.Abstractions;

namespace Web.Tests.Kernel;

/// <summary>What becomes of news that cannot be had.</summary>
public sealed class NewsQueueTests(RunningSilo silo)
{
    private readonly List<string> sent = [];

    [Fact]
    public async Task News_that_cannot_be_sent_stop_none_after_them()
    {
        var queue = Queue(8);
        queue.Post(_ => throw new InvalidOperationException("The message has no form on the wire."));
        queue.Post(_ => Task.FromException(new IOException("The socket is gone.")));
        queue.Post(Note("last"));
        queue.End();

        await queue.Carry(TestContext.Current.CancellationToken);

        Assert.Equal(["last"], sent);
    }

    [Fact]
    public async Task A_browser_that_takes_nothing_is_left_behind()
    {
        var queue = Queue(8);
        queue.Post(_ => new TaskCompletionSource().Task);
        queue.Post(Note("last"));
        queue.End();

        await queue.Carry(TestContext.Current.CancellationToken);

        Assert.Equal(["last"], sent);
    }

    [Fact]
    public async Task A_full_queue_drops_the_oldest_and_keeps_nobody_waiting()
    {
        var queue = Queue(2);
        foreach (var news in (string[])["first", "second", "third"])
            queue.Post(Note(news));
        queue.End();

        await queue.Carry(TestContext.Current.CancellationToken);

        Assert.Equal(["second", "third"], sent);
    }

    private NewsQueue<ILearnerClient> Queue(int capacity) => new(
        silo.Services.GetRequiredService<IHubContext<LearnerHub, ILearnerClient>>().Clients, capacity, silo.Services.GetRequiredService<WebInstruments>(), NullLogger.Instance);

    private Func<IHubClients<ILearnerClient>, Task> Note(string news) => _ =>
    {
        sent.Add(news);
        return Task.CompletedTask;
    };
}
