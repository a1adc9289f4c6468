namespace ExamEngine.Interchange.Pdf.Writing;

/// <summary>
/// Where PDFsharp saves to. It adds metadata and the signature field inside <c>Save</c> and raises no event when the
/// document is complete, but it writes nothing before: the first octet is that event.
/// </summary>
/// <param name="complete">May still change and add objects; none may be removed, as they are numbered already.</param>
internal sealed class CompletedFile(Action complete) : MemoryStream
{
    private Action? complete = complete;

    public override void Write(byte[] buffer, int offset, int count)
    {
        var last = complete;
        complete = null;
        last?.Invoke();
        base.Write(buffer, offset, count);
    }
}
