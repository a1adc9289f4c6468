using ExamEngine.Storage;
using ExamEngine.Storage.Journal;
using Storage.Tests.Harness;

namespace Storage.Tests.Faults;

/// <summary>
/// The program that is killed: many writers append without pause, and each acknowledged append is told on standard output
/// as <c>stream version</c>. It ends only when its parent ends it, or when nobody reads any more.
/// </summary>
internal static class AppendUntilKilled
{
    public const string Verb = "append-until-killed";

    private const int Writers = 50;

    public static async Task<int> Run(string provider, string target)
    {
        StorageOptions options = provider == "Sqlite" ? new StorageOptions.Sqlite(target) : new StorageOptions.Postgres(target);
        await using var storage = await OpenStorage.Open(options);
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => Write(storage.Journal, $"session/{i}")));
        return 0;
    }

    /// <summary>Appends of one to three events, each with the number of events it has, and with a duty and a row that name its last version.</summary>
    private static async Task Write(IJournal journal, string stream)
    {
        for (long version = 0; ;)
        {
            var count = (int)(1 + version % 3);
            var append = new Append(stream, version, [.. Enumerable.Range(1, count).Select(i => Some.Event($"{i}/{count}"))])
            {
                Agenda = [Some.Deadline(stream, Some.Noon.AddSeconds(version + count))],
                Projections = [Some.Exam(stream) with { Version = (int)version + count }],
            };
            if (await journal.Append(append) is not AppendResult.Committed committed) throw new InvalidOperationException("Nobody else writes here.");
            version = committed.Version;
            Console.WriteLine($"{stream} {version}");
        }
    }
}
