namespace ExamEngine.LoadTests.Profiles;

internal static class ClockSkewed
{
    public static readonly Profile Profile = new("clock-skew", "Learners' clocks are hours off and up to 3 % too fast or slow, and the window closes on them.")
    {
        Ending = new Ending.Deadline(LastSecondShare: 0.2, GoneShare: 0.1, EarlyShare: 0),
        ClockSkew = 0.03,
    };
}
