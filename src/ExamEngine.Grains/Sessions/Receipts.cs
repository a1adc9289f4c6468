using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Hosting;

namespace ExamEngine.Grains.Sessions;

/// <summary>The signed receipt: a compact JWS (RFC 7515, ES256) whose payload is the receipt's facts as JSON.</summary>
internal static class Receipts
{
    public static Receipt Of(Guid id, SessionState.Sealed ended, SessionPaper paper, EngineKeys keys)
    {
        var facts = new Receipt(
            id, ended.Seat.Exam, paper.Version.Title, ended.Seat.Version, SessionMapping.StateName(ended), SessionMapping.EndedByName(ended.Ending),
            ended.StartedAt ?? ended.Seat.SeatedAt, ended.Ending.EndedAt, paper.Form.Items.Length,
            SessionViews.Answered(ended.Work), ended.Work.Answers.ToWire(), "");
        return facts with { Signature = keys.SignJws(JsonSerializer.SerializeToUtf8Bytes(facts, ReceiptJson.Default.Receipt)) };
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Receipt))]
internal sealed partial class ReceiptJson : JsonSerializerContext;
