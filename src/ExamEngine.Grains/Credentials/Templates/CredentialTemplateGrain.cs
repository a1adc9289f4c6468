using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Credentials;
using ExamEngine.Core.Kernel;
using ExamEngine.Grains.Kernel;
using ExamEngine.Grains.Programs;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Grains.Credentials;

/// <summary>The newest published template; null before the first.</summary>
internal sealed record TemplateState(TemplateEvent.Published? Newest)
{
    public static readonly TemplateState None = new((TemplateEvent.Published?)null);

    public static TemplateState Evolve(TemplateEvent happened) => happened switch
    {
        TemplateEvent.Published published => new(published),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };
}

/// <summary>How the credentials of one program look and speak. Versions are never changed; a preview is made as an issue would be, with a word across it.</summary>
[GrainType("credential-template")]
internal sealed class CredentialTemplateGrain(IJournal journal, TimeProvider time, Catalog catalog, CredentialPress press)
    : EventSourcedGrain<TemplateState, TemplateEvent>(journal, time, TemplateJournal.Codec, TemplateState.None), ICredentialTemplateGrain
{
    private static readonly Problem Forbidden = new("account.forbidden", "Templates are the staff's.");

    private string Program => this.GetPrimaryKeyString();

    protected override string StreamName() => TemplateJournal.StreamOf(Program);

    protected override TemplateState Evolve(TemplateState state, TemplateEvent happened, long version) => TemplateState.Evolve(happened);

    public async Task<Reply<CredentialTemplateView>> Show(Actor actor) => !IsStaff(actor) ? Forbidden : await Title() is null ? Unknown : View();

    public async Task<Reply<CredentialTemplateView>> Publish(Actor actor, TemplateDraft draft)
    {
        if (!IsStaff(actor))
            return Forbidden;
        if (await Title() is not { } title)
            return Unknown;
        if (CredentialTemplates.Check(TemplateViews.ToCore(draft)) is Validated<CredentialTemplate>.Invalid invalid)
            return invalid.Refusals.ToProblems();
        var template = TemplateViews.ToCore(draft);
        if (State.Newest is { } newest && TemplateViews.Same(newest.Template, template))
            return View();
        if (await press.Sample(Program, title, template, TemplatePreview.Plain) is { Value: null } refused)
            return refused.Problems;
        await Commit(actor.Id, [new TemplateEvent.Published((State.Newest?.Version ?? 0) + 1, template) { At = Now }]);
        return View();
    }

    public async Task<Reply<CredentialFile>> Preview(Actor actor, TemplateDraft draft, TemplatePreview sample)
    {
        if (!IsStaff(actor))
            return Forbidden;
        if (await Title() is not { } title)
            return Unknown;
        return CredentialTemplates.Check(TemplateViews.ToCore(draft)) is Validated<CredentialTemplate>.Invalid invalid
            ? invalid.Refusals.ToProblems()
            : await press.Sample(Program, title, TemplateViews.ToCore(draft), sample);
    }

    private CredentialTemplateView View() => TemplateViews.Of(Program, State.Newest);

    private async Task<string?> Title() => (await catalog.Program(Program))?.Title;

    private static bool IsStaff(Actor actor) => actor.Is(Roles.Staff | Roles.Admin | Roles.System);

    private static Problem Unknown => new("program.unknown", "There is no such program.");
}
