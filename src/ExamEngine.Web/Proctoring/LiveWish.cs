using System.Text.Json;

namespace ExamEngine.Web.Proctoring;

/// <summary>
/// What a console asks a learner's page to show, as far as it has to be written down. The page takes nothing else for a wish, and reads it the same way:
/// whatever it would take for a yes is one here.
/// </summary>
internal static class LiveWish
{
    private static readonly ImmutableArray<string> Media = ["camera", "screen", "sound"];

    // A page reads what is nested as deep as a message can be.
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = ProctorHub.LongestMessage };

    /// <summary>The media that are wanted, none to end it; null when the message is about something else.</summary>
    public static ImmutableArray<string>? Of(string message)
    {
        try
        {
            using var said = JsonDocument.Parse(message, Deep);
            if (said.RootElement.ValueKind != JsonValueKind.Object)
                return null;
            if (said.RootElement.TryGetProperty("bye", out _))
                return [];
            return said.RootElement.TryGetProperty("want", out var want)
                ? want.ValueKind == JsonValueKind.Object ? [.. Media.Where(medium => want.TryGetProperty(medium, out var wanted) && IsYes(wanted))] : []
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsYes(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.False or JsonValueKind.Null => false,
        JsonValueKind.Number => value.GetDouble() != 0,
        JsonValueKind.String => value.GetString() is { Length: > 0 },
        _ => true,
    };
}
