using ExamEngine.Web.Definitions;

namespace ExamEngine.Silo;

/// <summary>Reads an authoring file and the images that lie beside it.</summary>
internal static class AuthoringFiles
{
    private static readonly Dictionary<string, string> MediaTypes = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".svg"] = "image/svg+xml",
        [".webp"] = "image/webp",
    };

    /// <summary>The text, and every image in the file's directory or below it whose path from there the text mentions; each goes by that path.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static ImportRequest Read(string path)
    {
        var text = File.ReadAllText(path);
        var directory = Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/";
        var assets =
            from file in Directory.EnumerateFiles(directory, "*", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 4 })
            let name = Path.GetRelativePath(directory, file).Replace('\\', '/')
            where MediaTypes.ContainsKey(Path.GetExtension(file)) && text.Contains(name, StringComparison.Ordinal)
            orderby name
            select new ImportAsset(name, MediaTypes[Path.GetExtension(file)], File.ReadAllBytes(file));
        return new ImportRequest(text, [.. assets]);
    }
}
