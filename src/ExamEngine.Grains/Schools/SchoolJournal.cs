using System.Text.Json.Serialization;
using ExamEngine.Core.Schools;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Schools;

/// <summary>How schools and shares stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(SchoolEvent.Described))]
[JsonSerializable(typeof(SchoolEvent.Agreed))]
[JsonSerializable(typeof(ShareEvent.Given))]
[JsonSerializable(typeof(ShareEvent.Withdrawn))]
[JsonSerializable(typeof(ShareEvent.Looked))]
[JsonSerializable(typeof(ShareEvent.CreditGranted))]
[JsonSerializable(typeof(ShareEvent.CreditCorrected))]
[JsonSerializable(typeof(ShareEvent.CreditTakenBack))]
internal sealed partial class SchoolJson : JsonSerializerContext;

internal static class SchoolJournal
{
    public static readonly EventCodec<SchoolEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("school.described.v1", SchoolJson.Default.Described),
        new EventName("school.agreed.v1", SchoolJson.Default.Agreed));

    public static string StreamOf(string school) => $"school/{school}";
}

internal static class ShareJournal
{
    public static readonly EventCodec<ShareEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("share.given.v1", SchoolJson.Default.Given),
        new EventName("share.withdrawn.v1", SchoolJson.Default.Withdrawn),
        new EventName("share.looked.v1", SchoolJson.Default.Looked),
        new EventName("share.credit-granted.v1", SchoolJson.Default.CreditGranted),
        new EventName("share.credit-corrected.v1", SchoolJson.Default.CreditCorrected),
        new EventName("share.credit-taken-back.v1", SchoolJson.Default.CreditTakenBack));

    public static string StreamOf(Guid share) => $"share/{share}";
}
