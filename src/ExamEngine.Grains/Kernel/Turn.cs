namespace ExamEngine.Grains.Kernel;

/// <summary>
/// One writer after another in a grain whose calls interleave; first come, first served. Safe because whoever has the turn decides and appends
/// within it: the state that was decided on is the one that the append follows. For use within one grain, where one thing runs at a time.
/// </summary>
internal sealed class Turn
{
    private readonly Queue<TaskCompletionSource> _waiting = new();
    private bool _isTaken;

    public async ValueTask<Taken> Take()
    {
        if (_isTaken)
        {
            var mine = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            _waiting.Enqueue(mine);
            await mine.Task;
        }
        _isTaken = true;
        return new(this);
    }

    /// <summary>Goes to whoever waits longest, and is not free in between.</summary>
    private void End()
    {
        if (_waiting.TryDequeue(out var next))
            next.SetResult();
        else
            _isTaken = false;
    }

    public readonly struct Taken(Turn turn) : IDisposable
    {
        public void Dispose() => turn.End();
    }
}
