using ExamEngine.Core.Proctoring;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What is taken out of the journal when the time of the talk is over: what was said, and never that, when or by whom. Warnings are acts and stay.</summary>
internal static class WatchRedactions
{
    /// <summary>One for each line of the watch's that still has its words, and one for each order of its room by which one was sent.</summary>
    public static async Task<(IReadOnlyList<Redaction> Lines, IReadOnlyList<Redaction> Orders)> OfTalk(IJournal journal, Guid session, CancellationToken ct)
    {
        var (lines, room) = (new List<Redaction>(), "");
        await foreach (var stored in journal.Read(WatchJournal.StreamOf(session), 0, ct))
        {
            WatchEvent? silent = null;
            switch (WatchJournal.Codec.Decode(stored))
            {
                case WatchEvent.Began began:
                    room = began.Room;
                    break;
                case WatchEvent.LineSaid { Text.Length: > 0 } line:
                    silent = line with { Text = "" };
                    break;
                case WatchEvent.ActTaken { Kind: ProctorActKind.Message, Text.Length: > 0 } message:
                    silent = message with { Text = "" };
                    break;
                default:
                    break;
            }

            if (silent is not null)
                lines.Add(new(stored.Stream, stored.Version, WatchJournal.Codec.Encode(silent, stored.Actor).Body));
        }

        return (lines, room.Length == 0 ? [] : await OfOrders(journal, room, session, ct));
    }

    /// <summary>A message to several goes when the time of the first of them is over: the others' own streams keep theirs.</summary>
    private static async Task<IReadOnlyList<Redaction>> OfOrders(IJournal journal, string room, Guid session, CancellationToken ct)
    {
        var orders = new List<Redaction>();
        await foreach (var stored in journal.Read(RoomJournal.StreamOf(room), 0, ct))
        {
            if (RoomJournal.Codec.Decode(stored) is RoomEvent.ActOrdered { Order: { Kind: ProctorActKind.Message, Text.Length: > 0 } order } ordered && ordered.Sessions.Contains(session))
                orders.Add(new(stored.Stream, stored.Version, RoomJournal.Codec.Encode(ordered with { Order = order with { Text = "" } }, stored.Actor).Body));
        }

        return orders;
    }
}
