namespace Browser.Tests.Harness;

/// <summary>
/// What a page complains of: errors on its console, exceptions nobody caught, breaches of the content policy. A test fails on the
/// first, unless it brought the trouble about itself and said so.
/// </summary>
internal sealed class Complaints
{
    private const string WatchPolicy =
        "document.addEventListener('securitypolicyviolation', e => console.error(`policy ${e.violatedDirective} ${e.blockedURI} ${e.sourceFile}`))";

    private readonly List<string> heard = [];
    private readonly List<Regex> expected = [new Regex(@"401 .*/api/account:0:0$")];

    public async Task Listen(IBrowserContext context)
    {
        await context.AddInitScriptAsync(WatchPolicy);
        context.Page += (_, page) =>
        {
            page.Console += (_, message) =>
            {
                if (message.Type == "error")
                    Add($"{message.Text} {message.Location}");
            };
            page.PageError += (_, error) => Add(error);
        };
    }

    /// <summary>From now on, what matches the pattern is what the test wants to happen.</summary>
    public void Expect(string pattern)
    {
        lock (heard)
            expected.Add(new Regex(pattern));
    }

    public bool Any => Unexpected.Length > 0;

    private string Unexpected
    {
        get
        {
            lock (heard)
                return string.Join('\n', heard.Where(line => !expected.Exists(pattern => pattern.IsMatch(line))));
        }
    }

    public void AssertNone() => Assert.True(Unexpected.Length == 0, Unexpected);

    private void Add(string line)
    {
        lock (heard)
            heard.Add(line);
    }
}
