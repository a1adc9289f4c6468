using System.Collections.Immutable;
using System.Globalization;
using ExamEngine.Core.Kernel;
using static ExamEngine.Core.Sessions.SessionState;

namespace ExamEngine.Core.Sessions;

/// <summary>
/// Deciding a batch of entries. Each is taken, found stored already, found overtaken by a later one, or refused for itself;
/// one bad entry never costs the others.
/// </summary>
public static class SessionEntries
{
    public const int NoteLength = 2_000;

    internal static Decision Decide(Sitting sitting, SessionCommand.Save save, SessionPaper paper)
    {
        if (sitting.Time.PausedSince is { } since && save.At > since + paper.Policy.Grace && AnyNew(sitting.Work, save.Entries))
            return Decision.Refuse("session.paused", "The session is paused; your answers are kept on your device until it goes on.");

        var events = ImmutableArray.CreateBuilder<SessionEvent>(save.Entries.Length);
        ImmutableArray<Refusal>.Builder? refusals = null;
        var work = sitting.Work;
        for (var i = 0; i < save.Entries.Length; i++)
        {
            var entry = save.Entries[i];
            if (Standing(work, entry) != EntryStanding.New)
                continue;
            if (Refuse(work, entry, save.At, paper) is { } refusal)
            {
                (refusals ??= ImmutableArray.CreateBuilder<Refusal>()).Add(refusal with { Where = Place(i) });
                continue;
            }
            var happened = Happened(entry, save.At);
            events.Add(happened);
            if (i + 1 < save.Entries.Length)
                work = SessionEvolution.Work(work, happened, 0);
        }
        return new(events.DrainToImmutable(), refusals?.DrainToImmutable() ?? []);
    }

    /// <summary>After the end only repeats of what is stored are answered well: their acknowledgement was lost on the way.</summary>
    internal static Decision DecideSealed(Sealed ended, SessionCommand.Save save)
    {
        var byTime = ended.Ending is Ending.Expired or Ending.Submitted { By: EndedBy.Deadline };
        var late = byTime ? new Refusal("session.deadline-passed", "Time was up before this arrived.") : new Refusal("session.ended", "The session has ended.");
        ImmutableArray<Refusal>.Builder? refusals = null;
        for (var i = 0; i < save.Entries.Length; i++)
        {
            if (Standing(ended.Work, save.Entries[i]) == EntryStanding.New)
                (refusals ??= ImmutableArray.CreateBuilder<Refusal>()).Add(late with { Where = Place(i) });
        }
        return new([], refusals?.DrainToImmutable() ?? []);
    }

    /// <summary>How an entry relates to what is stored: asked before deciding, and after it to acknowledge.</summary>
    public static EntryStanding Standing(SessionWork work, SessionEntry entry)
    {
        (long Seq, bool Same) stored = entry switch
        {
            SessionEntry.Answer answer => work.Find(answer.Item, answer.Field) is { } found ? (found.Seq, found.Fingerprint == SessionWork.Fingerprint(answer.Command)) : default,
            SessionEntry.Flag => SessionWork.Find(work.Flags, entry.Item) is { } found ? (found.Seq, found.Seq == entry.Seq) : default,
            SessionEntry.Note => SessionWork.Find(work.Notes, entry.Item) is { } found ? (found.Seq, found.Seq == entry.Seq) : default,
            SessionEntry.Shown => (work.LastShown, work.LastShown == entry.Seq),
            _ => throw new InvalidOperationException($"Unknown entry {entry.GetType().Name}."),
        };
        return entry.Seq < 1 || stored.Seq < entry.Seq ? EntryStanding.New : stored.Seq == entry.Seq && stored.Same ? EntryStanding.Stored : EntryStanding.Superseded;
    }

    /// <summary>Why the entry at <paramref name="index"/> was not taken; null when it was.</summary>
    public static Refusal? RefusalOf(Decision decision, int index)
    {
        if (decision.Refusals.IsEmpty)
            return null;
        var place = Place(index);
        return decision.Refusals.FirstOrDefault(refusal => refusal.Where == place);
    }

    /// <summary>True for what a save writes: it moves no clock, no lease and no state.</summary>
    public static bool IsEntry(SessionEvent happened) =>
        happened is SessionEvent.AnswerSaved or SessionEvent.ItemFlagged or SessionEvent.NoteSaved or SessionEvent.ItemShown;

    private static Refusal? Refuse(SessionWork work, SessionEntry entry, DateTimeOffset at, SessionPaper paper)
    {
        if (entry.Seq < 1)
            return new("input.seq", "Entries are numbered from 1.");
        if (entry.Item < 1 || entry.Item > paper.Form.Items.Length)
            return new("input.unknown-item", $"The form has no item {entry.Item}.");
        var section = paper.SectionOf(entry.Item);
        if (section < work.CurrentSection)
            return new("session.section-closed", "That section is closed.");
        if (section > paper.StageEnd(work.CurrentSection))
            return new("session.section-ahead", "That section has not been entered yet.");
        if (paper.Linear && entry.Item < work.CurrentItem && entry is (SessionEntry.Answer or SessionEntry.Shown) && !UnderWay(work, entry, at, paper))
            return new("session.item-closed", "That item is closed: this exam goes forward only.");
        return entry switch
        {
            SessionEntry.Answer answer => paper.Check(answer.Item, answer.Field, answer.Value),
            SessionEntry.Note { Text.Length: > NoteLength } => new("input.too-long", $"A note has at most {NoteLength} characters."),
            _ => null,
        };
    }

    /// <summary>
    /// An answer given before the item was left, overtaken on the way by what left it: its number is lower, and it comes within the
    /// grace. Without the grace a forged client could keep low numbers to answer closed items with.
    /// </summary>
    private static bool UnderWay(SessionWork work, SessionEntry entry, DateTimeOffset at, SessionPaper paper) =>
        entry.Seq < work.LastShown && at <= DateTimeOffset.FromUnixTimeMilliseconds(work.LastShownMs) + paper.Policy.Grace;

    private static bool AnyNew(SessionWork work, ImmutableArray<SessionEntry> entries)
    {
        foreach (var entry in entries)
        {
            if (Standing(work, entry) == EntryStanding.New)
                return true;
        }
        return false;
    }

    private static SessionEvent Happened(SessionEntry entry, DateTimeOffset at) => entry switch
    {
        SessionEntry.Answer answer => new SessionEvent.AnswerSaved(answer.Command, answer.Seq, answer.Item, answer.Field, answer.Value) { At = at },
        SessionEntry.Flag flag => new SessionEvent.ItemFlagged(flag.Command, flag.Seq, flag.Item, flag.Flagged) { At = at },
        SessionEntry.Note note => new SessionEvent.NoteSaved(note.Command, note.Seq, note.Item, note.Text) { At = at },
        SessionEntry.Shown shown => new SessionEvent.ItemShown(shown.Command, shown.Seq, shown.Item) { At = at },
        _ => throw new InvalidOperationException($"Unknown entry {entry.GetType().Name}."),
    };

    private static string Place(int entry) => string.Create(CultureInfo.InvariantCulture, $"entries[{entry}]");
}

/// <summary>How an entry relates to what is stored for its place.</summary>
public enum EntryStanding { New, Stored, Superseded }
