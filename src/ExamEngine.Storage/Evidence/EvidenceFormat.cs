namespace ExamEngine.Storage.Evidence;

/// <summary>What the bytes are. Found out from the bytes alone: what a browser says about them counts for nothing.</summary>
public enum EvidenceFormat { Jpeg, Png, Pdf, WebM }

public static class EvidenceFormats
{
    /// <summary>As many first bytes as <see cref="Detect"/> looks at.</summary>
    public const int Signature = 8;

    /// <summary>Null for what is none of them.</summary>
    public static EvidenceFormat? Detect(ReadOnlySpan<byte> start) =>
        start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? EvidenceFormat.Jpeg
        : start.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? EvidenceFormat.Png
        : start.StartsWith("%PDF-"u8) ? EvidenceFormat.Pdf
        // EBML, the beginning of every WebM file.
        : start.StartsWith((ReadOnlySpan<byte>)[0x1A, 0x45, 0xDF, 0xA3]) ? EvidenceFormat.WebM
        : null;

    public static string Extension(this EvidenceFormat format) => format switch
    {
        EvidenceFormat.Jpeg => "jpg",
        EvidenceFormat.Png => "png",
        EvidenceFormat.Pdf => "pdf",
        EvidenceFormat.WebM => "webm",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };

    public static string MediaType(this EvidenceFormat format) => format switch
    {
        EvidenceFormat.Jpeg => "image/jpeg",
        EvidenceFormat.Png => "image/png",
        EvidenceFormat.Pdf => "application/pdf",
        EvidenceFormat.WebM => "video/webm",
        _ => throw new ArgumentOutOfRangeException(nameof(format)),
    };
}
