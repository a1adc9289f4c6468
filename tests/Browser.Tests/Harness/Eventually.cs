using System.Diagnostics;

namespace Browser.Tests.Harness;

/// <summary>Waits for facts that no page shows.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Asks until there is an answer; fails, saying what was waited for, when there is none in two minutes.</summary>
    public static async Task<T> Find<T>(string what, Func<Task<T?>> ask)
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        do
        {
            if (await ask() is { } found)
                return found;
        }
        while (watch.Elapsed < Patience && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken));

        throw new TimeoutException($"Waited in vain for {what}.");
    }

    public static Task True(string what, Func<Task<bool>> ask) => Find(what, async () => await ask() ? what : null);
}
