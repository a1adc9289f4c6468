using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Web.Tests.Hosting;

public sealed class OpenApiTests(RunningSilo silo)
{
    private const string Update = "EXAMENGINE_UPDATE_GOLDEN";

    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    [Fact]
    public async Task What_was_published_is_still_there()
    {
        var (golden, now) = (await Golden(), await Now());

        var missing = Missing(golden, now, "").ToArray();

        Assert.True(missing.Length == 0, $"The API lost or changed what clients rely on; put it back, or publish a new version beside it: {string.Join("; ", missing)}");
    }

    [Fact]
    public async Task What_is_new_is_written_down()
    {
        var now = await Now();
        if (Environment.GetEnvironmentVariable(Update) == "1")
            await File.WriteAllTextAsync(GoldenSource(), now.ToJsonString(Indented) + "\n");

        var fresh = Missing(now, await Golden(fromSource: Environment.GetEnvironmentVariable(Update) == "1"), "").ToArray();

        Assert.True(fresh.Length == 0, $"The API has grown. Run this test once with {Update}=1 and commit Golden/openapi.v1.json. New: {string.Join("; ", fresh)}");
    }

    [Fact]
    public async Task Every_operation_has_a_name_of_its_own()
    {
        var names = (await Now())["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject()).Select(operation => (string?)operation.Value!["operationId"]).ToArray();

        Assert.All(names, name => Assert.False(string.IsNullOrEmpty(name)));
        Assert.Distinct(names);
    }

    [Fact]
    public async Task An_entry_is_described_with_its_kinds()
    {
        var kinds = (await Now())["components"]!["schemas"]!["Entry"]!["discriminator"]!["mapping"]!.AsObject().Select(kind => kind.Key).Order();

        Assert.Equal(["answer", "flag", "note", "shown"], kinds);
    }

    private async Task<JsonNode> Now()
    {
        using var visitor = silo.Visit(Who.Anonymous);
        using var answer = await visitor.Get("openapi/v1.json");
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }

    private static async Task<JsonNode> Golden(bool fromSource = false) =>
        JsonNode.Parse(await File.ReadAllTextAsync(fromSource ? GoldenSource() : Path.Combine(AppContext.BaseDirectory, "Golden", "openapi.v1.json")))!;

    private static string GoldenSource([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "..", "Golden", "openapi.v1.json");

    /// <summary>Places of <paramref name="wanted"/> that <paramref name="there"/> lacks or has otherwise. Lists are compared as sets.</summary>
    private static IEnumerable<string> Missing(JsonNode? wanted, JsonNode? there, string place) => (wanted, there) switch
    {
        (JsonObject want, JsonObject have) => want.SelectMany(member =>
            have.ContainsKey(member.Key) ? Missing(member.Value, have[member.Key], $"{place}/{member.Key}") : [$"{place}/{member.Key}"]),
        (JsonArray want, JsonArray have) => want.Where(one => !have.Any(other => JsonNode.DeepEquals(one, other))).Select(one => $"{place}: {one?.ToJsonString()}"),
        _ => JsonNode.DeepEquals(wanted, there) ? [] : [place],
    };
}
