using System.Collections.Frozen;
using System.Collections.Immutable;

namespace ExamEngine.Storage.Evidence;

/// <summary>What evidence there is of a sitting. Their names stand in addresses and on disk, and never change.</summary>
public enum EvidenceKind { CameraStill, ScreenStill, Face, Document, RoomScan, Attachment, CameraRecording, ScreenRecording }

public static class EvidenceKinds
{
    private static readonly ImmutableArray<string> Names =
        ["camera-still", "screen-still", "face", "document", "room-scan", "attachment", "camera-recording", "screen-recording"];

    private static readonly FrozenDictionary<string, EvidenceKind> ByName = All.ToFrozenDictionary(kind => kind.Name());

    public static ImmutableArray<EvidenceKind> All => [.. Enum.GetValues<EvidenceKind>()];

    /// <summary>Such as <c>camera-still</c>.</summary>
    public static string Name(this EvidenceKind kind) => Names[(int)kind];

    public static bool TryParse(string name, out EvidenceKind kind) => ByName.TryGetValue(name, out kind);

    /// <summary>Recordings come in numbered chunks; everything else is one file.</summary>
    public static bool IsRecording(this EvidenceKind kind) => kind is EvidenceKind.CameraRecording or EvidenceKind.ScreenRecording;

    public static bool IsStill(this EvidenceKind kind) => kind is EvidenceKind.CameraStill or EvidenceKind.ScreenStill;
}
