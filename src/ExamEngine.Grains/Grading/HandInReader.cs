using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Grading;
using ExamEngine.Grains.Hosting;
using ExamEngine.Grains.Sessions;

namespace ExamEngine.Grains.Grading;

/// <summary>Unsent answers that came by file.</summary>
internal static class HandInReader
{
    private const int MostEntries = 2_000;

    /// <summary>The answers in the file; null when it was not made for this session or was changed.</summary>
    public static ImmutableArray<Entry.Answer>? Read(HandInFile file, Guid session, EngineKeys keys)
    {
        if (file is not { EphemeralKey: not null, Nonce: not null, Ciphertext: not null })
            return null;
        try
        {
            var plain = keys.Open(
                Convert.FromBase64String(file.EphemeralKey), Convert.FromBase64String(file.Nonce), Convert.FromBase64String(file.Ciphertext),
                Encoding.UTF8.GetBytes(session.ToString()));
            var entries = plain is null ? null : JsonSerializer.Deserialize(plain, HandInJson.Default.ListEntry);
            return entries is null || entries.Count > MostEntries ? null : [.. entries.OfType<Entry.Answer>().Where(answer => answer is { Value: not null, Field: not null })];
        }
        catch (Exception e) when (e is FormatException or JsonException or NotSupportedException)
        {
            return null;
        }
    }

    /// <summary>The answers that are new here and may stand in their field, and how many were stored already or are older than what is.</summary>
    public static (ImmutableArray<LateAnswer> Fresh, int Known) Sort(ImmutableArray<Entry.Answer> answers, AttemptState state, AttemptPaper paper)
    {
        var fresh = ImmutableArray.CreateBuilder<LateAnswer>();
        var known = 0;
        foreach (var answer in answers.OrderBy(answer => answer.Seq))
        {
            if (answer.Item < 1 || answer.Item > paper.Paper.Form.Items.Length || paper.Paper.Check(answer.Item, answer.Field, answer.Value.ToCore()) is not null)
                continue;
            var stored = paper.Session.Work.Find(answer.Item, answer.Field)?.Seq ?? 0;
            if (answer.Seq <= stored || state.Late.Any(late => late.Command == answer.CommandId))
                known++;
            else
                fresh.Add(new(answer.CommandId, answer.Seq, answer.Item, answer.Field, answer.Value.ToCore()));
        }
        return (fresh.ToImmutable(), known);
    }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, AllowOutOfOrderMetadataProperties = true)]
[JsonSerializable(typeof(List<Entry>))]
internal sealed partial class HandInJson : JsonSerializerContext;
