using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ExamEngine.LoadTests.Learners;
using ExamEngine.LoadTests.Proctors;
using ExamEngine.LoadTests.Profiles;

namespace ExamEngine.LoadTests.Agents;

/// <summary>A process full of learners. It is told what to do by lines on standard input, answers by lines on standard output, and ends with its input.</summary>
internal sealed class Agent
{
    /// <summary>Calls under way while nothing is measured yet.</summary>
    private const int AtOnce = 16;

    private static readonly TimeSpan SettlePatience = TimeSpan.FromSeconds(90);
    private static readonly TimeSpan EndPatience = TimeSpan.FromMinutes(3);

    private readonly Assignment _order;
    private readonly Timetable _timetable;
    private readonly Meter _meter = new();
    private readonly VirtualLearner[] _learners;
    private readonly VirtualProctor[] _proctors;
    private readonly CancellationToken _ct;
    private long _begin;

    /// <summary>Ends with the next second that is told of.</summary>
    private TaskCompletionSource _told = new();

    private Agent(Assignment order, CancellationToken ct)
    {
        (_order, _timetable, _ct) = (order, order.Timetable, ct);
        var campuses = Enumerable.Range(0, Campus.Count).Select(number => Campus.Open(number, order.Server)).ToArray();
        _learners = [.. Assignment.Numbers(order.Learners, order.Agent, order.Agents).Select(number =>
        {
            var plan = _timetable.Plan(number);
            var chance = new Random(unchecked(order.Seed * 7919 + number));
            var who = new Sitter(new Door(order.Server, campuses[number % Campus.Count]), new LearnerClock(plan.ClockRate, plan.ClockOffset), chance, _meter);
            return new VirtualLearner(plan, who, _meter, ct);
        })];
        _proctors = [.. order.Consoles.Select(console => new VirtualProctor(
            console, _timetable.ActsOf(console.Room), _timetable.Profile.Watch?.AdmittedByProctors == true,
            new Door(order.Server, campuses[console.Room % Campus.Count]), _meter, new Random(unchecked(order.Seed * 104_729 + console.Room)), ct))];
    }

    public static void Run()
    {
        using var ending = new CancellationTokenSource();
        using var input = new StreamReader(Console.OpenStandardInput());
        OneThread.Run(async () =>
        {
            var order = JsonSerializer.Deserialize(await Task.Run(input.ReadLine) ?? "", AgentJson.Default.Assignment) ?? throw new InvalidDataException("No assignment.");
            var agent = new Agent(order, ending.Token);
            while (await Task.Run(input.ReadLine) is { } line)
                await agent.Follow(JsonSerializer.Deserialize(line, AgentJson.Default.Cue) ?? throw new InvalidDataException("No cue."));
            await ending.CancelAsync();
        });
    }

    private async Task Follow(Cue cue)
    {
        switch (cue.Kind)
        {
            case CueKind.SignIn:
                await FewAtATime(_learners, (learner, place) => learner.SignIn(_order.Tickets[place]));
                await FewAtATime(_proctors, (proctor, _) => proctor.SignIn());
                Say(new Word(Tick: _meter.Take(-1, 0)));
                break;
            case CueKind.Look:
                await FewAtATime(_proctors, (proctor, _) => proctor.Open());
                await FewAtATime(_learners, (learner, _) => learner.Look());
                break;
            case CueKind.Begin:
                _begin = Timestamp(cue.At);
                OneThread.Mind(Tell());
                await Within(SettlePatience + _timetable.MeasuredTo + (cue.At - DateTimeOffset.UtcNow), Task.WhenAll(
                [
                    .. _learners.Select(async learner =>
                    {
                        await learner.Sit(_begin);
                        await learner.Settle();
                    }),
                    .. _proctors.Select(proctor => proctor.Act(_begin)),
                ]));
                await WriteJournal();
                break;
            case CueKind.Finish:
                await Within(EndPatience, Task.WhenAll(_learners.Select((learner, place) => Finish(learner, cue.At, (double)place / _learners.Length))));
                await WriteJournal();
                await _told.Task;
                break;
            default:
                throw new InvalidDataException($"Unknown cue {cue.Kind}.");
        }

        Say(new Word(Followed: cue.Kind));
    }

    private async Task FewAtATime<T>(IReadOnlyList<T> people, Func<T, int, Task> work)
    {
        using var few = new SemaphoreSlim(AtOnce);
        await Task.WhenAll(people.Select(async (person, place) =>
        {
            await few.WaitAsync(_ct);
            try
            {
                await work(person, place);
            }
            finally
            {
                few.Release();
            }
        }));
    }

    private async Task Finish(VirtualLearner learner, DateTimeOffset from, double share)
    {
        if (_timetable.Profile.Ending is Ending.HandIn handIn)
        {
            var due = Timestamp(from + handIn.Over * share);
            await Until(due);
            await learner.Submit(due);
        }

        await learner.End();
    }

    /// <summary>A line a second, for ever.</summary>
    private async Task Tell()
    {
        for (var second = 0; ; second++)
        {
            var due = _begin + (second + 1) * Stopwatch.Frequency;
            await Until(due);
            var told = _told;
            _told = new();
            Say(new Word(Tick: _meter.Take(second, Math.Max(0, Stopwatch.GetElapsedTime(due).TotalMilliseconds))));
            told.SetResult();
        }
    }

    private async Task WriteJournal()
    {
        await Write(_order.Journal, _learners, learner => LearnerJournal.Of(learner, _begin), JournalJson.Default.LearnerJournal);
        await Write(_order.ConsoleJournal, _proctors, proctor => proctor.Journal(_begin), ConsoleJson.Default.ConsoleJournal);
    }

    private static async Task Write<TPerson, T>(string path, IEnumerable<TPerson> people, Func<TPerson, T> journal, JsonTypeInfo<T> type)
    {
        await using var file = File.Create(path);
        foreach (var person in people)
        {
            JsonSerializer.Serialize(file, journal(person), type);
            file.WriteByte((byte)'\n');
        }
    }

    /// <summary>Learners who are stuck are not waited for; the audit sees what has become of them.</summary>
    private async Task Within(TimeSpan patience, Task work)
    {
        if (await Task.WhenAny(work, Task.Delay(patience, _ct)) == work)
            await work;
    }

    private Task Until(long due) =>
        due - Stopwatch.GetTimestamp() is > 0 and var wait ? Task.Delay(TimeSpan.FromSeconds((double)wait / Stopwatch.Frequency), _ct) : Task.CompletedTask;

    private static long Timestamp(DateTimeOffset at) => Stopwatch.GetTimestamp() + (long)((at - DateTimeOffset.UtcNow).TotalSeconds * Stopwatch.Frequency);

    private static void Say(Word word) => Console.Out.WriteLine(JsonSerializer.Serialize(word, AgentJson.Default.Word));
}
