using System.Text.Json.Nodes;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Grains.Credentials;
using ExamEngine.Interchange.OpenBadges;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Grains.Tests.Harness;

namespace Grains.Tests.Credentials;

/// <summary>Orders and questions that the tests of credentials share.</summary>
internal static class Issuing
{
    public static IssueCredential Order(string learner = "ada", string name = "Ada Lovelace", string kind = CredentialKinds.Program) => new(
        Guid.Empty, learner, name, "", "Supply Chain Management", "", "en", 0, Engine.Opening.AddDays(-1), true, "scm", "GB", kind, "scm");

    public static ICredentialGrain Credential(this Engine engine, Guid id) => engine.Grains.GetGrain<ICredentialGrain>(id);

    public static async Task<CredentialView> Issue(this Engine engine, Guid id, IssueCredential? order = null) => (await engine.Credential(id).Issue(Actor.System, order ?? Order())).Ok();

    public static async Task<JsonObject> Document(this Engine engine, Guid id) => JsonNode.Parse(Assert.IsType<string>(await engine.Credential(id).Document()))!.AsObject();

    /// <summary>Writes what an engine wrote that signed no documents: the golden event and a row.</summary>
    public static async Task IssuedByAnOlderEngine(this Engine engine, Guid id, string learner)
    {
        var issued = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Goldens", "credential.issued.v1.json")))!;
        issued["learner"] = learner;
        Assert.IsType<AppendResult.Committed>(await engine.Journal.Append(new(StreamOf(id), 0, [new("credential.issued.v1", System.Text.Encoding.UTF8.GetBytes(issued.ToJsonString()), engine.Now, "system")])
        {
            Projections = [new CredentialRow(id.ToString(), learner, Guid.Empty.ToString(), "every-kind", "exam", "Inventory and demand", "Ada Lovelace", engine.Now, null, "{}", "scm", "GB", engine.Now)],
        }));
    }

    /// <summary>Where its bit is.</summary>
    public static async Task<(int List, int Index)> Entry(this Engine engine, Guid id)
    {
        var status = (await engine.Document(id))["credentialStatus"]!;
        return (int.Parse(status["statusListCredential"]!.GetValue<string>().Split('/')[^1], System.Globalization.CultureInfo.InvariantCulture),
            int.Parse(status["statusListIndex"]!.GetValue<string>(), System.Globalization.CultureInfo.InvariantCulture));
    }

    /// <summary>Whether the list that is served says it is revoked.</summary>
    public static async Task<bool> IsListedAsRevoked(this Engine engine, Guid id)
    {
        var (list, index) = await engine.Entry(id);
        var told = JsonNode.Parse(Assert.IsType<string>(await engine.Grains.GetGrain<IStatusListGrain>(list).Show()))!;
        return StatusBits.IsSet(StatusBits.Decode(told["credentialSubject"]!["encodedList"]!.GetValue<string>()), index);
    }

    public static async Task<string> Verdict(this Engine engine, ReadOnlyMemory<byte> file) =>
        (await engine.Grains.GetGrain<IVerifierGrain>(0).Verify([.. file.Span])).Code;

    public static async Task<string> Verdict(this Engine engine, Guid id) =>
        await engine.Verdict(System.Text.Encoding.UTF8.GetBytes(Assert.IsType<string>(await engine.Credential(id).Document())));

    public static string StreamOf(Guid id) => CredentialJournal.StreamOf(id);
}
