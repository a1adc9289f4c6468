namespace ExamEngine.Grains.Programs;

/// <summary>How fast another version of a program goes through its learners.</summary>
public sealed record ProgramOptions
{
    /// <summary>Learners that are looked at, or told, in one append.</summary>
    public int Slice { get; init => field = AtLeastOne(value); } = 200;

    /// <summary>Learners in a second: so many that others' duties still come through.</summary>
    public int PerSecond { get; init => field = AtLeastOne(value); } = 100;

    private static int AtLeastOne(int value)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
        return value;
    }
}
