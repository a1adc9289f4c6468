using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Credentials;

namespace Web.Tests.Credentials;

public sealed class CeremonyFileTests
{
    [Fact]
    public async Task A_long_list_is_sent_while_it_is_read()
    {
        await using var line = new MemoryStream();
        var sent = 0L;
        await CeremonyFile.WriteJson(
            line, new(null, null, null, null, null), new(0, 0, 0, [], [], []), Guests(), new Dictionary<string, string>(), TestContext.Current.CancellationToken);

        Assert.InRange(line.Length - sent, 1, 100_000);

        async IAsyncEnumerable<Celebrated> Guests()
        {
            for (var i = 0; i < 5000; i++)
            {
                sent = line.Length;
                yield return new($"{i}", $"learner-{i}", $"Guest {i}", "MY", "web", "program", "Lists", DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch);
                await Task.CompletedTask;
            }
        }
    }
}
