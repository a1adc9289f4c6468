using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;
using ExamEngine.Storage.Evidence;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What the agenda says about evidence, and which kinds make up a group.</summary>
internal static class EvidenceDuties
{
    public const string Keep = "keep";
    public const string Tidy = "tidy";
    private const string Erase = "erase/";

    /// <summary>Longer than a process remembers that a still may be stored, and than the slowest still is on its way.</summary>
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(10);

    /// <summary>Longer than what is sent is on its way.</summary>
    public static readonly TimeSpan UnderWay = TimeSpan.FromHours(1);

    public static readonly ImmutableArray<EvidenceGroup> Groups = [.. Enum.GetValues<EvidenceGroup>()];

    /// <summary>Stands with the end of every proctored session.</summary>
    public static AgendaChange AtTheEnd(Guid session, DateTimeOffset now) => new AgendaChange.Put($"keep/{session}", now, $"evidence/{session}", Keep);

    /// <summary>One duty a group; an end anew moves them.</summary>
    public static IReadOnlyList<AgendaChange> Erasures(Guid session, EvidenceKeeping kept) =>
        [.. Groups.Select(group => new AgendaChange.Put($"erase/{session}/{NameOf(group)}", kept.Until(group) ?? throw new InvalidOperationException("Nothing is kept."), $"evidence/{session}", Erase + NameOf(group)))];

    /// <summary>When no process goes by what it was told before the end any more.</summary>
    public static AgendaChange Tidying(Guid session, DateTimeOffset ended) => new AgendaChange.Put($"tidy/{session}", ended + Settled, $"evidence/{session}", Tidy);

    /// <summary>Null for what is no erasure.</summary>
    public static EvidenceGroup? GroupOf(string message) =>
        message.StartsWith(Erase, StringComparison.Ordinal) ? Groups.First(group => NameOf(group) == message[Erase.Length..]) : null;

    public static string NameOf(EvidenceGroup group) => group switch
    {
        EvidenceGroup.Stills => "stills",
        EvidenceGroup.Recording => "recording",
        EvidenceGroup.Identity => "identity",
        EvidenceGroup.Talk => "talk",
        _ => throw new InvalidOperationException($"Unknown group {group}."),
    };

    /// <summary>A room scan shows where somebody lives and is kept no longer than their papers; an attachment goes with the recording that it explains.</summary>
    public static ImmutableArray<EvidenceKind> KindsOf(EvidenceGroup group) => group switch
    {
        EvidenceGroup.Stills => [EvidenceKind.CameraStill, EvidenceKind.ScreenStill],
        EvidenceGroup.Recording => [EvidenceKind.CameraRecording, EvidenceKind.ScreenRecording, EvidenceKind.Attachment],
        EvidenceGroup.Identity => [EvidenceKind.Face, EvidenceKind.Document, EvidenceKind.RoomScan],
        EvidenceGroup.Talk => [],
        _ => throw new InvalidOperationException($"Unknown group {group}."),
    };
}
