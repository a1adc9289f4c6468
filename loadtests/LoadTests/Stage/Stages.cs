namespace ExamEngine.LoadTests;

internal static class Stages
{
    /// <exception cref="NotSupportedException">There is no such stage on this machine.</exception>
    public static Task<IStage> Start(StagePlan plan, CancellationToken ct) => plan.Shape switch
    {
        StageShape.OneProcess or StageShape.OneProcessOnPostgres => OneProcessStage.Start(plan, ct),
        StageShape.Cluster => ClusterStage.Start(plan, ct),
        _ => throw new ArgumentOutOfRangeException(nameof(plan)),
    };
}
