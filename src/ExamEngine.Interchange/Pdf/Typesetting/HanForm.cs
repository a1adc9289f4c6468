using HarfBuzzSharp;

namespace ExamEngine.Interchange.Pdf.Typesetting;

/// <summary>Whose shapes Han characters take: Unicode unifies characters that China, Japan and Korea draw differently.</summary>
internal enum HanForm
{
    Chinese,
    Japanese,
    Korean,
}

internal static class HanForms
{
    /// <summary>Kana in the text says Japanese, hangul says Korean; without either the language tag decides, and Chinese is the rest.</summary>
    public static HanForm Of(string text, string language)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            var script = UnicodeFunctions.Default.GetScript(rune.Value);
            if (script == Script.Hiragana || script == Script.Katakana)
                return HanForm.Japanese;
            if (script == Script.Hangul)
                return HanForm.Korean;
        }

        return language.Split('-')[0].ToLowerInvariant() switch
        {
            "ja" => HanForm.Japanese,
            "ko" => HanForm.Korean,
            _ => HanForm.Chinese,
        };
    }
}
