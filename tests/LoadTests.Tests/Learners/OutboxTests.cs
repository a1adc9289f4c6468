using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Learners;

namespace LoadTests.Tests.Learners;

public class OutboxTests
{
    [Fact]
    public void Entries_are_numbered_on_from_what_the_server_knows()
    {
        var outbox = new Outbox();
        outbox.Raise(7);

        outbox.Add(seq => Answer(seq, item: 1), due: 0);

        Assert.Equal(8, outbox.HighestUnsent);
    }

    [Fact]
    public void A_later_entry_for_the_same_place_makes_the_earlier_one_needless()
    {
        var outbox = new Outbox();
        outbox.Add(seq => Answer(seq, item: 1), due: 0);
        outbox.Add(seq => Answer(seq, item: 2), due: 0);

        Assert.Equal(1, outbox.Add(seq => Answer(seq, item: 1), due: 0));
        Assert.Equal([2, 3], outbox.First(10).Select(kept => kept.Entry.Seq));
    }

    [Fact]
    public void An_entry_leaves_once()
    {
        var outbox = new Outbox();
        var id = Guid.NewGuid();
        outbox.Add(seq => new Entry.Shown(id, seq, 1), due: 5);

        Assert.Equal(5, outbox.Take(id)?.Due);
        Assert.Null(outbox.Take(id));
        Assert.Equal(0, outbox.Count);
    }

    private static Entry.Answer Answer(long seq, int item) => new(Guid.NewGuid(), seq, item, "answer", new AnswerValue(null, "1"));
}
