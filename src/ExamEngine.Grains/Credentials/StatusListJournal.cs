using System.Globalization;
using System.Text.Json.Serialization;
using ExamEngine.Core.Credentials;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Credentials;

/// <summary>How the events of status lists stand in the journal.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(StatusListEvent.Opened))]
[JsonSerializable(typeof(StatusListEvent.EntriesTaken))]
[JsonSerializable(typeof(StatusListEvent.EntrySet))]
internal sealed partial class StatusListJson : JsonSerializerContext;

internal static class StatusListJournal
{
    public static readonly EventCodec<StatusListEvent> Codec = new(
        happened => happened.At,
        (happened, at) => happened with { At = at },
        new("status-list.opened.v1", StatusListJson.Default.Opened),
        new("status-list.entries-taken.v1", StatusListJson.Default.EntriesTaken),
        new("status-list.entry-set.v1", StatusListJson.Default.EntrySet));

    public static string StreamOf(int number) => string.Create(CultureInfo.InvariantCulture, $"status-list/{number}");
}
