namespace ExamEngine.Grains.Windows;

/// <summary>How windows prepare for their start bell, and how far ahead the engine says what is to come.</summary>
public sealed record WindowOptions
{
    /// <summary>How long before the opening the first seat is prepared. At the default pace that is time for 60,000 seats.</summary>
    public TimeSpan PrepareAhead { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>Seats of one window that are prepared in a second: the pace of cold activations. Preparing one costs about as much as a dozen saves.</summary>
    public int PreparedPerSecond { get; init; } = 100;

    /// <summary>How far ahead <c>examengine.sessions.expected</c> looks.</summary>
    public TimeSpan ExpectedWithin { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>How often it looks.</summary>
    public TimeSpan ExpectedInterval { get; init; } = TimeSpan.FromSeconds(20);
}
