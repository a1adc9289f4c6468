namespace Browser.Tests.Harness;

/// <summary>A credential as programs of others read it.</summary>
internal sealed class CredentialPdf(byte[] content) : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("examengine-credential");

    /// <summary>What pdfsig says of the signature.</summary>
    public async Task<string> Signature() => await ExternalTool.Run("pdfsig", await Write());

    /// <summary>What a scanner reads from the page.</summary>
    public async Task<string> QrCode() => (await ExternalTool.Run("zbarimg", "--quiet", "--raw", await Draw())).Trim();

    /// <summary>What pdftotext extracts, without the controls that it puts around lines from right to left.</summary>
    public async Task<string> Text() =>
        string.Concat((await ExternalTool.Run("pdftotext", await Write(), "-")).Where(letter => letter is not ('\u202A' or '\u202B' or '\u202C' or '\u200E' or '\u200F')));

    public async Task Shoot(string name) => Screenshots.Keep(name + ".png", await File.ReadAllBytesAsync(await Draw()));

    public void Dispose() => folder.Delete(recursive: true);

    private async Task<string> Draw()
    {
        var page = Path.Combine(folder.FullName, "page");
        await ExternalTool.Run("pdftoppm", "-png", "-r", "150", "-singlefile", await Write(), page);
        return page + ".png";
    }

    private async Task<string> Write()
    {
        var file = Path.Combine(folder.FullName, "credential.pdf");
        await File.WriteAllBytesAsync(file, content);
        return file;
    }
}
