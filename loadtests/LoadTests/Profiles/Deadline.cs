namespace ExamEngine.LoadTests.Profiles;

internal static class Deadline
{
    public static readonly Profile Profile = new("deadline", "The window closes on everybody at once: half submit in the last second, a tenth have closed the page, the others run into it; three of a hundred have handed in before.")
    {
        Ending = new Ending.Deadline(LastSecondShare: 0.5, GoneShare: 0.1, EarlyShare: 0.03),
        Minutes = 1,
    };
}
