using ExamEngine.Contracts.Sessions;
using LoadTests.Tests.Harness;

namespace LoadTests.Tests.Audit;

/// <summary>The audit has to find what it is there for: each test breaks one thing that a server could break.</summary>
public class SessionAuditTests
{
    private static readonly DateTimeOffset StartedAt = new(2026, 11, 25, 9, 0, 0, TimeSpan.Zero);
    private static readonly Rule Hour = new(TimeSpan.FromHours(1), Closes: null, Grace: TimeSpan.FromSeconds(5));

    [Fact]
    public void What_was_acknowledged_and_is_stored_passes()
    {
        var sat = Sat();

        var outcome = SessionAudit.OfReceipt(sat.Journal("submitted"), sat.Receipt(StartedAt.AddMinutes(50), "learner"), Hour).Outcome();

        Assert.True(outcome.Clean);
        Assert.Equal((1, 3, 2), (outcome.Sessions, outcome.Entries, outcome.Answers));
    }

    [Fact]
    public void An_acknowledged_answer_that_is_not_stored_is_lost()
    {
        var sat = Sat();
        sat.Stored.RemoveAt(1);

        Assert.Equal(1, SessionAudit.OfReceipt(sat.Journal("submitted"), sat.Receipt(StartedAt.AddMinutes(50), "learner"), Hour).Outcome().Lost);
    }

    [Fact]
    public void An_acknowledged_answer_whose_earlier_one_is_stored_is_lost()
    {
        var sat = Sat();
        sat.Stored[0] = sat.Stored[0] with { Seq = 1, Value = new(null, "12") };

        Assert.Equal(1, SessionAudit.OfReceipt(sat.Journal("submitted"), sat.Receipt(StartedAt.AddMinutes(50), "learner"), Hour).Outcome().Lost);
    }

    [Fact]
    public void A_stored_answer_that_is_not_what_was_sent_is_found()
    {
        var sat = Sat();
        sat.Stored[0] = sat.Stored[0] with { Value = new(null, "999") };

        Assert.Equal(1, SessionAudit.OfReceipt(sat.Journal("submitted"), sat.Receipt(StartedAt.AddMinutes(50), "learner"), Hour).Outcome().Different);
    }

    [Fact]
    public void An_answer_that_nobody_sent_is_found()
    {
        var sat = Sat();
        sat.Stored.Add(new SavedAnswer(9, "answer", new(null, "1"), 9, StartedAt));

        Assert.Equal(1, SessionAudit.OfReceipt(sat.Journal("submitted"), sat.Receipt(StartedAt.AddMinutes(50), "learner"), Hour).Outcome().Different);
    }

    [Fact]
    public void A_later_answer_whose_acknowledgement_never_came_may_be_stored_or_not()
    {
        var sat = Sat();
        sat.Send(Answered.Text(seq: 4, item: 1, "14"));
        Assert.True(SessionAudit.OfReceipt(sat.Journal("submitted"), sat.Receipt(StartedAt.AddMinutes(50), "learner"), Hour).Outcome().Clean);

        sat.Stored[0] = sat.Stored[0] with { Seq = 4, Value = new(null, "14") };
        Assert.True(SessionAudit.OfReceipt(sat.Journal("submitted"), sat.Receipt(StartedAt.AddMinutes(50), "learner"), Hour).Outcome().Clean);
    }

    [Fact]
    public void What_an_old_device_sent_after_another_took_over_must_not_be_stored()
    {
        var sat = Sat();
        sat.Send(Answered.Text(seq: 4, item: 1, "14"));
        sat.Ledger.TakenOver(lastSeq: 3);
        sat.Stored[0] = sat.Stored[0] with { Seq = 4, Value = new(null, "14") };

        Assert.Equal(1, SessionAudit.OfReceipt(sat.Journal("submitted"), sat.Receipt(StartedAt.AddMinutes(50), "learner"), Hour).Outcome().Different);
    }

    [Theory]
    [InlineData("deadline", 3600, "deadline", true)]
    [InlineData("deadline", 3599, "deadline", false)]
    [InlineData("deadline", 3601, "deadline", false)]
    [InlineData("submitted", 1800, "learner", true)]
    [InlineData("submitted", 3606, "learner", false)]
    [InlineData("left", 1800, "learner", false)]
    [InlineData("left", 3600, "deadline", true)]
    public void A_session_ends_by_its_learner_or_at_its_deadline_and_never_else(string sawEnd, int endedAfterSeconds, string endedBy, bool isRight)
    {
        var sat = Sat();

        var outcome = SessionAudit.OfReceipt(sat.Journal(sawEnd), sat.Receipt(StartedAt.AddSeconds(endedAfterSeconds), endedBy), Hour).Outcome();

        Assert.Equal(isRight, outcome.Clean);
        Assert.Equal(isRight ? 0 : 1, outcome.EndedEarly + outcome.EndedLate);
    }

    [Fact]
    public void A_window_that_closes_first_is_the_deadline()
    {
        var sat = Sat();
        var closes = Hour with { Closes = StartedAt.AddMinutes(30) };

        Assert.True(SessionAudit.OfReceipt(sat.Journal("left"), sat.Receipt(StartedAt.AddMinutes(30), "deadline"), closes).Outcome().Clean);
        Assert.Equal(1, SessionAudit.OfReceipt(sat.Journal("left"), sat.Receipt(StartedAt.AddMinutes(60), "deadline"), closes).Outcome().EndedLate);
    }

    [Fact]
    public void A_running_session_is_compared_with_its_flags_and_notes()
    {
        var sat = Sat();
        sat.Acknowledge(new Entry.Flag(Guid.NewGuid(), 4, 1, Flagged: true));
        sat.Acknowledge(new Entry.Note(Guid.NewGuid(), 5, 2, "look again"));

        Assert.True(SessionAudit.OfRunning(sat.Journal(null), sat.View(flagged: [1], notes: [new SavedNote(2, "look again")])).Outcome().Clean);
        Assert.Equal(1, SessionAudit.OfRunning(sat.Journal(null), sat.View(flagged: [], notes: [new SavedNote(2, "look again")])).Outcome().Lost);
        Assert.Equal(1, SessionAudit.OfRunning(sat.Journal(null), sat.View(flagged: [1], notes: [])).Outcome().Lost);
    }

    [Fact]
    public void A_score_that_the_authoring_file_does_not_give_is_found()
    {
        var sat = Sat();
        var receipt = sat.Receipt(StartedAt.AddMinutes(50), "learner");
        var right = sat.Result(score: 1);

        Assert.True(SessionAudit.OfResult(sat.Journal("submitted"), receipt, right).Outcome().Clean);
        Assert.Equal(1, SessionAudit.OfResult(sat.Journal("submitted"), receipt, right with { Score = 3 }).Outcome().ScoresWrong);
        Assert.Equal(1, SessionAudit.OfResult(sat.Journal("submitted"), receipt, right with { Passed = true }).Outcome().ScoresWrong);
    }

    /// <summary>Item 1 was answered twice and rightly the second time, item 2 once and wrongly; all of it is stored.</summary>
    private static Answered Sat()
    {
        var sat = new Answered(StartedAt);
        sat.Acknowledge(Answered.Text(seq: 1, item: 1, "12"));
        sat.Acknowledge(Answered.Text(seq: 2, item: 1, "350"));
        sat.Acknowledge(Answered.Choice(seq: 3, item: 2, "b"));
        return sat;
    }
}
