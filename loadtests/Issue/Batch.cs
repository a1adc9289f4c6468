using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ExamEngine.Issue;

internal sealed record AwardBody(
    string LearnerId, string LegalName, string Country, string Kind, string SubjectId, string Title, string ProgramId, string ProgramTitle, string Language, DateTimeOffset EarnedAt,
    bool Proctored);

internal sealed record OrderBody(AwardBody[] Awards);

internal sealed record HeldBody(int Award, string Code, string Message);

internal sealed record BatchBody(int Ordered, int Issued, HeldBody[] Held, DateTimeOffset? FinishedAt);

internal sealed record CredentialsBody(Guid[] Ids, int? Next);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(OrderBody))]
[JsonSerializable(typeof(BatchBody))]
[JsonSerializable(typeof(CredentialsBody))]
internal sealed partial class BatchJson : JsonSerializerContext;

/// <summary>One batch, ordered and followed as an institution's own system would.</summary>
internal sealed class Batch(Server server)
{
    private const string Path = "api/credential-batches/ten-years";

    private static readonly string[] Given = ["Amina", "José", "Zoë", "Łukasz", "Nguyễn Thị", "Siobhán", "Björn", "Maria", "Kwame", "Ana Lúcia"];
    private static readonly string[] Family = ["Okonkwo-Lindqvist", "García Márquez", "Müller", "Brzęczyszczykiewicz", "Hương", "Ó Súilleabháin", "Åkesson", "da Silva", "Mensah", "Petrova"];

    private static readonly (string Id, string Title)[] Programs =
    [
        ("scm", "Supply Chain Management"), ("sds", "Statistics and Data Science"), ("dedp", "Data, Economics, and Design of Policy"), ("finance", "Finance"), ("pom", "Principles of Manufacturing"),
    ];

    public async Task Order(int count, CancellationToken ct)
    {
        var awards = Enumerable.Range(0, count).Select(i =>
        {
            var (id, title) = Programs[i % Programs.Length];
            return new AwardBody(
                $"learner-{i}", $"{Given[i % Given.Length]} {Family[i / Given.Length % Family.Length]}", "NL", "program", id, title, id, "", "en",
                new DateTimeOffset(2017, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(9 * i), true);
        }).ToArray();
        await Send(HttpMethod.Put, Path, JsonContent.Create(new OrderBody(awards), BatchJson.Default.OrderBody), BatchJson.Default.BatchBody, ct);
    }

    public Task<BatchBody> Show(CancellationToken ct) => Send(HttpMethod.Get, Path, null, BatchJson.Default.BatchBody, ct);

    public async Task<IReadOnlyList<Guid>> Issued(CancellationToken ct)
    {
        var ids = new List<Guid>();
        for (int? from = 0; from is { } at;)
        {
            var page = await Send(HttpMethod.Get, $"{Path}/credentials?from={at}", null, BatchJson.Default.CredentialsBody, ct);
            ids.AddRange(page.Ids);
            from = page.Next;
        }

        return ids;
    }

    /// <summary>The key is another one each time the server starts.</summary>
    private async Task<T> Send<T>(HttpMethod method, string path, HttpContent? content, System.Text.Json.Serialization.Metadata.JsonTypeInfo<T> type, CancellationToken ct)
    {
        using var client = new HttpClient { BaseAddress = server.Address, Timeout = TimeSpan.FromMinutes(1) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", server.OperatorKey);
        if (content is not null)
            await content.LoadIntoBufferAsync(ct);
        while (true)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
            using var answer = await client.SendAsync(request, ct);
            if (answer.IsSuccessStatusCode)
                return await answer.Content.ReadFromJsonAsync(type, ct) ?? throw new InvalidOperationException($"{path} answers nothing.");
            if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                throw new InvalidOperationException($"{method} {path}: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(ct)}");
            await Task.Delay(answer.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), ct);
            request.Content = null;
        }
    }
}
