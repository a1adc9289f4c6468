namespace Browser.Tests.Harness;

/// <summary>The machine's clock, which a test can set forward. Timers are the machine's.</summary>
internal sealed class TurnedClock : TimeProvider
{
    private long ahead;

    public TimeSpan Ahead => new(Volatile.Read(ref ahead));

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + Ahead;

    public void Forward(TimeSpan span)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(span, TimeSpan.Zero);
        Interlocked.Add(ref ahead, span.Ticks);
    }

    /// <summary>Sets the clock of a page's computer to this one; before the page is opened.</summary>
    public Task Set(IPage page) => page.AddInitScriptAsync(
        $$"""
        (() => {
          const Real = Date, ahead = {{(long)Ahead.TotalMilliseconds}};
          globalThis.Date = class extends Real {
            constructor(...parts) { parts.length ? super(...parts) : super(Real.now() + ahead); }
            static now() { return Real.now() + ahead; }
          };
        })();
        """);
}
