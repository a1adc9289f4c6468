namespace ExamEngine.Grains.Kernel;

/// <summary>Calls to many grains, so many at once. For use within a grain: all of it runs on that grain's own turn.</summary>
internal static class FanOut
{
    public static Task Each<T>(IEnumerable<T> those, int atOnce, Func<T, Task> work)
    {
        var left = new Queue<T>(those);
        return Task.WhenAll(Enumerable.Range(0, Math.Min(atOnce, left.Count)).Select(_ => Work()));

        async Task Work()
        {
            while (left.TryDequeue(out var one))
                await work(one);
        }
    }
}
