using System.Text.Json.Serialization;

namespace ExamEngine.Core.Proctoring;

/// <summary>What is kept for the same time and erased together.</summary>
public enum EvidenceGroup { Stills, Recording, Identity, Talk }

/// <summary>What became of the evidence of one sitting. Its stream outlives the evidence: it is the record of the erasure.</summary>
public abstract record EvidenceEvent
{
    private EvidenceEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <summary>The sitting ended, and its exam's policy says how many days from then each group is kept.</summary>
    public sealed record Kept(DateTimeOffset EndedAt, int StillsDays, int RecordingDays, int IdentityDays, int TalkDays) : EvidenceEvent;

    /// <summary>Stills were stored after the end, by a process that had not heard of it. None of them is kept. Written before they are erased.</summary>
    public sealed record LateStillsFound(int Count) : EvidenceEvent;

    /// <summary>The time of a group is over. Written before anything is erased, so that a crash half-way loses no count.</summary>
    /// <param name="Found">How many pieces, or lines of talk, there were.</param>
    public sealed record ErasureBegan(EvidenceGroup Group, int Found) : EvidenceEvent;

    /// <summary>None of the group is left.</summary>
    public sealed record Erased(EvidenceGroup Group, int Count) : EvidenceEvent;
}
