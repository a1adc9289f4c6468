namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>A stretch of time: from the first moment on, up to but without the second. Null leaves that side open.</summary>
public sealed record Moments(DateTimeOffset? From, DateTimeOffset? To)
{
    public static readonly Moments Ever = new(null, null);

    /// <summary>In UTC, which is all that PostgreSQL takes.</summary>
    internal DateTimeOffset? FromUtc => From?.ToUniversalTime();

    internal DateTimeOffset? ToUtc => To?.ToUniversalTime();
}
