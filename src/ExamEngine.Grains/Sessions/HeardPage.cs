namespace ExamEngine.Grains.Sessions;

/// <summary>When a session's page was heard, and what follows: how long it is waited for, and at which moment that which it sends is judged.</summary>
internal sealed class HeardPage
{
    /// <summary>A page that is there says so each ten seconds.</summary>
    private static readonly TimeSpan HeardWithin = TimeSpan.FromSeconds(15);

    /// <summary>How much later the end of working time is carried out while a page is there, which hands in or goes on by itself.</summary>
    private static readonly TimeSpan PageStay = TimeSpan.FromSeconds(3);

    /// <summary>Null while this activation has heard of none.</summary>
    public DateTimeOffset? LastAt { get; private set; }

    public void Heard(DateTimeOffset at)
    {
        if (!(LastAt > at))
            LastAt = at;
    }

    /// <summary>How long what a page may have under way is waited for; whoever comes to life after a crash has heard of nobody yet and waits longest.</summary>
    public TimeSpan Stay(DateTimeOffset now) => LastAt is not { } heard ? SessionDuties.UnderWay : now - heard < HeardWithin ? PageStay : TimeSpan.Zero;

    /// <summary>
    /// The moment that what a page sent is judged at: when it reached the server, since how busy that is must not take anything from a
    /// learner. Never in the future, never before what has happened, and never longer ago than anything takes.
    /// </summary>
    /// <param name="receivedAt">As the process that received it says; null when it does not.</param>
    /// <param name="happenedAt">Of the session's last event.</param>
    public static DateTimeOffset Arrival(DateTimeOffset? receivedAt, DateTimeOffset happenedAt, DateTimeOffset now)
    {
        if (receivedAt is not { } received || received >= now)
            return now;
        var earliest = now - SessionDuties.UnderWay;
        if (earliest < happenedAt)
            earliest = happenedAt;
        return earliest >= now ? now : received < earliest ? earliest : DateTimeOffset.FromUnixTimeMilliseconds(received.ToUnixTimeMilliseconds());
    }
}
