namespace ExamEngine.Decade.Replay;

/// <summary>
/// A clock that runs as fast as the machine's and can be set forward. Timers are the machine's: they fire when as much real time has passed, so
/// the agenda is swept as often as ever and no sitting under way loses its time.
/// </summary>
internal sealed class WalkingClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow().AddTicks(Volatile.Read(ref _ahead));

    /// <exception cref="ArgumentOutOfRangeException">That moment is past, and this clock goes forward only.</exception>
    public void WalkTo(DateTimeOffset moment)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(moment, _ahead == 0 ? DateTimeOffset.MinValue : GetUtcNow());
        Volatile.Write(ref _ahead, (moment - System.GetUtcNow()).Ticks);
    }
}
