using ExamEngine.Storage.Journal;
using ExamEngine.Web.Load;

namespace ExamEngine.Silo.Operability;

/// <summary>The journal's queue, for the web tier in the same process: near full, new work is refused before it would wait in vain.</summary>
internal sealed class JournalLoad(IJournalQueue queue) : IQueueBehind
{
    public double Fill => queue.Fill;
}
