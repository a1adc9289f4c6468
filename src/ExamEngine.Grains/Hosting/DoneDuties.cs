using System.Threading.Channels;
using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Grains.Hosting;

/// <summary>
/// Completes duties that were carried out, many in one transaction: nobody waits for it, and meanwhile their leases hide them. What cannot
/// be completed is carried out again when its lease ends, which does no harm. Bounded: when <see cref="Capacity"/> wait, carrying out waits.
/// </summary>
internal sealed partial class DoneDuties(IAgenda agenda, ILogger log)
{
    private const int Capacity = 4096, Batch = 512;

    /// <summary>Long enough to gather a batch in a rush, short beside any lease.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(25);

    private readonly Channel<AgendaEntry> _done = Channel.CreateBounded<AgendaEntry>(new BoundedChannelOptions(Capacity) { SingleReader = true });

    public ValueTask Add(AgendaEntry entry) => _done.Writer.WriteAsync(entry);

    /// <summary>Nothing more is done: what is left is completed, and <see cref="Settle"/> ends.</summary>
    public void Close() => _done.Writer.Complete();

    public async Task Settle()
    {
        var batch = new List<AgendaEntry>(Batch);
        while (await _done.Reader.WaitToReadAsync())
        {
            if (_done.Reader.Count < Batch)
                await Task.Delay(Gathering);
            while (batch.Count < Batch && _done.Reader.TryRead(out var entry))
                batch.Add(entry);
            await Complete(batch);
            batch.Clear();
        }
    }

    private async Task Complete(List<AgendaEntry> batch)
    {
        try
        {
            await agenda.Complete(batch, CancellationToken.None);
        }
        catch (JournalUnavailableException e)
        {
            LogNotCompleted(log, batch.Count, e);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Duties} duties were carried out and could not be completed; they are carried out again.")]
    private static partial void LogNotCompleted(ILogger logger, int duties, Exception exception);
}
