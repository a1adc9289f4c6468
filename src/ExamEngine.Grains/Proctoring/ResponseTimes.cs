namespace ExamEngine.Grains.Proctoring;

/// <summary>How long learners of a room waited for a proctor: of each proctor and of the room, the last hundred times.</summary>
internal sealed class ResponseTimes
{
    private const int Kept = 100, MostProctors = 200;
    private readonly Queue<long> _all = new();
    private readonly Dictionary<string, Queue<long>> _byProctor = new(StringComparer.Ordinal);

    /// <summary>The room's median in milliseconds; null before the first.</summary>
    public long? P50 => Median(_all);

    /// <param name="proctor">Null when nobody knows who it was.</param>
    public void Add(string? proctor, TimeSpan waited)
    {
        Keep(_all, waited);
        if (proctor is null)
            return;
        if (!_byProctor.TryGetValue(proctor, out var own))
        {
            if (_byProctor.Count == MostProctors)
                return;
            _byProctor.Add(proctor, own = new());
        }
        Keep(own, waited);
    }

    public long? P50Of(string proctor) => _byProctor.TryGetValue(proctor, out var own) ? Median(own) : null;

    private static void Keep(Queue<long> times, TimeSpan waited)
    {
        if (times.Count == Kept)
            times.Dequeue();
        times.Enqueue((long)waited.TotalMilliseconds);
    }

    private static long? Median(Queue<long> times) => times.Count == 0 ? null : times.Order().ElementAt((times.Count - 1) / 2);
}
