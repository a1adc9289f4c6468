using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;

namespace ExamEngine.Core.Tests.Budgets;

/// <summary>
/// What the rules may cost in memory. Bytes are the same on every machine, so they gate a change where a time could not.
/// Alone while it runs: the heap is everybody's.
/// </summary>
[Collection(nameof(Budgets)), CollectionDefinition(nameof(Budgets), DisableParallelization = true)]
public sealed class Budgets
{
    private const int Repeats = 1_000;

    private static readonly FieldVariant Pick = ItemVariant.Of(Exams.Item("i"), 7).Fields[0];

    [Theory]
    [InlineData("a"), InlineData("b"), InlineData("c"), InlineData("d")]
    public void Scoring_a_single_choice_allocates_nothing(string option)
    {
        var ticked = new ResponseValue.Choices([option]);

        Assert.Equal(0, Allocated(() => Scoring.Score(Pick, ticked)));
    }

    [Fact]
    public void Drawing_a_form_of_sixty_items_allocates_at_most_4_KB()
    {
        var exam = Exams.Free(30, 30);

        Assert.InRange(Allocated(() => FormDrawer.Draw(exam, 7)), 1, 4096);
    }

    [Fact]
    public void Deciding_a_save_and_evolving_allocates_at_most_1_KB()
    {
        var scene = Answered(60);
        var save = new SessionCommand.Save(scene.Now, Scene.Laptop, scene.Now, [Scene.Pick(1_000, 31, "c")]);

        Assert.InRange(
            Allocated(() => SessionEvolution.Evolve(scene.State, SessionRules.Decide(scene.State, save, scene.Paper).Events)), 1, 1024);
    }

    [Fact]
    public void A_sitting_with_sixty_answers_holds_at_most_8_KB()
    {
        const int Sittings = 200;
        var held = new SessionState[Sittings];
        held[0] = Replayed();

        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var i = 0; i < Sittings; i++)
            held[i] = Replayed();
        var bytes = (GC.GetTotalMemory(forceFullCollection: true) - before) / Sittings;

        GC.KeepAlive(held);
        Assert.InRange(bytes, 1, 8192);
    }

    private static Scene Answered(int answers)
    {
        var scene = Scene.Sat(Exams.Free(30, 30));
        scene.Save([.. Enumerable.Range(1, answers).Select(item => Scene.Pick(item, item, "b"))]);
        return scene;
    }

    /// <summary>As it comes from the journal: every event with strings of its own.</summary>
    private static SessionState Replayed()
    {
        var scene = Answered(0);
        var state = scene.State;
        for (var item = 1; item <= 60; item++)
        {
            var saved = new SessionEvent.AnswerSaved(Guid.NewGuid(), item, item, new string("pick"), new ResponseValue.Choices([new string("b")])) { At = scene.Now };
            state = SessionEvolution.Evolve(state, saved, item + 2);
        }
        return state;
    }

    /// <summary>Bytes one call allocates on this thread, least of several tries.</summary>
    private static long Allocated(Func<object> act)
    {
        act();
        var least = long.MaxValue;
        for (var attempt = 0; attempt < 5; attempt++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Repeats; i++)
                GC.KeepAlive(act());
            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / Repeats);
        }
        return least;
    }
}
