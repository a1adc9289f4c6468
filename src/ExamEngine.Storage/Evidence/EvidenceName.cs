using System.Globalization;
using System.Text.RegularExpressions;

namespace ExamEngine.Storage.Evidence;

/// <summary>
/// Where one piece of evidence is. The engine makes every name, and one that comes back in an address is taken only in exactly the shape in
/// which it was made, so nobody can lead a store anywhere else.
/// </summary>
public sealed partial record EvidenceName
{
    public const int LastChunk = 99_999;

    private EvidenceName(Guid session, EvidenceKind kind, string file, EvidenceFormat format) =>
        (Session, Kind, File, Format) = (session, kind, file, format);

    public Guid Session { get; }

    public EvidenceKind Kind { get; }

    /// <summary>Such as <c>0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.jpg</c>, or of a recording <c>000012.webm</c> and <c>000001.begin.webm</c>.</summary>
    public string File { get; }

    public EvidenceFormat Format { get; }

    /// <summary>What the wire calls it, such as <c>camera-still.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.jpg</c>. Those of a kind sort by their age.</summary>
    public string Id => $"{Kind.Name()}.{File}";

    /// <summary>When it was made; null for a chunk, whose name has its number.</summary>
    public DateTimeOffset? At => Kind.IsRecording() ? null : MomentOf(File);

    /// <summary>Number of a chunk, from 1 on; 0 for anything else.</summary>
    public int Number => Kind.IsRecording() ? int.Parse(File.AsSpan(0, 6), CultureInfo.InvariantCulture) : 0;

    /// <summary>True for a chunk with the head of a WebM file: a recorder was started anew, and what follows is one film.</summary>
    public bool Begins => File.EndsWith(".begin.webm", StringComparison.Ordinal);

    /// <summary>One that nothing was ever called before.</summary>
    public static EvidenceName New(Guid session, EvidenceKind kind, EvidenceFormat format, DateTimeOffset now) => kind.IsRecording()
        ? throw new ArgumentOutOfRangeException(nameof(kind), "Chunks are numbered.")
        : new(session, kind, $"{Guid.CreateVersion7(now):N}.{format.Extension()}", format);

    public static EvidenceName Chunk(Guid session, EvidenceKind kind, int number, bool begins)
    {
        if (!kind.IsRecording() || number is < 1 or > LastChunk)
            throw new ArgumentOutOfRangeException(nameof(number));
        return new(session, kind, string.Create(CultureInfo.InvariantCulture, $"{number:000000}{(begins ? ".begin" : "")}.webm"), EvidenceFormat.WebM);
    }

    /// <summary>Null unless <paramref name="id"/> is one that this type makes.</summary>
    public static EvidenceName? Parse(Guid session, string id)
    {
        var dot = id.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && EvidenceKinds.TryParse(id[..dot], out var kind) ? Parse(session, kind, id[(dot + 1)..]) : null;
    }

    internal static EvidenceName? Parse(Guid session, EvidenceKind kind, string file)
    {
        if (kind.IsRecording())
            return ChunkShape().IsMatch(file) ? new(session, kind, file, EvidenceFormat.WebM) : null;
        return FileShape().Match(file) is { Success: true } match ? new(session, kind, file, FormatOf(match.Groups[1].Value)) : null;
    }

    private static EvidenceFormat FormatOf(string extension) => Enum.GetValues<EvidenceFormat>().First(format => format.Extension() == extension);

    /// <summary>The first 48 bits of a version 7 UUID are milliseconds since 1970.</summary>
    private static DateTimeOffset MomentOf(string file) =>
        DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(file.AsSpan(0, 12), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"\A[0-9a-f]{32}\.(jpg|png|pdf|webm)\z")]
    private static partial Regex FileShape();

    [GeneratedRegex(@"\A(?!000000)[0-9]{6}(\.begin)?\.webm\z")]
    private static partial Regex ChunkShape();
}
