using ExamEngine.Core.Proctoring;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What is taken out of a watch's stream when the time of the talk is over: what was said, and never that, when or by whom. Warnings are acts and stay.</summary>
internal static class WatchRedactions
{
    /// <summary>One for each line that still has its words.</summary>
    public static async Task<IReadOnlyList<Redaction>> OfTalk(IJournal journal, Guid session, CancellationToken ct)
    {
        var redactions = new List<Redaction>();
        await foreach (var stored in journal.Read(WatchJournal.StreamOf(session), 0, ct))
        {
            WatchEvent? silent = WatchJournal.Codec.Decode(stored) switch
            {
                WatchEvent.LineSaid { Text.Length: > 0 } line => line with { Text = "" },
                WatchEvent.ActTaken { Kind: ProctorActKind.Message, Text.Length: > 0 } message => message with { Text = "" },
                _ => null,
            };
            if (silent is not null)
                redactions.Add(new(stored.Stream, stored.Version, WatchJournal.Codec.Encode(silent, stored.Actor).Body));
        }

        return redactions;
    }
}
