using System.Diagnostics;

namespace ExamEngine.Storage.Journal;

/// <summary>Spans of the journal. Without a listener starting one costs a null check.</summary>
public static class JournalActivity
{
    public const string SourceName = "ExamEngine.Journal";

    private static readonly ActivitySource Source = new(SourceName);

    /// <summary>One caller's wait, from handing in to durable; a child of what the caller does.</summary>
    public static Activity? Append(int events) => Source.StartActivity("journal.append")?.SetTag("journal.events", events);

    /// <summary>One transaction, which belongs to many callers and so to none: a trace of its own.</summary>
    internal static Activity? Commit(int appends) => Source.StartActivity("journal.commit")?.SetTag("journal.appends", appends);
}
