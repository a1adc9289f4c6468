using System.Diagnostics;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Exam;

namespace ExamEngine.LoadTests.Learners;

/// <summary>
/// Follows a plan: each thing is done when it is due, however long the server takes over the last one, so a server that falls behind meets
/// the load that people would go on making, and its latencies count from when a thing was due.
/// </summary>
internal sealed class VirtualLearner(LearnerPlan plan, Sitter who, Meter meter, CancellationToken ct)
{
    private static readonly TimeSpan[] AskAgain = [.. new[] { 1, 2, 3, 5, 10 }.Select(seconds => TimeSpan.FromSeconds(seconds))];

    private static readonly string[] Glances = ["page-hidden", "window-blurred", "fullscreen-left"];

    private long _begin;
    private Sitting? _sitting;
    private Task _ended = Task.CompletedTask;

    public LearnerPlan Plan => plan;

    public Sitter Who => who;

    public Guid Session { get; private set; }

    public Sitting? Sitting => _sitting;

    /// <summary>How it ended: <c>submitted</c>, <c>deadline</c>, <c>left</c>; null while it lasts.</summary>
    public string? EndedBy { get; private set; }

    /// <summary>By a one-time ticket, as from a program's own system.</summary>
    public async Task SignIn(string ticket)
    {
        var since = Stopwatch.GetTimestamp();
        meter.Offered(Operation.SignIn);
        while (true)
        {
            var reply = await who.Door.Post("api/account/ticket", new TicketBody(ticket), Wire.Default.TicketBody, Wire.Default.Me, ct);
            if (reply.Value is not null)
                break;
            meter.Failed(Operation.SignIn);
            if (!reply.IsPassing)
                throw new InvalidOperationException($"{plan.UserName} was not let in: {reply.Refusal?.Code}.");
            await who.Clock.Pause(reply.Refusal?.RetryAfter ?? TimeSpan.FromSeconds(1), ct);
        }

        meter.Done(Operation.SignIn, since);
    }

    /// <summary>The home page, until the seat is on it, and the briefing.</summary>
    public async Task Look()
    {
        while (await Home() is not { } home || !home.Programs.Any(program => program.Exams.Any(exam => exam.ExamId == plan.ExamId && exam.Standing != "notRegistered")))
            await Task.Delay(TimeSpan.FromSeconds(1), ct);
        if ((await who.Door.Get($"api/exams/{plan.ExamId}/briefing", Wire.Default.BriefingView, ct)).Value is null)
            who.Trouble("the briefing did not come");
    }

    /// <summary>Everything until the last answer is due.</summary>
    /// <param name="begin">When learners began to arrive, as a timestamp of the stopwatch.</param>
    public async Task Sit(long begin)
    {
        _begin = begin;
        if (plan.Refresh is { } refresh)
        {
            await Until(refresh);
            if (await Home() is null)
                who.Trouble("the home page did not come");
        }

        await Until(plan.Press);
        if (!await Begin(At(plan.Press)))
            return;
        OneThread.Mind(WatchDeadline());
        var answering = Answer();
        await Task.WhenAll(answering, Signal(), Swap(), Leave());
        if (plan.Submit is { } submit)
        {
            await Until(submit);
            await Submit(At(submit));
        }
    }

    /// <summary>Waits until nothing is unsent; what is left when time runs out is a trouble.</summary>
    public async Task Settle()
    {
        while (_sitting is { Phase: Phase.Running or Phase.Paused } sitting && (sitting.Outbox.Count > 0 || sitting.Watch?.Signals.Count > 0))
            await Task.Delay(50, ct);
    }

    /// <param name="due">When they press "submit".</param>
    public async Task Submit(long due)
    {
        if (_sitting is not { } sitting || EndedBy is not null || sitting.Phase is Phase.Ended or Phase.Gone)
            return;
        meter.Offered(Operation.Submit);
        await sitting.ByLearner();
        if (sitting.Receipt is not { } receipt)
        {
            who.Trouble("submitting gave up");
            return;
        }

        EndedBy ??= receipt.EndedBy == "deadline" ? "deadline" : "submitted";
        meter.Done(Operation.Submit, due);
        await (_ended = WatchResult(sitting, due));
    }

    /// <summary>Waits for the end, where one comes by itself, and for the result page after it.</summary>
    public async Task End()
    {
        while (_sitting is { } sitting && EndedBy is null && sitting.Phase is not (Phase.Ended or Phase.Gone))
            await Task.Delay(50, ct);
        await _ended;
    }

    private async Task<HomeView?> Home() => (await who.Door.Get("api/home", Wire.Default.HomeView, ct)).Value;

    private async Task<bool> Begin(long due)
    {
        meter.Offered(Operation.FirstQuestion);
        var body = new BeginBody(who.Clock.NewId(), HonourCodeAccepted: true);
        var patience = new Patience(who.Clock, who.Chance, ct);
        var begun = await patience.UntilOpen(() => patience.Tries(
            Patience.UntilJudged,
            () => who.Door.Post($"api/exams/{plan.ExamId}/sessions", body, Wire.Default.BeginBody, Wire.Default.SessionBegun, ct),
            () => meter.Failed(Operation.FirstQuestion)));
        if (begun.Value is not { } seat)
            return Stuck("begin", begun.Refusal);

        Session = seat.SessionId;
        _sitting = new Sitting(who, Session, ct);
        if (await _sitting.Open() is { } notOpened)
            return Stuck("open", notOpened);
        if (_sitting.Phase != Phase.Running && await _sitting.Start() is { } notStarted)
            return Stuck("start", notStarted);

        meter.Done(Operation.FirstQuestion, due);
        return true;
    }

    private bool Stuck(string at, Refusal? refusal)
    {
        who.Trouble($"{at}: {refusal?.Code}");
        return false;
    }

    private async Task Answer()
    {
        var section = 0;
        var places = new Queue<(ShownItem Item, ShownField Field)>();
        for (var due = plan.FirstAnswer; due < plan.LastAnswer; due += plan.SaveEvery * (0.75 + 0.5 * who.Chance.NextDouble()))
        {
            await Until(due);
            if (section == 0 && due >= plan.NextSection && await NextSection(At(due)))
            {
                section = 1;
                places.Clear();
            }

            if (_sitting is not { IsLocked: false } sitting)
                continue;
            for (var more = who.Chance.NextDouble() < plan.BurstShare ? 4 : 1; more > 0; more--)
            {
                if (places.Count == 0)
                    places = Shuffled(section);
                if (places.TryDequeue(out var place))
                    AnswerOne(sitting, place.Item, place.Field, At(due));
            }
        }
    }

    /// <summary>
    /// The learner looks away from the page now and then, mostly for a moment: each time is two signals. One in twenty lasts long enough for a rule to
    /// make a flag of it.
    /// </summary>
    private async Task Signal()
    {
        if (plan.FirstSignal is not { } first)
            return;
        for (TimeSpan due = first, gap; due < plan.LastAnswer; due += gap)
        {
            gap = 2 * plan.SignalEvery * (0.75 + 0.5 * who.Chance.NextDouble());
            var kind = Glances[who.Chance.Next(Glances.Length)];
            var lasts = gap * (who.Chance.NextDouble() < 0.05 ? 0.3 + 0.1 * who.Chance.NextDouble() : 0.05 + 0.07 * who.Chance.NextDouble());
            await Until(due);
            if (_sitting is not { IsOver: false, Watch: { } watch })
                continue;
            watch.Signals.Note(kind, began: true, At(due));
            await Until(due + lasts);
            // On another device, if the learner has changed to one meanwhile.
            if (_sitting is { IsOver: false, Watch: { } still })
                still.Signals.Note(kind, began: false, At(due + lasts));
        }
    }

    private void AnswerOne(Sitting sitting, ShownItem item, ShownField field, long due)
    {
        sitting.Record((id, seq) => new Entry.Shown(id, seq, item.Number), due);
        meter.Offered(Operation.Save);
        var value = AnswerMaker.Make(item, field, who.Chance);
        sitting.Record((id, seq) => new Entry.Answer(id, seq, item.Number, field.Id, value), due);
        if (who.Chance.Next(20) == 0)
        {
            var flagged = who.Chance.Next(2) == 0;
            sitting.Record((id, seq) => new Entry.Flag(id, seq, item.Number, flagged), due);
        }

        if (who.Chance.Next(40) == 0)
        {
            var note = string.Concat(Enumerable.Repeat($"check item {item.Number}; ", who.Chance.Next(1, 20)));
            sitting.Record((id, seq) => new Entry.Note(id, seq, item.Number, note), due);
        }
    }

    private Queue<(ShownItem, ShownField)> Shuffled(int section)
    {
        var fields = who.Seen.Values.Where(item => item.Section == section).SelectMany(item => item.Fields.Select(field => (item, field))).ToArray();
        who.Chance.Shuffle(fields);
        return new(fields);
    }

    private async Task<bool> NextSection(long due)
    {
        if (_sitting is not { IsLocked: false } sitting)
            return false;
        meter.Offered(Operation.EnterSection);
        if (await sitting.EnterSection(1) is { } refusal)
        {
            meter.Failed(Operation.EnterSection);
            if (!sitting.IsLocked && !refusal.IsPassing && refusal.Code is not ("session.answers-unsent" or "unreachable"))
                who.Trouble($"enter section: {refusal.Code}");
            return false;
        }

        meter.Done(Operation.EnterSection, due);
        return true;
    }

    /// <summary>Opens the session on another device, which takes it over; the old page is closed after that.</summary>
    private async Task Swap()
    {
        if (plan.Swap is not { } swap)
            return;
        await Until(swap);
        if (_sitting is not { IsLocked: false } old)
            return;
        meter.Offered(Operation.TakeOver);
        var other = new Sitting(who, Session, ct);
        var refusal = await other.Open();
        if (refusal is null && other.Phase is not (Phase.Running or Phase.Paused) && !other.IsOver)
            refusal = await other.TakeOver();
        if (refusal is not null || other.Phase is not (Phase.Running or Phase.Paused))
        {
            if (!old.IsOver)
                who.Trouble($"take over: {refusal?.Code}");
            other.Leave();
            return;
        }

        // What the old page had not sent by then it can never send: the lease is checked on every write.
        who.Ledger.TakenOver(other.Standing?.LastSeq ?? 0);
        _sitting = other;
        old.Leave();
        meter.Done(Operation.TakeOver, At(swap));
    }

    private async Task Leave()
    {
        if (plan.Leave is not { } leave)
            return;
        await Until(leave);
        EndedBy ??= "left";
        _sitting?.Leave();
    }

    /// <summary>The page's own clock: at zero it hands in. It looks twice a second.</summary>
    private async Task WatchDeadline()
    {
        while (EndedBy is null && _sitting is { Phase: not Phase.Ended } sitting)
        {
            if (sitting.Time.Remaining is { Ticks: > 0 } left)
            {
                await who.Clock.Pause(left < TimeSpan.FromSeconds(10) ? left : TimeSpan.FromSeconds(10), ct);
                continue;
            }

            var since = Stopwatch.GetTimestamp();
            meter.Offered(Operation.Deadline);
            await who.Clock.Pause(TimeSpan.FromMilliseconds(500) * who.Chance.NextDouble(), ct);
            await sitting.ByDeadline();
            if (sitting.Receipt is null || EndedBy is not null)
                continue;
            EndedBy = "deadline";
            meter.Done(Operation.Deadline, since);
            _ended = WatchResult(sitting, since);
        }
    }

    private async Task WatchResult(Sitting sitting, long since)
    {
        meter.Offered(Operation.Graded);
        var backoff = new Backoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(15), who.Chance);
        for (var asked = 0; ;)
        {
            var reply = await sitting.Result();
            if (reply.Value is { State: not "grading" })
            {
                meter.Done(Operation.Graded, since);
                sitting.HangUp();
                return;
            }

            if (reply.Value is null)
            {
                meter.Failed(Operation.Graded);
                await who.Clock.Pause(backoff.Next(reply.Refusal?.RetryAfter), ct);
                continue;
            }

            await who.Clock.Pause(asked < AskAgain.Length ? AskAgain[asked] : TimeSpan.FromSeconds(15), ct);
            asked++;
        }
    }

    private long At(TimeSpan due) => _begin + (long)(due.TotalSeconds * Stopwatch.Frequency);

    private Task Until(TimeSpan due) => OneThread.Until(At(due), ct);
}
