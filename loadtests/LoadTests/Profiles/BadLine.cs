namespace ExamEngine.LoadTests.Profiles;

internal static class BadLine
{
    public static readonly Profile Profile = new("bad-line", "Learners far away on a poor line: 300 ms, 2 % loss, and cuts of 30 s.")
    {
        Line = new(Delay: TimeSpan.FromMilliseconds(300), LossPercent: 2, CutEvery: TimeSpan.FromMinutes(1), CutFor: TimeSpan.FromSeconds(30)),
        Minutes = 3,
    };
}
