namespace ExamEngine.Grains.Kernel;

/// <summary>
/// Lets so much dear work of one kind be done at once in a silo, and the next as soon as some of it is done. When a whole class hands in or looks at its
/// results at one moment, a save waits behind a few of them for a processor and for the journal, and not behind thousands.
/// </summary>
internal abstract class Pace(int atOnce) : IDisposable
{
    private readonly SemaphoreSlim _places = new(atOnce);

    /// <summary>To be disposed of when the work is done.</summary>
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
