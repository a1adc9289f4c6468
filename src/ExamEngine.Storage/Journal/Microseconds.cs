namespace ExamEngine.Storage.Journal;

/// <summary>
/// Every store keeps moments in whole microseconds of UTC, rounded down: what PostgreSQL's <c>timestamptz</c> holds, and on SQLite an
/// integer since 1970 that sorts like the moments it stands for.
/// </summary>
internal static class Microseconds
{
    private static readonly long Epoch = DateTimeOffset.UnixEpoch.Ticks / TimeSpan.TicksPerMicrosecond;

    public static long From(DateTimeOffset moment) => moment.UtcTicks / TimeSpan.TicksPerMicrosecond - Epoch;

    public static DateTimeOffset ToMoment(long microseconds) => new((microseconds + Epoch) * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static DateTimeOffset Floor(DateTimeOffset moment) => ToMoment(From(moment));
}
