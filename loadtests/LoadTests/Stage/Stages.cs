namespace ExamEngine.LoadTests;

internal static class Stages
{
    /// <exception cref="NotSupportedException">There is no such stage on this machine.</exception>
    public static Task<IStage> Start(StagePlan plan, CancellationToken ct) => plan switch
    {
        { Shape: StageShape.OneProcess, Line: null } => OneProcessStage.Start(plan, ct),
        _ => throw new NotSupportedException($"There is no stage for {plan.Shape} here."),
    };
}
