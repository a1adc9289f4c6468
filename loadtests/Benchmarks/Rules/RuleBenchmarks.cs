using BenchmarkDotNet.Attributes;
using ExamEngine.Benchmarks.Sessions;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Sessions;
using ExamEngine.Grains.Sessions;
using ExamEngine.Interchange.Authoring;
using ExamEngine.Storage.Journal;

namespace ExamEngine.Benchmarks.Rules;

/// <summary>Each method is one thing the engine does once for a response, a form or a save.</summary>
public class RuleBenchmarks
{
    public const string SingleChoice = "score a single choice";
    public const string Form = "draw a form of 60 items";

    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid Device = Guid.CreateVersion7();

    private readonly ExamVersion _exam = Published();
    private readonly SessionPaper _paper;
    private readonly SessionState _sitting;
    private readonly SessionCommand.Save _save;
    private readonly SessionEvent _saved;
    private readonly StoredEvent _stored;
    private readonly FieldVariant _choice, _number;
    private readonly Item _numberItem;
    private readonly ResponseValue _ticked = new ResponseValue.Choices(["b"]), _typed = new ResponseValue.Text("98.7");
    private ulong _seed;

    public RuleBenchmarks()
    {
        _paper = SessionPaper.Draw(_exam, 7);
        _choice = ItemVariant.Of(_paper.Form.Items[0].In(_exam), 7).Fields[0];
        _numberItem = _paper.Form.Items[2].In(_exam);
        _number = ItemVariant.Of(_numberItem, 7).Fields[0];
        _sitting = Answered();
        _save = new(Start.AddMinutes(1), Device, Start.AddMinutes(1), [new SessionEntry.Answer(Guid.CreateVersion7(), 1000, 31, SampleExam.Field, _ticked)]);
        _saved = SessionRules.Decide(_sitting, _save, _paper).Events[0];
        var encoded = SessionJournal.Codec.Encode(_saved, "account");
        _stored = new("session/1", 100, encoded.Type, encoded.Body, encoded.At, encoded.Actor);
    }

    [Benchmark(Description = SingleChoice)]
    public object Choice() => Scoring.Score(_choice, _ticked);

    [Benchmark(Description = "score a number")]
    public object Number() => Scoring.Score(_number, _typed);

    [Benchmark(Description = Form)]
    public object Draw() => FormDrawer.Draw(_exam, _seed++);

    [Benchmark(Description = "work out an item with variables")]
    public object Variant() => ItemVariant.Of(_numberItem, _seed++);

    [Benchmark(Description = "decide a save and evolve")]
    public object Save() => SessionEvolution.Evolve(_sitting, SessionRules.Decide(_sitting, _save, _paper).Events[0], 100);

    [Benchmark(Description = "encode an answer saved")]
    public int Encode() => SessionJournal.Codec.Encode(_saved, "account").Body.Length;

    [Benchmark(Description = "decode an answer saved")]
    public object Decode() => SessionJournal.Codec.Decode(_stored);

    private static ExamVersion Published() =>
        ExamYaml.Read(SampleExam.Yaml(), _ => null) is Validated<ExamDraft>.Valid { Value: var draft } && Publishing.Publish(draft, 1) is Validated<ExamVersion>.Valid { Value: var exam }
            ? exam
            : throw new InvalidOperationException("The sample exam is not in order.");

    private SessionState Answered()
    {
        var state = SessionState.Nobody;
        var version = 0L;
        Do(new SessionCommand.Seat(Start, Guid.CreateVersion7(), "learner", Accommodation.None, null, 1));
        Do(new SessionCommand.Start(Start, Guid.CreateVersion7(), Device));
        Do(new SessionCommand.Save(Start, Device, Start, [.. Enumerable.Range(1, SampleExam.Items).Select(item =>
            new SessionEntry.Answer(Guid.CreateVersion7(), item, item, SampleExam.Field, SampleExam.TakesText(item) ? _typed : _ticked))]));
        return state;

        void Do(SessionCommand command)
        {
            foreach (var happened in SessionRules.Decide(state, command, _paper).Events)
                state = SessionEvolution.Evolve(state, happened, ++version);
        }
    }
}
