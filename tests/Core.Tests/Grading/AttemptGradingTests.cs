using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Core.Tests.Definitions;

namespace ExamEngine.Core.Tests.Grading;

public sealed class AttemptGradingTests
{
    private static readonly ExamVersion Thirds = Exam(60, Enumerable.Range(0, 3).Select(i => Sample.Item($"i{i}", Sample.Text)));

    [Fact]
    public void Points_and_maxima_add_up_over_items_and_fields()
    {
        var two = Sample.Item("two", Sample.Text);
        var exam = Exam(50, [two with { Fields = [two.Fields[0], two.Fields[0] with { Id = "b", Points = 3 }] }, Sample.Item("one", Sample.Text, 0.5m)]);
        var score = Grade(exam, (item, field) => (item, field) is (0, "b") or (1, "answer") ? "Poisson" : "wrong");
        Assert.Equal((3.5m, 4.5m, 0, true), (score.Points, score.MaxPoints, score.Pending, score.Passed));
        Assert.Equal([3, 0.5m], score.Items.Select(item => item.Points));
        Assert.Equal([0m, 3m], score.Items[0].Fields.Select(field => field.Points));
        Assert.Equal(["answer", "b"], score.Items[0].Fields.Select(field => field.FieldId));
        Assert.Equal(77.77m, score.Percent);
    }

    [Fact]
    public void A_third_passes_a_cut_of_a_third_only_when_it_reaches_it()
    {
        var score = Grade(Thirds with { CutScorePercent = 33.3333333333333333333333333m }, (item, _) => item == 0 ? "Poisson" : "");
        Assert.True(score.Passed);
        Assert.False(Grade(Thirds with { CutScorePercent = 33.3333333333333333333333334m }, (item, _) => item == 0 ? "Poisson" : "").Passed);
        Assert.Equal(33.33m, score.Percent);
    }

    [Fact]
    public void A_percentage_is_cut_off_so_that_a_failed_attempt_never_reads_as_passed()
    {
        var exam = Exam(60, [Sample.Item("a", Sample.Text, 599.99m), Sample.Item("b", Sample.Text, 400.01m)]);
        var score = Grade(exam, (item, _) => item == 0 ? "Poisson" : "");
        Assert.False(score.Passed);
        Assert.Equal(59.99m, score.Percent);
    }

    [Fact]
    public void An_essay_is_pending_until_a_person_marks_it_and_nothing_is_passed_before()
    {
        var exam = Exam(50, [Sample.Item("essay", Sample.Essay, 5), Sample.Item("text", Sample.Text, 5)]);
        var before = Grade(exam, (_, _) => "Poisson");
        Assert.Equal((5m, 1, false), (before.Points, before.Pending, before.Passed));
        var after = Grade(exam, (_, _) => "Poisson", (item, _) => item == 0 ? 3.5m : null);
        Assert.Equal((8.5m, 0, true), (after.Points, after.Pending, after.Passed));
        Assert.True(after.Items[0].Fields[0].ByPerson);
        Assert.Equal(new FieldScore.Scored(3.5m, Verdict.Partial), after.Items[0].Fields[0].Score);
    }

    [Theory]
    [InlineData(7, 5)]
    [InlineData(-1, 0)]
    public void A_persons_mark_wins_within_the_fields_points(double mark, double points)
    {
        var exam = Exam(50, [Sample.Item("text", Sample.Text, 5)]);
        Assert.Equal((decimal)points, Grade(exam, (_, _) => "wrong", (_, _) => (decimal)mark).Points);
    }

    [Fact]
    public void An_input_error_earns_nothing_and_keeps_its_reason()
    {
        var score = Grade(Exam(50, [Sample.SafetyStock]), (_, _) => "1/0");
        Assert.Equal(0, score.Points);
        Assert.Equal("expression.division-by-zero", Assert.IsType<FieldScore.InputError>(score.Items[0].Fields[0].Score).Code);
    }

    [Fact]
    public void Items_are_named_by_place_and_by_what_the_form_drew()
    {
        var form = FormDrawer.Draw(Sample.Exam, 42);
        var score = AttemptGrading.Grade(Sample.Exam, form, (_, _) => ResponseValue.None, (_, _) => null);
        Assert.Equal(form.Items.Select(item => item.In(Sample.Exam).Id), score.Items.Select(item => item.ItemId));
        Assert.Equal(Enumerable.Range(0, form.Items.Length), score.Items.Select(item => item.Item));
        Assert.Equal(0, score.Pending);
    }

    private static ExamVersion Exam(decimal cut, IEnumerable<Item> items) =>
        Sample.Of([.. items.Select(item => new SectionEntry.Fixed(item, false))]) with { CutScorePercent = cut };

    private static AttemptScore Grade(ExamVersion exam, Func<int, string, string> responses, Func<int, string, decimal?>? marks = null) =>
        AttemptGrading.Grade(exam, FormDrawer.Draw(exam, 1), (item, field) => new ResponseValue.Text(responses(item, field)), marks ?? ((_, _) => null));
}
