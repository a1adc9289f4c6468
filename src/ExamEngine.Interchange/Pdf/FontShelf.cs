using ExamEngine.Interchange.Pdf.Typesetting;
using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf;

/// <summary>
/// The TrueType faces a credential is set in, by Unicode script. Open one for the life of the process:
/// a face is mapped into memory when a text first needs it and then shared by all threads.
/// </summary>
public sealed class FontShelf : IDisposable
{
    private static readonly Dictionary<Script, string> FileByScript = new()
    {
        [Script.Arabic] = "NotoNaskhArabic_400Regular",
        [Script.Armenian] = "NotoSansArmenian_400Regular",
        [Script.Bengali] = "NotoSansBengali_400Regular",
        [Script.Devanagari] = "NotoSansDevanagari_400Regular",
        [Script.Ethiopic] = "NotoSansEthiopic_400Regular",
        [Script.Georgian] = "NotoSansGeorgian_400Regular",
        [Script.Hebrew] = "NotoSansHebrew_400Regular",
        [Script.Tamil] = "NotoSansTamil_400Regular",
        [Script.Thai] = "NotoSansThai_400Regular",
    };

    private const string Sans = "NotoSans_400Regular";
    private const string SansStrong = "NotoSans_600SemiBold";
    private const string Serif = "NotoSerif_400Regular";
    private const string Chinese = "NotoSansSC_400Regular";
    private const string Japanese = "NotoSansJP_400Regular";
    private const string Korean = "NotoSansKR_400Regular";

    private readonly Dictionary<string, Lazy<FontFace>> faces;

    private FontShelf(string directory) =>
        faces = FileByScript.Values.Concat([Sans, SansStrong, Serif, Chinese, Japanese, Korean])
            .ToDictionary(name => name, name => new Lazy<FontFace>(() => new FontFace(PathOf(directory, name))));

    /// <summary>The folder where the build puts the faces: <c>fonts</c> beside the running program.</summary>
    public static string DefaultDirectory => Path.Combine(AppContext.BaseDirectory, "fonts");

    /// <param name="directory">Folder with the <c>.ttf</c> files that <c>Pdf/fonts/Fonts.targets</c> names.</param>
    /// <exception cref="FileNotFoundException">A face is not there; the message names all that are missing.</exception>
    public static FontShelf Open(string directory)
    {
        var shelf = new FontShelf(directory);
        var missing = shelf.faces.Keys.Where(name => !File.Exists(PathOf(directory, name))).Order(StringComparer.Ordinal).ToList();
        return missing.Count == 0
            ? shelf
            : throw new FileNotFoundException($"The font folder {directory} lacks {string.Join(", ", missing)}. Building ExamEngine.Interchange installs them.");
    }

    /// <summary>True for the scripts that have a serif face, so that a name which mixes scripts can be set in one style.</summary>
    internal static bool HasDisplayFace(Script script) => IsEuropean(script) || script == Script.Common || script == Script.Inherited;

    /// <summary>Faces to try for a script, best first. The last ones serve signs that scripts share, such as digits and brackets.</summary>
    internal IEnumerable<FontFace> FacesFor(Script script, FaceStyle style, HanForm form)
    {
        if (FileByScript.TryGetValue(script, out var own))
            yield return faces[own].Value;
        yield return faces[style switch { FaceStyle.Display => Serif, FaceStyle.Strong => SansStrong, _ => Sans }].Value;
        if (!IsEastAsian(script))
            yield break;
        foreach (var name in form switch
        {
            HanForm.Japanese => [Japanese, Chinese, Korean],
            HanForm.Korean => [Korean, Chinese, Japanese],
            _ => new[] { Chinese, Japanese, Korean },
        })
        {
            yield return faces[name].Value;
        }
    }

    public void Dispose()
    {
        foreach (var face in faces.Values.Where(face => face.IsValueCreated))
            face.Value.Dispose();
    }

    private static string PathOf(string directory, string name) => Path.Combine(directory, name + ".ttf");

    private static bool IsEuropean(Script script) =>
        script == Script.Latin || script == Script.Greek || script == Script.Cyrillic;

    private static bool IsEastAsian(Script script) =>
        script == Script.Han || script == Script.Hiragana || script == Script.Katakana || script == Script.Hangul || script == Script.Bopomofo;
}
