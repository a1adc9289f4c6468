namespace ExamEngine.Grains.Sessions;

/// <summary>
/// Lets so many sessions of a silo close at once whose deadline a timer has found, and the next as soon as one is closed. When a whole
/// class meets one deadline, the saves of another class wait behind a few closings in the journal's queue and not behind thousands.
/// No deadline moves: a session ends at its deadline however late that is carried out, and the rules refuse what comes after it.
/// </summary>
internal sealed class ClosingPace : IDisposable
{
    public const int AtOnce = 128;

    private readonly SemaphoreSlim _places = new(AtOnce);

    /// <summary>To be disposed of when the session is closed.</summary>
    public async ValueTask<Place> Enter()
    {
        await _places.WaitAsync();
        return new(_places);
    }

    public void Dispose() => _places.Dispose();

    public readonly struct Place(SemaphoreSlim places) : IDisposable
    {
        public void Dispose() => places.Release();
    }
}
