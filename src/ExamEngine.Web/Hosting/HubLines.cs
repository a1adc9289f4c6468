using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Hosting;

/// <summary>
/// The open connections of every hub, so that a process that leaves can close them a few at a time: browsers connect again by themselves,
/// with jitter, and a server that took over thousands at once would be the next to fall.
/// </summary>
public sealed class HubLines(Departure departure, TimeProvider time) : IHubFilter
{
    /// <summary>Closing takes about this long at most.</summary>
    private static readonly TimeSpan Spread = TimeSpan.FromSeconds(4);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <summary>So many at once bother nobody.</summary>
    private const int SmallestLot = 25;

    private readonly ConcurrentDictionary<string, HubCallerContext> lines = new();

    internal int Count => lines.Count;

    public Task OnConnectedAsync(HubLifetimeContext context, Func<HubLifetimeContext, Task> next)
    {
        // In this order: one that SendAway does not find yet sees here that it has begun.
        lines[context.Context.ConnectionId] = context.Context;
        if (departure.IsUnderWay)
            context.Context.Abort();

        return next(context);
    }

    public Task OnDisconnectedAsync(HubLifetimeContext context, Exception? exception, Func<HubLifetimeContext, Exception?, Task> next)
    {
        lines.TryRemove(context.Context.ConnectionId, out _);
        return next(context, exception);
    }

    /// <summary>Closes every connection, and from now on each new one. Ends early when told to.</summary>
    public async Task SendAway(CancellationToken ct)
    {
        departure.Begin();
        HubCallerContext[] all = [.. lines.Values];
        var lot = Math.Max(SmallestLot, (int)(all.Length * Pause / Spread));
        foreach (var few in all.Chunk(lot))
        {
            foreach (var line in few)
                line.Abort();

            await Task.Delay(Pause, time, ct);
        }
    }
}
