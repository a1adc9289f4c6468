using System.Diagnostics;

namespace Web.Tests.Harness;

/// <summary>Waits for what the server comes to by itself.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task So(string what, Func<bool> isSo) => So(what, () => Task.FromResult(isSo()));

    public static async Task So(string what, Func<Task<bool>> isSo) => await Find(what, async () => await isSo() ? what : null);

    /// <summary>Asks until there is an answer; fails, saying what was waited for, when there is none in half a minute.</summary>
    public static async Task<T> Find<T>(string what, Func<Task<T?>> ask)
        where T : class
    {
        var watch = Stopwatch.StartNew();
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        do
        {
            if (await ask() is { } found)
                return found;
        }
        while (watch.Elapsed < Patience && await timer.WaitForNextTickAsync(TestContext.Current.CancellationToken));

        throw new TimeoutException($"Waited in vain for {what}.");
    }
}
