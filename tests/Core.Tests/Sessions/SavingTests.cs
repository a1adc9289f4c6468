using ExamEngine.Core.Definitions;
using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class SavingTests
{
    [Fact]
    public void A_saved_answer_is_found_with_its_number_time_and_version()
    {
        var scene = Sat(Exams.Free(2)).At("0:20");

        scene.Save(Pick(1, 2, "c")).Accepted();

        var answer = scene.Work.Find(2, "pick");
        Assert.NotNull(answer);
        Assert.Equal(["c"], Assert.IsType<ResponseValue.Choices>(answer.Value).Options);
        Assert.Equal((1, 3, Moment("0:20")), (answer.Seq, answer.Version, answer.SavedAt));
    }

    [Fact]
    public void A_later_answer_replaces_an_earlier_one()
    {
        var scene = Sat(Exams.Free(1));

        scene.Save(Pick(1, 1, "a"), Pick(2, 1, "b")).Accepted();

        Assert.Equal(2, Assert.Single(scene.Work.Answers).Seq);
        Assert.Equal(2, scene.Work.LastSeq);
    }

    [Fact]
    public void An_answer_overtaken_by_a_later_one_is_not_needed()
    {
        var scene = Sat(Exams.Free(1));
        scene.Save(Pick(2, 1, "b"));

        scene.Save(Pick(1, 1, "a")).Nothing();

        Assert.Equal(EntryStanding.Superseded, SessionEntries.Standing(scene.Work, Pick(1, 1, "a")));
        Assert.Equal(2, Assert.Single(scene.Work.Answers).Seq);
    }

    [Fact]
    public void A_repeated_save_changes_nothing()
    {
        var scene = Sat(Exams.Free(1));
        scene.Save(Pick(1, 1, "a"));

        scene.At("0:03").Save(Pick(1, 1, "a")).Nothing();

        Assert.Equal(EntryStanding.Stored, SessionEntries.Standing(scene.Work, Pick(1, 1, "a")));
    }

    [Fact]
    public void Another_entry_with_a_stored_number_is_not_taken_for_a_repeat()
    {
        var scene = Sat(Exams.Free(1));
        scene.Save(Pick(1, 1, "a"));

        Assert.Equal(EntryStanding.Superseded, SessionEntries.Standing(scene.Work, Pick(1, 1, "b") with { Command = Phone }));
    }

    [Fact]
    public void A_bad_entry_does_not_cost_the_others()
    {
        var scene = Sat(Exams.Free(2));

        var decision = scene.Save(
            Pick(1, 1, "a"), Pick(2, 0, "a"), Pick(3, 3, "a"), Pick(4, 1, "z"), new SessionEntry.Answer(Laptop, 5, 1, "nowhere", ResponseValue.None),
            new SessionEntry.Note(Laptop, 6, 1, new string('x', SessionEntries.NoteLength + 1)), Pick(0, 2, "a"), Pick(8, 2, "b"));

        decision.RefusedEntries(
            ("entries[1]", "input.unknown-item"), ("entries[2]", "input.unknown-item"), ("entries[3]", "response.unknown-option"),
            ("entries[4]", "input.unknown-field"), ("entries[5]", "input.too-long"), ("entries[6]", "input.seq"));
        Assert.Null(decision.Refused);
        Assert.Equal([1L, 8L], scene.Work.Answers.Select(answer => answer.Seq));
    }

    [Fact]
    public void Clearing_an_answer_is_an_answer()
    {
        var scene = Sat(Exams.Free(1));
        scene.Save(Pick(1, 1, "a"));

        scene.Save(new SessionEntry.Answer(Phone, 2, 1, "pick", ResponseValue.None)).Accepted();

        Assert.IsType<ResponseValue.Blank>(Assert.Single(scene.Work.Answers).Value);
    }

    [Fact]
    public void Flags_and_notes_keep_the_latest_for_each_item()
    {
        var scene = Sat(Exams.Free(2));

        scene.Save(
            new SessionEntry.Flag(Laptop, 1, 1, true), new SessionEntry.Note(Laptop, 2, 2, "check"), new SessionEntry.Flag(Laptop, 3, 1, false),
            new SessionEntry.Flag(Laptop, 2, 1, true), new SessionEntry.Note(Laptop, 4, 2, "checked"));

        Assert.Equal(new ItemMark<bool>(1, false, 3), Assert.Single(scene.Work.Flags));
        Assert.Equal(new ItemMark<string>(2, "checked", 4), Assert.Single(scene.Work.Notes));
    }

    [Fact]
    public void A_free_exam_goes_back_and_forth_between_its_sections()
    {
        var scene = Sat(Exams.Free(1, 1));

        scene.Save(Shown(1, 2), Pick(2, 2, "a"), Shown(3, 1), Pick(4, 1, "b")).Accepted();

        Assert.Equal(1, scene.Work.CurrentItem);
        Assert.Equal(2, scene.Work.Answers.Count);
    }

    [Fact]
    public void A_linear_exam_closes_the_items_before_the_one_shown()
    {
        var scene = Sat(Exams.Linear(3));
        scene.Save(Pick(1, 1, "a"), Shown(2, 2)).Accepted();

        scene.Save(Pick(3, 1, "b"), Shown(4, 1), Pick(5, 2, "c")).RefusedEntries(("entries[0]", "session.item-closed"), ("entries[1]", "session.item-closed"));

        Assert.Equal(2, scene.Work.CurrentItem);
        Assert.Equal([1L, 5L], scene.Work.Answers.Select(answer => answer.Seq));
    }

    [Fact]
    public void A_linear_exam_takes_an_answer_that_was_overtaken_on_the_way()
    {
        var scene = Sat(Exams.Linear(3));
        scene.Save(Shown(2, 2));

        scene.At("0:10").Save(Pick(1, 1, "a")).Accepted();
    }

    [Fact]
    public void A_linear_exam_takes_no_low_number_long_after_the_item_was_left()
    {
        var scene = Sat(Exams.Linear(3));
        scene.Save(Shown(2, 2));

        scene.At("0:10.001").Save(Pick(1, 1, "a")).RefusedEntries(("entries[0]", "session.item-closed"));
    }

    [Fact]
    public void Flags_stay_open_on_closed_items()
    {
        var scene = Sat(Exams.Linear(2));
        scene.Save(Shown(1, 2));

        scene.Save(new SessionEntry.Flag(Laptop, 2, 1, true)).Accepted();
    }

    [Fact]
    public void Stored_answers_share_what_all_learners_say_alike()
    {
        var scene = Sat(Exams.Free(2));

        scene.Save(
            new SessionEntry.Answer(Laptop, 1, 1, new string("pick"), new ResponseValue.Choices([new string("b")])),
            new SessionEntry.Answer(Laptop, 2, 2, new string("pick"), new ResponseValue.Choices([new string("b")])));

        Assert.Same(scene.Work.Answers[0].Field, scene.Work.Answers[1].Field);
        Assert.Same(scene.Work.Answers[0].Value, scene.Work.Answers[1].Value);
    }
}
