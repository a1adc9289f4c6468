namespace ExamEngine.Core.Windows;

/// <summary>What staff lay down about a window: which exam may be sat, from when to when, and by how many.</summary>
/// <param name="Opens">First moment to begin; whole milliseconds.</param>
/// <param name="Closes">From here on nobody begins; later than <paramref name="Opens"/>.</param>
/// <param name="Capacity">The most seats, 1 to <see cref="WindowRules.MostCapacity"/>.</param>
public sealed record WindowTerms(string Exam, string Title, DateTimeOffset Opens, DateTimeOffset Closes, int Capacity)
{
    public bool HasOpened(DateTimeOffset now) => Opens <= now;

    public bool HasClosed(DateTimeOffset now) => Closes <= now;
}
