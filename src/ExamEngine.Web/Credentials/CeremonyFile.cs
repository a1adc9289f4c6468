using System.Globalization;
using System.IO.Pipelines;
using System.Text.Encodings.Web;
using System.Text.Json;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Kernel;

namespace ExamEngine.Web.Credentials;

/// <summary>
/// A ceremony's list as a file, written as it is read: ten years of it need no more memory than a page. As CSV it is in UTF-8, for spreadsheets
/// (<see cref="SpreadsheetCsv"/>).
/// </summary>
internal static class CeremonyFile
{
    private static readonly string[] Columns = ["name", "country", "program_id", "program", "kind", "title", "earned_on"];

    /// <summary>Names are read by people: other scripts stand there as they are.</summary>
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, Indented = true };

    public static async Task WriteCsv(TextWriter to, IAsyncEnumerable<Celebrated> list, IReadOnlyDictionary<string, string> titles, CancellationToken ct)
    {
        await using var csv = SpreadsheetCsv.Write(to);
        foreach (var column in Columns)
            csv.WriteField(column);
        await csv.NextRecordAsync();
        await foreach (var one in list.WithCancellation(ct))
        {
            csv.WriteField(one.Name ?? "");
            csv.WriteField(one.Country);
            csv.WriteField(one.ProgramId);
            csv.WriteField(titles.GetValueOrDefault(one.ProgramId, ""));
            csv.WriteField(one.Kind);
            csv.WriteField(one.Title);
            csv.WriteField(Day(one.EarnedAt));
            await csv.NextRecordAsync();
        }
    }

    public static async Task WriteJson(
        Stream to, CeremonyQuery query, CeremonyCounts counts, IAsyncEnumerable<Celebrated> list, IReadOnlyDictionary<string, string> titles, CancellationToken ct)
    {
        const int Buffered = 64 * 1024;
        // The serializer flushes by itself, and never waits: what lies between takes that, and the answer is written to without blocking.
        var pipe = PipeWriter.Create(to, new(leaveOpen: true));
        await using var json = new Utf8JsonWriter(pipe, Readable);
        json.WriteStartObject();
        WriteMoment("from", query.From);
        WriteMoment("to", query.To);
        json.WriteString("programId", query.ProgramId);
        json.WriteString("country", query.Country);
        json.WriteString("kind", query.Kind);
        json.WritePropertyName("counts");
        JsonSerializer.Serialize(json, counts, WireJson.Default.CeremonyCounts);
        json.WriteStartArray("list");
        await foreach (var one in list.WithCancellation(ct))
        {
            json.WriteStartObject();
            json.WriteString("name", one.Name);
            json.WriteString("country", one.Country);
            json.WriteString("programId", one.ProgramId);
            json.WriteString("program", titles.GetValueOrDefault(one.ProgramId, ""));
            json.WriteString("kind", one.Kind);
            json.WriteString("title", one.Title);
            json.WriteString("earnedOn", Day(one.EarnedAt));
            json.WriteEndObject();
            // The writer has at most one segment of its own and hands the others to the pipe, which keeps them until it is told to send.
            await json.FlushAsync(ct);
            if (pipe.UnflushedBytes > Buffered)
                await pipe.FlushAsync(ct);
        }
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(ct);
        await pipe.CompleteAsync();

        void WriteMoment(string name, DateTimeOffset? at)
        {
            if (at is { } moment)
                json.WriteString(name, moment);
            else
                json.WriteNull(name);
        }
    }

    /// <summary>In UTC, as on the credential.</summary>
    private static string Day(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
