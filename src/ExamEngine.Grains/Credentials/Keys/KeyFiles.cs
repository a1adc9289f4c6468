namespace ExamEngine.Grains.Credentials.Keys;

/// <summary>Files with secrets: readable by their owner alone, written whole beside their place and moved there, so that a crash leaves no half of one.</summary>
internal static class KeyFiles
{
    /// <summary>What the file holds; made when it is missing. When several processes make it at once, the first one's is taken and all return it.</summary>
    public static byte[] LoadOrCreate(string path, Func<byte[]> create)
    {
        if (File.Exists(path))
            return File.ReadAllBytes(path);
        var made = create();
        var aside = WriteAside(path, made);
        try
        {
            File.Move(aside, path, overwrite: false);
            return made;
        }
        catch (IOException) when (File.Exists(path))
        {
            // Another process was first: its secret is the engine's.
            File.Delete(aside);
            return File.ReadAllBytes(path);
        }
    }

    public static void Replace(string path, byte[] content) => File.Move(WriteAside(path, content), path, overwrite: true);

    private static string WriteAside(string path, byte[] content)
    {
        var aside = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new FileStream(aside, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
        return aside;
    }
}
