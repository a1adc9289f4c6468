namespace ExamEngine.Grains.Windows;

/// <summary>How windows prepare for their start bell, and how far ahead the engine says what is to come.</summary>
public sealed record WindowOptions
{
    /// <summary>How long before the opening the first seat is prepared. At the default pace that is time for 60,000 seats.</summary>
    public TimeSpan PrepareAhead { get; init => field = AtLeast(value, TimeSpan.Zero); } = TimeSpan.FromMinutes(10);

    /// <summary>Seats of one window that are prepared in a second: the pace of cold activations. Preparing one costs about as much as a dozen saves.</summary>
    public int PreparedPerSecond { get; init => field = AtLeast(value, 1); } = 100;

    /// <summary>How far ahead <c>examengine.sessions.expected</c> looks.</summary>
    public TimeSpan ExpectedWithin { get; init => field = AtLeast(value, TimeSpan.Zero); } = TimeSpan.FromMinutes(15);

    /// <summary>How often it looks.</summary>
    public TimeSpan ExpectedInterval { get; init => field = AtLeast(value, TimeSpan.FromSeconds(1)); } = TimeSpan.FromSeconds(20);

    private static T AtLeast<T>(T value, T least)
        where T : struct, IComparable<T>
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, least);
        return value;
    }
}
