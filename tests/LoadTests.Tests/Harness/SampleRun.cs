namespace LoadTests.Tests.Harness;

/// <summary>A made-up run of some minutes in which a silo was killed.</summary>
internal static class SampleRun
{
    public const int Seconds = 180, Killed = 90;

    public static readonly AuditOutcome Clean = new(1000, 12_345, 9_876, 0, 0, 0, 0, 0, 1000, 0, 0, []);

    public static RunResult With(AuditOutcome audit, bool passed = true)
    {
        var series = Series();
        return new RunResult(
            "silo-killed", "A thousand learners sit an exam; in the middle one of two silos is killed.",
            new Machine("Some Processor <fast>", 2, 24_000, "Some Linux", ".NET 10", "Release", "abc1234", 1.5, new(2026, 11, 25, 2, 3, 4, TimeSpan.Zero)), 2.5,
            1000, 2, new Dictionary<string, string> { ["learners"] = "1000", ["minutes"] = "3", ["server"] = "two silos" },
            [new("arrival", 0, 30, false), new("sitting", 30, 180, true)], series,
            [new("save", 40_000, 31, 2.1, 4.2, 31.5, 2800, 3100.4, 3.3, [new(50, 2.1), new(99, 31.5)], [])],
            [Recovery.Of(new Fault.KillSilo().ToString(), Killed + 0.4, Killed + 3.2, series)],
            new SetUpFigures(3.2, 4.1, "ticket", 12, 8, 40, 0.7), audit, passed);
    }

    /// <summary>Four saves a second for each of four learners that are there; for three seconds from the kill only half are answered, and then the rest at once.</summary>
    public static IReadOnlyList<Second> Series() => [.. Enumerable.Range(0, Seconds).Select(at =>
    {
        var offered = Math.Min(at, 30) * 10L;
        var done = at switch { Killed or (Killed + 1) => offered / 2, Killed + 2 => offered * 2, _ => offered };
        var slow = at == Killed + 2;
        var wave = Math.Sin(at / 7.0);
        return new Second(
            at, offered, done, at is Killed ? 120 : 0, at == 0 ? null : 2 + wave / 2, at == 0 ? null : slow ? 2700 : 12 + 4 * wave, at == 0 ? null : slow ? 3100 : 30 + 20 * wave,
            Math.Min(at, 30) * 33, at is >= Killed and < Killed + 3 ? 300 * (at - Killed) : 3, at < 2 ? null : 8 + 3 * wave, 0.3, 210 + at / 4.0,
            [new("silo-1", 0.4 + wave / 10, 300 + at / 3.0), new("silo-2", at == Killed + 1 ? 0 : 0.35, at == Killed + 1 ? 0 : 280), new("web-1", 0.2, 250), new("web-2", 0.22, 240), new("proxy", 0.1, 120), new("postgres", 0.15, 190)])
        { SteadyOffered = offered, SteadyDone = done };
    })];
}
