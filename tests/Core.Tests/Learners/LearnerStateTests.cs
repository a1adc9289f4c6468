using ExamEngine.Core.Learners;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Learners;

public sealed class LearnerStateTests
{
    private static readonly Guid Session = Scene.Laptop;
    private static readonly LearnerEvent.SessionBegun Begun = new(Scene.Phone, Session, "fin-101", 3, 7, 1) { At = Scene.Opening };

    [Fact]
    public void A_learner_is_called_what_was_said_last()
    {
        var learner = After(new LearnerEvent.Described("Ada", "GB"), new LearnerEvent.Described("Ada Lovelace", "GB"));

        Assert.Equal(("Ada Lovelace", "GB"), (learner.LegalName, learner.Country));
    }

    [Fact]
    public void A_registration_replaces_the_one_before_it_for_the_same_exam_only()
    {
        var learner = After(
            new LearnerEvent.Registered("fin-101", null, null, 100, 0), new LearnerEvent.Registered("fin-102", null, null, 100, 0),
            new LearnerEvent.Registered("fin-101", Scene.Opening, null, 150, 1));

        Assert.Equal(new ExamRegistration("fin-101", Scene.Opening, null, 150, 1), learner.Registrations["fin-101"]);
        Assert.Equal(2, learner.Registrations.Count);
    }

    [Fact]
    public void An_attempt_is_open_until_its_result_is_known()
    {
        var attempt = After(Begun).Attempt(Session);

        Assert.Equal(new LearnerAttempt(Scene.Phone, Session, "fin-101", 3, 7, 1, Scene.Opening, null, false, null, null, null, null), attempt);
    }

    [Fact]
    public void Later_news_of_an_attempt_replaces_earlier_news()
    {
        var ended = Scene.Opening.AddHours(1);
        var learner = After(
            Begun, new LearnerEvent.ResultKnown(Session, ended, false, null, null, null, null), new LearnerEvent.ResultKnown(Session, ended, true, true, 8, 10, Scene.Phone));

        Assert.Equal(new LearnerAttempt(Scene.Phone, Session, "fin-101", 3, 7, 1, Scene.Opening, ended, true, true, 8, 10, Scene.Phone), Assert.Single(learner.Attempts));
    }

    [Fact]
    public void A_result_for_an_attempt_that_was_never_begun_throws()
    {
        Assert.Throws<InvalidOperationException>(() => After(new LearnerEvent.ResultKnown(Session, Scene.Opening, true, true, 8, 10, null)));
    }

    private static LearnerState After(params LearnerEvent[] events) => events.Aggregate(LearnerState.Empty, LearnerState.Evolve);
}
