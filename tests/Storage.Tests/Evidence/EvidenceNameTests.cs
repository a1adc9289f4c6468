using ExamEngine.Storage.Evidence;

namespace Storage.Tests.Evidence;

public sealed class EvidenceNameTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, 123, TimeSpan.Zero);
    private static readonly Guid Session = Guid.NewGuid();

    [Theory]
    [InlineData(EvidenceKind.CameraStill, EvidenceFormat.Jpeg, "camera-still", ".jpg", "image/jpeg")]
    [InlineData(EvidenceKind.ScreenStill, EvidenceFormat.Jpeg, "screen-still", ".jpg", "image/jpeg")]
    [InlineData(EvidenceKind.Face, EvidenceFormat.Jpeg, "face", ".jpg", "image/jpeg")]
    [InlineData(EvidenceKind.Document, EvidenceFormat.Png, "document", ".png", "image/png")]
    [InlineData(EvidenceKind.RoomScan, EvidenceFormat.WebM, "room-scan", ".webm", "video/webm")]
    [InlineData(EvidenceKind.Attachment, EvidenceFormat.Pdf, "attachment", ".pdf", "application/pdf")]
    public void A_name_tells_what_and_when_and_is_read_back(EvidenceKind kind, EvidenceFormat format, string word, string extension, string mediaType)
    {
        var name = EvidenceName.New(Session, kind, format, Noon);

        Assert.StartsWith($"{word}.", name.Id, StringComparison.Ordinal);
        Assert.EndsWith(extension, name.Id, StringComparison.Ordinal);
        Assert.Equal((Noon, format, mediaType), (name.At, name.Format, name.Format.MediaType()));
        Assert.Equal(name, EvidenceName.Parse(Session, name.Id));
        Assert.NotEqual(name, EvidenceName.New(Session, kind, format, Noon));
    }

    [Theory]
    [InlineData(EvidenceKind.CameraRecording, 1, true, "camera-recording.000001.begin.webm")]
    [InlineData(EvidenceKind.ScreenRecording, 99_999, false, "screen-recording.099999.webm")]
    public void A_chunk_is_called_by_its_number(EvidenceKind kind, int number, bool begins, string id)
    {
        var name = EvidenceName.Chunk(Session, kind, number, begins);

        Assert.Equal((id, number, begins), (name.Id, name.Number, name.Begins));
        Assert.Equal(name, EvidenceName.Parse(Session, id));
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("camera-still")]
    [InlineData("camera-still.")]
    [InlineData("camera-still.../../../etc/passwd")]
    [InlineData("camera-still.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.jpg/../x.jpg")]
    [InlineData("camera-still.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.jpg\n")]
    [InlineData("camera-still.0198F0C2A1B27C3D8E4F5A6B7C8D9E0F.jpg")]
    [InlineData("camera-still.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.svg")]
    [InlineData("camera-still.000001.webm")]
    [InlineData("camera-recording.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.webm")]
    [InlineData("camera-recording.000000.webm")]
    [InlineData("camera-recording.1.webm")]
    [InlineData("camera-recording.000001.end.webm")]
    [InlineData("thumbs.0198f0c2a1b27c3d8e4f5a6b7c8d9e0f.jpg")]
    public void Nothing_else_is_a_name(string id) => Assert.Null(EvidenceName.Parse(Session, id));

    [Theory]
    [InlineData("FFD8FFE000104A46", EvidenceFormat.Jpeg)]
    [InlineData("89504E470D0A1A0A", EvidenceFormat.Png)]
    [InlineData("255044462D312E37", EvidenceFormat.Pdf)]
    [InlineData("1A45DFA39F428681", EvidenceFormat.WebM)]
    [InlineData("3C7376672078", null)]
    [InlineData("3C21444F43545950", null)]
    [InlineData("FFD8", null)]
    [InlineData("", null)]
    public void What_bytes_are_is_told_by_how_they_begin(string hex, EvidenceFormat? format) =>
        Assert.Equal(format, EvidenceFormats.Detect(Convert.FromHexString(hex)));

    [Fact]
    public void Every_kind_has_a_name_of_its_own() =>
        Assert.Equal(EvidenceKinds.All, EvidenceKinds.All.Select(kind => EvidenceKinds.TryParse(kind.Name(), out var read) ? read : throw new InvalidOperationException(kind.Name())));
}
