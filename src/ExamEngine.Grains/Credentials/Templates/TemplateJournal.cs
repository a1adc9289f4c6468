using System.Text.Json.Serialization;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Credentials;

/// <summary>How templates stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TemplateEvent.Published))]
internal sealed partial class TemplateJson : JsonSerializerContext;

internal static class TemplateJournal
{
    public static readonly EventCodec<TemplateEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("credential-template.published.v1", TemplateJson.Default.Published));

    public static string StreamOf(string program) => $"credential-template/{program}";
}
