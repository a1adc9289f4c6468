using System.Text.Json.Serialization;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Credentials;

/// <summary>How credentials stand in the journal. What an older engine did not write is left out, so its events are written again as they were.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CredentialEvent.Issued))]
[JsonSerializable(typeof(CredentialEvent.Signed))]
[JsonSerializable(typeof(CredentialEvent.Revoked))]
[JsonSerializable(typeof(CredentialEvent.Reinstated))]
[JsonSerializable(typeof(CredentialEvent.Superseded))]
internal sealed partial class CredentialJson : JsonSerializerContext;

internal static class CredentialJournal
{
    public static readonly EventCodec<CredentialEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new EventName("credential.issued.v1", CredentialJson.Default.Issued),
        new EventName("credential.signed.v1", CredentialJson.Default.Signed),
        new EventName("credential.revoked.v1", CredentialJson.Default.Revoked),
        new EventName("credential.reinstated.v1", CredentialJson.Default.Reinstated),
        new EventName("credential.superseded.v1", CredentialJson.Default.Superseded));

    public static string StreamOf(Guid id) => $"credential/{id}";
}
