using Microsoft.Extensions.Time.Testing;

namespace Grains.Tests.Harness;

/// <summary>
/// A clock that is set by hand. A leap finds each timer once, however many of its periods lie in it, as it does on a computer that has slept: half a
/// year of a timer that ticks every second would be fifteen million calls.
/// </summary>
internal sealed class LeapingClock(DateTimeOffset start) : FakeTimeProvider(start)
{
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Repeating(Once, () => callback(state), dueTime, period);

    private ITimer Once(TimerCallback callback) => base.CreateTimer(callback, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);

    private sealed class Repeating : ITimer
    {
        private readonly ITimer _next;
        private TimeSpan _period;

        public Repeating(Func<TimerCallback, ITimer> once, Action callback, TimeSpan due, TimeSpan period)
        {
            _next = once(_ =>
            {
                // First, because what is called may set another time.
                if (_period > TimeSpan.Zero)
                    _next?.Change(_period, Timeout.InfiniteTimeSpan);
                callback();
            });
            Change(due, period);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            return _next.Change(dueTime, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _next.Dispose();

        public ValueTask DisposeAsync() => _next.DisposeAsync();
    }
}
