using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ExamEngine.Interchange.OpenBadges;

/// <summary>
/// JSON in which nothing is said twice (of two members of one name, one reader takes the first and another the last), and in which all text
/// is Unicode (JSON can spell half a character).
/// </summary>
internal static class StrictJson
{
    private static readonly JsonDocumentOptions Options = new() { AllowDuplicateProperties = false, MaxDepth = 64 };

    /// <exception cref="JsonException">It is none.</exception>
    public static JsonElement Parse(ReadOnlySpan<byte> text)
    {
        var parsed = JsonElement.Parse(text, Options);
        if (text.IndexOf("\\ud"u8) >= 0 || text.IndexOf("\\uD"u8) >= 0)
        {
            try
            {
                ReadTexts(parsed);
            }
            catch (InvalidOperationException)
            {
                throw new JsonException("A text is not Unicode.");
            }
        }

        return parsed;
    }

    /// <summary>Null when it is none.</summary>
    public static JsonElement? Of(JsonObject document)
    {
        try
        {
            return Parse(Encoding.UTF8.GetBytes(document.ToJsonString()));
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            // What was parsed leniently comes to light when it is written.
            return null;
        }
    }

    private static void ReadTexts(JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var entry in value.EnumerateObject())
                {
                    _ = entry.Name;
                    ReadTexts(entry.Value);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in value.EnumerateArray())
                    ReadTexts(item);
                break;
            case JsonValueKind.String:
                value.GetString();
                break;
        }
    }
}
