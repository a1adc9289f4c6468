namespace ExamEngine.LoadTests.Learners;

/// <summary>The server understood and said no, or not now.</summary>
/// <param name="Status">The HTTP status; 0 for a refusal by the hub.</param>
/// <param name="RetryAfter">How long the server asks to be left alone; null when it did not say.</param>
internal sealed record Refusal(int Status, string Code, TimeSpan? RetryAfter = null)
{
    /// <summary>The same request may succeed later without anybody changing anything.</summary>
    public bool IsPassing => IsFault || IsBusy || Status >= 500 || Status is 408 or 425;

    /// <summary>The server is well and has too much to do: it slows callers down, and loses nothing.</summary>
    public bool IsBusy => Code is "server.busy" or "service.busy" or "service.rate-limited" || Status is 429 or 503;

    /// <summary>An opening has not come, by the server's clock.</summary>
    public bool IsTooEarly => Code.EndsWith(".window-not-open", StringComparison.Ordinal);

    /// <summary>Something broke on the request, and it may be this very request that breaks things.</summary>
    public bool IsFault => Code == "service.fault" || Status == 500 || (Code.StartsWith("http.", StringComparison.Ordinal) && Status is 400 or 413 or 422);

    public bool IsSignedOut => Code is "account.signed-out" or "http.401";

    public bool IsOver => Code is "session.ended" or "session.deadline-passed";
}

/// <summary>What came back from one try: a value, a refusal, or silence (no network, no server, or no answer in time).</summary>
internal readonly record struct Reply<T>(T? Value, Refusal? Refusal)
    where T : class
{
    public static readonly Reply<T> Silence;

    public bool IsPassing => Value is null && (Refusal is null || Refusal.IsPassing);

    public static implicit operator Reply<T>(T value) => new(value, null);

    public static implicit operator Reply<T>(Refusal refusal) => new(null, refusal);
}
