using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Sessions;

/// <summary>One acknowledgement for each entry, read off the state after the commit: what is acknowledged as saved is what is stored.</summary>
internal static class Acknowledgements
{
    public static ImmutableArray<Acknowledgement> For(
        SessionState state, long version, ImmutableArray<SessionEntry> entries, Decision decision, DateTimeOffset at)
    {
        var work = state switch
        {
            SessionState.Sitting sitting => sitting.Work,
            SessionState.Sealed ended => ended.Work,
            _ => SessionWork.Empty,
        };
        var acks = new Acknowledgement[entries.Length];
        for (var i = 0; i < acks.Length; i++)
        {
            var entry = entries[i];
            acks[i] = SessionEntries.Standing(work, entry) switch
            {
                EntryStanding.New => new(entry.Command, AckStatus.Refused, 0, at, SessionEntries.RefusalOf(decision, i)?.ToProblem()),
                EntryStanding.Superseded => new(entry.Command, AckStatus.Superseded, version, at, null),
                _ => entry is SessionEntry.Answer answer && work.Find(answer.Item, answer.Field) is { } stored
                    ? new(entry.Command, AckStatus.Saved, stored.Version, stored.SavedAt, null)
                    : new(entry.Command, AckStatus.Saved, version, at, null),
            };
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(acks);
    }
}
