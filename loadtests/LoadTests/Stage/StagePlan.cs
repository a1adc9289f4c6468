namespace ExamEngine.LoadTests;

/// <summary>What a profile needs to happen on. A given address takes no plan but that of a plain server.</summary>
/// <param name="Line">Null: learners reach the server directly.</param>
/// <param name="DataDirectory">An empty directory for all that the stage's processes keep, their logs included; the caller removes it.</param>
/// <param name="SlowableDisk">Prepares for <see cref="Fault.SlowDisk"/>, which stands in the way of each flush and so is left out where it is not needed.</param>
internal sealed record StagePlan(StageShape Shape, LineQuality? Line, string DataDirectory, bool SlowableDisk = false);

internal enum StageShape
{
    /// <summary>One process on SQLite.</summary>
    OneProcess,

    /// <summary>One process on PostgreSQL.</summary>
    OneProcessOnPostgres,

    /// <summary>Two silos and two web processes on PostgreSQL, a proxy in front.</summary>
    Cluster,
}

/// <summary>A line between learners and server: one for each address of this machine that learners connect from, or one a connection when that is 127.0.0.1.</summary>
/// <param name="Delay">Added to a round trip.</param>
/// <param name="LossPercent">Share of packets lost; over TCP each costs a retransmission's wait.</param>
/// <param name="CutEvery">Mean time between cuts; zero for none.</param>
/// <param name="CutFor">How long nothing comes through, on new connections neither.</param>
internal sealed record LineQuality(TimeSpan Delay, double LossPercent, TimeSpan CutEvery, TimeSpan CutFor)
{
    /// <summary>Lets everything through; for stages that must be able to cut.</summary>
    public static readonly LineQuality Clear = new(TimeSpan.Zero, 0, TimeSpan.Zero, TimeSpan.Zero);
}
