using System.Globalization;
using System.Text.RegularExpressions;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;

namespace Grains.Tests.Harness;

/// <summary>A learner with a browser: numbers entries, knows the session, does what a page does.</summary>
internal sealed class Candidate(Engine engine, string id)
{
    private long _seq;

    public string Id => id;

    public Actor Actor { get; } = new(id, id, Roles.Learner);

    public Guid Device { get; set; } = Guid.NewGuid();

    public Guid SessionId { get; private set; }

    public long Seq => _seq;

    public ILearnerGrain Learner => engine.Grains.GetGrain<ILearnerGrain>(id);

    public ISessionGrain Session => engine.Grains.GetGrain<ISessionGrain>(SessionId);

    public IAttemptGrain Attempt => engine.Grains.GetGrain<IAttemptGrain>(SessionId);

    public string SessionStream => $"session/{SessionId}";

    public FromDevice From(Guid? command = null) => new(Actor, command ?? Guid.NewGuid(), Device);

    public async Task Register(string exam, TimeSpan? closesIn = null, TimeSpan? opensIn = null, int timeMultiplierPercent = 100) =>
        (await Learner.Register(Actor.System, new(exam, engine.Now + opensIn, engine.Now + closesIn, timeMultiplierPercent))).Ok();

    public async Task<Guid> Begin(string exam, Guid? command = null)
    {
        SessionId = (await Learner.Begin(Actor, command ?? Guid.NewGuid(), exam, honourCodeAccepted: true)).Ok().SessionId;
        _seq = 0;
        return SessionId;
    }

    public async Task<SessionView> Start() => (await Session.Start(From())).Ok();

    /// <summary>Registers, begins and starts.</summary>
    public async Task<SessionView> Sit(string exam, TimeSpan? closesIn = null)
    {
        await Register(exam, closesIn);
        await Begin(exam);
        return await Start();
    }

    /// <summary>Checks in and is admitted, as the watch has it done.</summary>
    public async Task CheckIn(string room = "e~proctored~1")
    {
        (await Session.Step(Actor, Guid.NewGuid(), CheckInStep.Begin, room)).Ok();
        (await Session.Step(Actor, Guid.NewGuid(), CheckInStep.Complete, "")).Ok();
        (await Session.Step(People.Proctor, Guid.NewGuid(), CheckInStep.Admit, "")).Ok();
    }

    /// <summary>As <see cref="Sit"/>, under a proctor.</summary>
    public async Task<SessionView> SitProctored()
    {
        await Register("proctored");
        await Begin("proctored");
        await CheckIn();
        return await Start();
    }

    public Task<Reply<TimeView>> Suffer(InterventionKind kind, int minutes = 0, string text = "") =>
        Session.Intervene(People.Proctor, new(Guid.NewGuid(), kind, minutes > 0 ? TimeSpan.FromMinutes(minutes) : null, "request", text));

    public Entry.Answer Pick(int item, string option, string field = "answer") => Answer(item, field, new AnswerValue([option], null));

    public Entry.Answer Write(int item, string text, string field = "answer") => Answer(item, field, new AnswerValue(null, text));

    public Entry.Answer Answer(int item, string field, AnswerValue value) => new(Guid.NewGuid(), ++_seq, item, field, value);

    public Entry.Shown Show(int item) => new(Guid.NewGuid(), ++_seq, item);

    public Entry.Flag Flag(int item, bool flagged = true) => new(Guid.NewGuid(), ++_seq, item, flagged);

    public Entry.Note Note(int item, string text) => new(Guid.NewGuid(), ++_seq, item, text);

    public Task<Reply<Saved>> TrySave(params Entry[] entries) => Session.Save(new(Actor, Device, [.. entries]));

    public async Task<Saved> Save(params Entry[] entries) => (await TrySave(entries)).Ok();

    public async Task<Receipt> Submit(Guid? command = null) => (await Session.Submit(From(command), _seq)).Ok();

    public async Task<ExamCard> Card(string exam)
    {
        var home = (await Learner.Home(Actor)).Ok();
        return home.Rehearsal?.ExamId == exam ? home.Rehearsal : home.Programs.SelectMany(program => program.Exams).Single(card => card.ExamId == exam);
    }

    public async Task Rehearse()
    {
        await Begin("rehearsal");
        await Start();
        await Save(Pick(1, "a"));
        await Submit();
        await engine.Sweep();
    }

    /// <summary>A right answer to every field of <c>every-kind</c> but the essay's, which gets some text.</summary>
    public Entry[] RightAnswers(SessionView view) => [.. view.Items.SelectMany(item => item.Fields.Select(field => Right(item, field)))];

    private Entry.Answer Right(ItemView item, FieldView field) => field.Kind switch
    {
        "singleChoice" => Pick(item.Number, Named(field, item.Fields.Length > 1 ? "Yes" : "Last value"), field.Id),
        "multipleResponse" => Answer(item.Number, field.Id, new([Named(field, "2"), Named(field, "8")], null)),
        "numeric" when item.Fields.Length > 1 => Write(item.Number, "7", field.Id),
        "numeric" => Write(item.Number, $"{2 * int.Parse(Regex.Match(item.Html, @"\d+").Value, CultureInfo.InvariantCulture)} units", field.Id),
        "shortText" => Write(item.Number, "Stock keeping unit", field.Id),
        "essay" => Write(item.Number, "Demand varies, lead time too.", field.Id),
        _ => throw new InvalidOperationException(field.Kind),
    };

    private static string Named(FieldView field, string text) => field.Options.Single(option => option.Html.Contains($">{text}<", StringComparison.Ordinal) || option.Html == text).Name;

    public ICredentialGrain Credential(Guid credential) => engine.Grains.GetGrain<ICredentialGrain>(credential);
}
