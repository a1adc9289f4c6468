using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Serialization;

namespace ExamEngine.LoadTests.SetUp;

/// <summary>What an institution's own systems do over the API before an exam day, with the operator key: exams, accounts, seats, tickets.</summary>
internal sealed class Office : IDisposable
{
    private const int AccountsAtOnce = 500, SeatsAtOnce = 1000;

    private readonly IStage _stage;
    private readonly HttpClient _client;

    public Office(IStage stage)
    {
        _stage = stage;
        _client = new HttpClient { BaseAddress = stage.DirectAddress, Timeout = TimeSpan.FromMinutes(2) };
    }

    public async Task Import(string yaml, CancellationToken ct) =>
        (await Send(HttpMethod.Post, "api/import", JsonContent.Create(new ImportBody(yaml, []), OfficeJson.Default.ImportBody), ct)).Dispose();

    /// <summary>Learners' accounts without a password. Repeating is harmless.</summary>
    public async Task AddAccounts(IEnumerable<string> userNames, CancellationToken ct)
    {
        foreach (var lot in userNames.Chunk(AccountsAtOnce))
        {
            var body = new AccountsBody([.. lot.Select(name => new AccountBody(name, name, ["learner"], name, $"Learner {name}", "NL"))]);
            using var response = await Send(HttpMethod.Post, "api/accounts/batch", JsonContent.Create(body, OfficeJson.Default.AccountsBody), ct);
            var added = await response.Content.ReadFromJsonAsync(OfficeJson.Default.AccountsAdded, ct);
            if (added is not { Refused.Length: 0 })
                throw new SetUpException($"An account was refused: {added?.Refused[0]}.");
        }
    }

    /// <summary>One-time tickets, in the order of the names. They are good for 30 minutes.</summary>
    public async Task<IReadOnlyList<string>> DrawTickets(IEnumerable<string> userNames, CancellationToken ct)
    {
        var tickets = new Dictionary<string, string>();
        var names = userNames.ToArray();
        foreach (var lot in names.Chunk(AccountsAtOnce))
        {
            using var response = await Send(HttpMethod.Post, "api/accounts/tickets", JsonContent.Create(new TicketsBody(lot), OfficeJson.Default.TicketsBody), ct);
            foreach (var (name, ticket) in (await response.Content.ReadFromJsonAsync(OfficeJson.Default.TicketsDrawn, ct))?.Tickets ?? [])
                tickets[name] = ticket;
        }

        return [.. names.Select(name => tickets.TryGetValue(name, out var ticket) ? ticket : throw new SetUpException($"There is no ticket for {name}."))];
    }

    /// <summary>Plans a window and seats learners in it. Repeating is harmless.</summary>
    public async Task Seat(string examId, DateTimeOffset opens, DateTimeOffset closes, IReadOnlyCollection<string> learners, CancellationToken ct)
    {
        var window = new WindowBody(examId, examId, opens, closes, learners.Count);
        (await Send(HttpMethod.Put, $"api/windows/{examId}", JsonContent.Create(window, OfficeJson.Default.WindowBody), ct)).Dispose();
        foreach (var lot in learners.Chunk(SeatsAtOnce))
        {
            var body = new SeatsBody(Guid.CreateVersion7(), [.. lot.Select(learner => new SeatBody(learner))]);
            using var response = await Send(HttpMethod.Post, $"api/windows/{examId}/seats", JsonContent.Create(body, OfficeJson.Default.SeatsBody), ct);
            var taken = await response.Content.ReadFromJsonAsync(OfficeJson.Default.SeatsTaken, ct);
            if (taken is not { Refused.Length: 0 })
                throw new SetUpException($"A seat was refused: {taken?.Refused[0]}.");
        }
    }

    /// <summary>Somebody who sits no exams, and so signs in by password. Repeating is harmless.</summary>
    public async Task AddAccount(string userName, string displayName, string role, string password, CancellationToken ct) =>
        (await Send(
            HttpMethod.Put, $"api/accounts/{userName}", JsonContent.Create(new StaffBody(displayName, [role], password), OfficeJson.Default.StaffBody), ct)).Dispose();

    /// <summary>Gives a room its proctor, and all rooms of its scope their size.</summary>
    /// <param name="roomSize">How many sessions a room takes from now on; null leaves it.</param>
    public async Task Assign(string scope, string room, string proctor, int? roomSize, CancellationToken ct)
    {
        var body = new AssignmentBody(Guid.CreateVersion7(), room, [proctor], roomSize);
        (await Send(HttpMethod.Put, $"api/rooms/{scope}/proctors", JsonContent.Create(body, OfficeJson.Default.AssignmentBody), ct)).Dispose();
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Waits as long as the server asks, whenever it does.</summary>
    /// <exception cref="SetUpException">It was refused.</exception>
    private async Task<HttpResponseMessage> Send(HttpMethod method, string path, JsonContent content, CancellationToken ct)
    {
        await content.LoadIntoBufferAsync(ct);
        while (true)
        {
            using var request = new HttpRequestMessage(method, new Uri(path, UriKind.Relative)) { Content = content };
            // Asked for anew: a process that was started again has another.
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _stage.OperatorKey);
            var response = await _client.SendAsync(request, ct);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
            {
                if (response.StatusCode is not (HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable))
                    throw new SetUpException($"{method} {path}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(ct)}");
                await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(1), ct);
            }

            request.Content = null;
        }
    }
}

/// <summary>The run cannot begin.</summary>
internal sealed class SetUpException(string message) : Exception(message);

internal sealed record ImportBody(string Yaml, string[] Assets);

internal sealed record AccountBody(string UserName, string DisplayName, string[] Roles, string LearnerId, string LegalName, string Country);

internal sealed record AccountsBody(AccountBody[] Accounts);

internal sealed record AccountsAdded(int Added, int Known, AccountRefused[] Refused);

internal sealed record AccountRefused(string UserName, string Code, string Message);

internal sealed record StaffBody(string DisplayName, string[] Roles, string Password);

internal sealed record AssignmentBody(Guid CommandId, string Room, string[] Proctors, int? RoomSize);

internal sealed record TicketsBody(string[] UserNames);

internal sealed record TicketsDrawn(TicketDrawn[] Tickets);

internal sealed record TicketDrawn(string UserName, string Ticket);

internal sealed record WindowBody(string ExamId, string Title, DateTimeOffset Opens, DateTimeOffset Closes, int Capacity);

internal sealed record SeatsBody(Guid CommandId, SeatBody[] Seats);

internal sealed record SeatBody(string LearnerId);

internal sealed record SeatsTaken(int Taken, int Known, SeatRefused[] Refused);

internal sealed record SeatRefused(string LearnerId, string Code, string Message);

[JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web)]
[JsonSerializable(typeof(ImportBody))]
[JsonSerializable(typeof(AccountsBody))]
[JsonSerializable(typeof(AccountsAdded))]
[JsonSerializable(typeof(StaffBody))]
[JsonSerializable(typeof(AssignmentBody))]
[JsonSerializable(typeof(TicketsBody))]
[JsonSerializable(typeof(TicketsDrawn))]
[JsonSerializable(typeof(WindowBody))]
[JsonSerializable(typeof(SeatsBody))]
[JsonSerializable(typeof(SeatsTaken))]
internal sealed partial class OfficeJson : JsonSerializerContext;
