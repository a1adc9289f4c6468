using System.Collections.Concurrent;
using ExamEngine.Core.Credentials;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Credentials;

/// <summary>A template and what credentials call it.</summary>
internal sealed record NamedTemplate(string Name, CredentialTemplate Template)
{
    public static readonly NamedTemplate BuiltIn = new(CredentialWording.BuiltIn, CredentialTemplate.Default);

    public static NamedTemplate Of(string program, TemplateEvent.Published published) =>
        new(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{program}@{published.Version}"), published.Template);
}

/// <summary>
/// The newest templates of programs, kept for two seconds, so that a batch reads each once and not a thousand times. One a program that credentials were issued for lately: few.
/// </summary>
internal sealed class ProgramTemplates(IJournal journal, TimeProvider time)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(2);

    private readonly ConcurrentDictionary<string, (DateTimeOffset Until, NamedTemplate Template)> _known = new();

    public async ValueTask<NamedTemplate> Of(string program)
    {
        if (program.Length == 0)
            return NamedTemplate.BuiltIn;
        var now = time.GetUtcNow();
        if (_known.TryGetValue(program, out var known) && known.Until > now)
            return known.Template;
        var newest = await TemplateJournal.Codec.Replay<TemplateState>(
            journal, TemplateJournal.StreamOf(program), TemplateState.None, static (_, happened, _) => TemplateState.Evolve(happened));
        var template = newest.Newest is { } published ? NamedTemplate.Of(program, published) : NamedTemplate.BuiltIn;
        _known[program] = (now + Lifetime, template);
        return template;
    }
}
