using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Agents;
using ExamEngine.LoadTests.Learners;

namespace LoadTests.Tests.Learners;

/// <summary>A learner's sender against a server that does what the test says. Everything runs on one thread, as in an agent.</summary>
public class SenderTests
{
    [Fact]
    public void Entries_leave_the_outbox_by_their_acknowledgement() => OneThread.Run(async () =>
    {
        var page = new Page { HubConnected = true };

        page.AnswerTwo();
        Assert.True(await page.Sender.Drained());

        Assert.Equal((0, 2L), (page.Outbox.Count, page.Ledger.Acknowledged));
        Assert.Empty(page.ByHttp);
    });

    [Fact]
    public void What_got_no_answer_by_hub_goes_again_by_http() => OneThread.Run(async () =>
    {
        var page = new Page { HubConnected = true, HubAnswers = false };

        page.AnswerTwo();
        Assert.True(await page.Sender.Drained());

        Assert.Equal(page.ByHub.First().Select(entry => entry.CommandId), page.ByHttp.Last().Select(entry => entry.CommandId));
        Assert.Equal(2, page.Ledger.Acknowledged);
    });

    [Fact]
    public void A_busy_server_is_asked_again_and_nothing_is_lost() => OneThread.Run(async () =>
    {
        var page = new Page { HubConnected = true };
        page.Refusals.Enqueue(new Refusal(0, "server.busy", TimeSpan.FromMilliseconds(20)));
        page.Refusals.Enqueue(new Refusal(0, "server.busy"));

        page.AnswerTwo();
        Assert.True(await page.Sender.Drained());

        Assert.Equal((2, 2L), (page.Failures, page.Ledger.Acknowledged));
    });

    [Fact]
    public void A_refusal_of_the_session_stops_sending_until_the_page_knows_more() => OneThread.Run(async () =>
    {
        var page = new Page { HubConnected = true };
        page.Refusals.Enqueue(new Refusal(0, "session.held-elsewhere"));

        page.AnswerTwo();
        Assert.False(await page.Sender.Drained());
        Assert.Equal("session.held-elsewhere", page.StoppedBy?.Code);

        page.Sender.Open();
        Assert.True(await page.Sender.Drained());
    });

    [Fact]
    public void What_came_after_the_end_stays_unacknowledged() => OneThread.Run(async () =>
    {
        var page = new Page { HubConnected = true, IsOver = true };

        page.AnswerTwo();
        Assert.False(await page.Sender.Drained());

        Assert.Equal((2, 0L, "session.deadline-passed"), (page.Outbox.Count, page.Ledger.Acknowledged, page.StoppedBy?.Code));
    });

    private sealed class Page : IRoutes
    {
        private readonly LearnerClock clock = new(1, TimeSpan.Zero);

        public Page()
        {
            Sender = new(Outbox, Ledger, this, clock, new Random(1), CancellationToken.None);
            Sender.Open();
        }

        public Outbox Outbox { get; } = new();

        public Ledger Ledger { get; } = new();

        public Sender Sender { get; }

        public bool HubConnected { get; init; }

        public bool HubAnswers { get; init; } = true;

        public bool IsOver { get; init; }

        /// <summary>Answers to the next tries, before anything is acknowledged.</summary>
        public Queue<Refusal> Refusals { get; } = new();

        public List<List<Entry>> ByHub { get; } = [];

        public List<List<Entry>> ByHttp { get; } = [];

        public int Failures { get; private set; }

        public Refusal? StoppedBy { get; private set; }

        public void AnswerTwo()
        {
            foreach (var number in new[] { 1, 2 })
                Outbox.Add(seq => new Entry.Answer(Guid.NewGuid(), seq, number, "answer", new AnswerValue(null, "1")), due: 0);
            Sender.Wake();
        }

        Task<Reply<Saved>> IRoutes.ByHub(List<Entry> entries)
        {
            ByHub.Add(entries);
            return Task.FromResult(HubAnswers ? Acknowledge(entries) : Reply<Saved>.Silence);
        }

        Task<Reply<Saved>> IRoutes.ByHttp(List<Entry> entries)
        {
            ByHttp.Add(entries);
            return Task.FromResult(Acknowledge(entries));
        }

        public void Saved(Kept kept, Acknowledgement ack) => Ledger.Acknowledge(kept.Entry, superseded: false);

        public void TakeTime(TimeView time, TimeSpan sentAt)
        {
        }

        public void Failed() => Failures++;

        public void Stopped(Refusal refusal) => StoppedBy = refusal;

        private Reply<Saved> Acknowledge(List<Entry> entries)
        {
            if (Refusals.TryDequeue(out var refusal))
                return refusal;
            var time = new TimeView(DateTimeOffset.UnixEpoch, "running", true, 0, 0, null, null, null, 0, 0, 0);
            return new Saved([.. entries.Select(entry => IsOver
                ? new Acknowledgement(entry.CommandId, AckStatus.Refused, 0, DateTimeOffset.UnixEpoch, new ExamEngine.Contracts.Kernel.Problem("session.deadline-passed", ""))
                : new Acknowledgement(entry.CommandId, AckStatus.Saved, 1, DateTimeOffset.UnixEpoch, null))], time);
        }
    }
}
