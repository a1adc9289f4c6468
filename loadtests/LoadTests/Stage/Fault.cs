namespace ExamEngine.LoadTests;

/// <summary>What is done to the server, or to the way to it, in the middle of a run.</summary>
internal abstract record Fault
{
    private Fault() { }

    /// <summary>kill -9 of one silo, then a new one in its place.</summary>
    internal sealed record KillSilo : Fault;

    /// <summary>kill -9 of one web process, then a new one in its place.</summary>
    internal sealed record KillWeb : Fault;

    /// <summary>kill -9 of the process of that name, then a new one in its place; PostgreSQL is stopped as by a crash.</summary>
    internal sealed record Kill(string Process) : Fault;

    /// <summary>A silo stands still (SIGSTOP) for so long.</summary>
    internal sealed record HangSilo(TimeSpan For) : Fault;

    /// <summary>PostgreSQL is stopped, at once as by a crash or in order, and started again.</summary>
    internal sealed record RestartPostgres(bool InOrder = false) : Fault;

    /// <summary>Every silo and every web process in turn is asked to stop and is started again, the next when the last is ready.</summary>
    internal sealed record RollingRestart : Fault;

    /// <summary>Every connection of every learner is cut at the same moment.</summary>
    internal sealed record CutAllSockets : Fault;

    /// <summary>From now on each flush of the journal's disk takes this much longer, until <paramref name="For"/> has passed.</summary>
    internal sealed record SlowDisk(TimeSpan PerFlush, TimeSpan For) : Fault;

    /// <summary>In words, for a report.</summary>
    public sealed override string ToString() => this switch
    {
        KillSilo => "a silo killed with -9",
        KillWeb => "a web process killed with -9",
        Kill kill => $"{kill.Process} killed with -9",
        HangSilo hang => $"a silo stood still for {hang.For.TotalSeconds:0.#} s",
        RestartPostgres(true) => "PostgreSQL restarted in order",
        RestartPostgres => "PostgreSQL stopped at once and restarted",
        RollingRestart => "every process restarted in turn",
        CutAllSockets => "all connections cut at once",
        SlowDisk slow => $"each flush {slow.PerFlush.TotalMilliseconds:0.#} ms slower for {slow.For.TotalSeconds:0.#} s",
        _ => GetType().Name,
    };
}
