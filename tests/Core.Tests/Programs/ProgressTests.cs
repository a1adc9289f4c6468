using ExamEngine.Core.Programs;
using static ExamEngine.Core.Tests.Programs.ProgramScene;

namespace ExamEngine.Core.Tests.Programs;

public sealed class ProgressTests
{
    [Fact]
    public void All_of_is_done_with_the_last_of_it_and_rests_on_the_first_pass_of_each()
    {
        var root = Root(Program(All(Course("a"), Course("b"))), Sat(1, "a", at: 0), Sat(2, "a", at: 50), Sat(3, "b", at: 100));

        Assert.Equal((NodeState.Done, Hour(102)), (root.State, root.EarnedAt ?? default));
        Assert.Equal([Session(1), Session(3)], root.Sessions);
    }

    [Fact]
    public void A_program_that_asks_for_nothing_in_particular_asks_for_every_course()
    {
        Assert.Equal(NodeState.Missing, Root(Program(null), Sat(1, "a"), Sat(2, "b"), Sat(3, "c")).State);
        Assert.Equal(NodeState.Done, Root(Program(null), Sat(1, "a"), Sat(2, "b"), Sat(3, "c"), Sat(4, "d")).State);
    }

    [Fact]
    public void Of_electives_the_first_ones_count()
    {
        var root = Root(Program(Some(2, Course("a"), Course("b"), Course("c"))), Sat(1, "c", at: 30), Sat(2, "a", at: 10), Sat(3, "b", at: 20));

        Assert.Equal((NodeState.Done, Hour(22)), (root.State, root.EarnedAt ?? default));
        Assert.Equal([Session(2), Session(3)], root.Sessions);
    }

    [Fact]
    public void Groups_nest_and_say_below_what_is_missing()
    {
        var root = Root(Program(All(Course("a"), Some(1, All(Course("b"), Course("c")), Course("d")))), Sat(1, "a"), Sat(2, "b"));

        Assert.Equal((NodeState.Missing, 1), (root.State, root.Left()));
        Assert.Equal([NodeState.Done, NodeState.Missing], root.Of.Select(node => node.State));
        Assert.Equal(MissingBecause.NotSat, root.Of[1].Of[1].Why?.Because);
        Assert.Equal(NodeState.Done, Root(Program(All(Course("a"), Some(1, All(Course("b"), Course("c")), Course("d")))), Sat(1, "a"), Sat(2, "d")).State);
    }

    [Fact]
    public void What_people_look_at_is_in_review_whatever_it_will_be_and_so_is_what_waits_for_it_alone()
    {
        var undecided = Sat(2, "b", ResultStanding.Undecided, points: 0);

        Assert.Equal(NodeState.InReview, Root(Program(All(Course("a"), Course("b"))), Sat(1, "a"), undecided).State);
        Assert.Equal(NodeState.Missing, Root(Program(All(Course("a"), Course("b"), Course("c"))), Sat(1, "a"), undecided).State);
        Assert.Equal(NodeState.InReview, Root(Program(Some(2, Course("a"), Course("b"), Course("c"))), Sat(1, "a"), undecided).State);
        Assert.Equal(MissingBecause.Undecided, Root(Program(Course("b")), undecided).Why?.Because);
    }

    [Theory]
    [InlineData(ResultStanding.NotPassed, MissingBecause.NotPassed)]
    [InlineData(ResultStanding.Voided, MissingBecause.Voided)]
    public void A_result_that_does_not_count_says_why(ResultStanding standing, MissingBecause because) =>
        Assert.Equal((NodeState.Missing, because), Root(Program(Course("a")), Sat(1, "a", standing)) is var root ? (root.State, root.Why?.Because ?? default) : default);

    [Fact]
    public void A_pass_counts_from_its_first_moment_and_before_its_last()
    {
        var program = Program(Course("a") with { From = Hour(2), Until = Hour(20) });

        Assert.Equal(NodeState.Done, Root(program, Sat(1, "a", at: 0)).State);
        Assert.Equal(NodeState.Done, Root(program, Sat(1, "a", at: 17.9)).State);
        Assert.Equal(NodeState.Impossible, Root(program, Sat(1, "a", at: 18)).State);
        Assert.Equal(NodeState.Impossible, Root(program, Sat(1, "a", at: -0.1)).State);
    }

    [Fact]
    public void What_is_said_of_a_group_holds_below_it()
    {
        var root = Root(Program(All(All(Course("a"), Course("b") with { Until = Hour(50) }) with { From = Hour(20), Until = Now.AddDays(1) })), Sat(1, "a", at: 0), Sat(2, "b", at: 30));

        Assert.Equal((NodeState.Missing, MissingBecause.OutsideItsTime), (root.Of[0].Of[0].State, root.Of[0].Of[0].Why?.Because ?? default));
        Assert.Equal(NodeState.Done, root.Of[0].Of[1].State);
    }

    [Fact]
    public void What_has_no_time_left_is_impossible_and_makes_impossible_what_needs_it()
    {
        var over = Course("a") with { Until = Now };

        Assert.Equal((NodeState.Impossible, new MissingReason(MissingBecause.TimeOver, Now)), Root(Program(over)) is var root ? (root.State, root.Why) : default);
        Assert.Equal(NodeState.Impossible, Root(Program(All(over, Course("b"))), Sat(1, "b")).State);
        Assert.Equal(NodeState.Missing, Root(Program(Some(1, over, Course("b")))).State);
        Assert.Equal(NodeState.Impossible, Root(Program(Some(2, over, Course("b")))).State);
        Assert.Equal(NodeState.InReview, Root(Program(over), Sat(1, "a", ResultStanding.Undecided)).State);
    }

    [Fact]
    public void What_counts_later_only_says_from_when() => Assert.Equal(
        (NodeState.Missing, new MissingReason(MissingBecause.NotYet, Now.AddDays(1))), Root(Program(Course("a") with { From = Now.AddDays(1) })) is var root ? (root.State, root.Why) : default);

    [Fact]
    public void An_exam_can_be_asked_for_by_itself_and_a_course_by_one_exam()
    {
        Assert.Equal(NodeState.Done, Root(Program(new Requirement.Exam("final")), Sat(1, "final", course: "")).State);
        var one = Program(Course("e"), new CourseDefinition("e", "E") { Work = new CourseWork.OneExam("e-final") });
        Assert.Equal(NodeState.Missing, Root(one, Sat(1, "e-practice", course: "e")).State);
        Assert.Equal(NodeState.Done, Root(one, Sat(1, "e-final", course: "")).State);
    }

    [Fact]
    public void The_version_that_is_shown_is_the_one_in_which_the_learner_is_farthest()
    {
        var (one, two, three) = (Version(Program(All(Course("a"), Course("b")))), Version(Program(All(Course("a"), Course("c"))), 2), Version(Program(All(Course("a"), Course("b"), Course("c"))), 3));

        Assert.Equal(1, Progress.Farthest([one, two, three], [Sat(1, "a")], Now).Version.Number);
        Assert.Equal(2, Progress.Farthest([one, two, three], [Sat(1, "a"), Sat(2, "c")], Now).Version.Number);
        Assert.Equal(2, Progress.Farthest([one, two, three], [Sat(1, "a"), Sat(2, "c", ResultStanding.Undecided)], Now).Version.Number);
    }
}

public sealed class PartsTests
{
    private static readonly TimeSpan Twelve = TimeSpan.FromHours(12);

    [Fact]
    public void Two_within_twelve_hours_count_together_to_the_minute()
    {
        var parts = Parts(2, within: Twelve);

        Assert.Equal(NodeState.Done, Of(parts, Sat(1, "part1", at: 0), Sat(2, "part2", at: 10)).State);
        var late = Of(parts, Sat(1, "part1", at: 0), Sat(2, "part2", at: 10.01));
        Assert.Equal((NodeState.Missing, MissingBecause.OutsideSpan), (late.State, late.Why?.Because ?? default));
        Assert.Equal(NodeState.Done, Of(parts, Sat(2, "part2", at: 0), Sat(1, "part1", at: 10)).State);
    }

    [Fact]
    public void Another_attempt_may_bring_the_parts_together()
    {
        var node = Of(Parts(2, within: Twelve), Sat(1, "part1", at: 0), Sat(2, "part2", at: 100), Sat(3, "part1", at: 95));

        Assert.Equal((NodeState.Done, Hour(102)), (node.State, node.EarnedAt ?? default));
        Assert.Equal([Session(3), Session(2)], node.Sessions);
    }

    [Fact]
    public void Four_in_order_begin_each_after_the_end_of_the_one_before()
    {
        var parts = Parts(4, inOrder: true);

        Assert.Equal(NodeState.Done, Of(parts, Sat(1, "part1", at: 0), Sat(2, "part2", at: 2), Sat(3, "part3", at: 4), Sat(4, "part4", at: 6)).State);
        var wrong = Of(parts, Sat(1, "part1", at: 0), Sat(2, "part2", at: 1.9), Sat(3, "part3", at: 4), Sat(4, "part4", at: 6));
        Assert.Equal((NodeState.Missing, MissingBecause.OutOfOrder), (wrong.State, wrong.Why?.Because ?? default));
        Assert.Equal(
            [Session(1), Session(5), Session(6), Session(4)],
            Of(parts, Sat(1, "part1", at: 0), Sat(2, "part2", at: 1), Sat(3, "part3", at: 2), Sat(4, "part4", at: 20), Sat(5, "part2", at: 10), Sat(6, "part3", at: 12)).Sessions);
    }

    [Fact]
    public void When_every_part_has_to_be_passed_one_that_is_not_holds_up_the_whole()
    {
        var node = Of(Parts(2), Sat(1, "part1"), Sat(2, "part2", ResultStanding.NotPassed, points: 5.9m));

        Assert.Equal((NodeState.Missing, MissingBecause.NotPassed), (node.State, node.Why?.Because ?? default));
        Assert.Equal([ResultStanding.Passed, ResultStanding.NotPassed], node.Parts.Select(part => part.Standing));
    }

    [Fact]
    public void Together_a_good_part_makes_up_for_a_weak_one_by_their_weights()
    {
        var rule = new PartsRule.WeightedSum(60);
        var even = Parts(2, rule: rule);
        var uneven = even with { Exams = [new("part1", 3), new("part2", 1)] };
        ProgramResult[] results = [Sat(1, "part1", points: 7), Sat(2, "part2", ResultStanding.NotPassed, points: 4)];

        var below = Of(even, results);
        Assert.Equal((NodeState.Missing, MissingBecause.BelowCut, 55m), (below.State, below.Why?.Because ?? default, below.Percent ?? 0));
        Assert.Equal((NodeState.Done, 62.5m), Of(uneven, results) is var done ? (done.State, done.Percent ?? 0) : default);
    }

    [Fact]
    public void A_combined_score_at_the_cut_is_compared_without_rounding()
    {
        var thirds = Parts(3, rule: new PartsRule.WeightedSum(100m / 3));

        Assert.Equal(NodeState.Done, Of(Parts(3, rule: new PartsRule.WeightedSum(33.33m)), Sat(1, "part1", points: 1, max: 3), Sat(2, "part2", points: 1, max: 3), Sat(3, "part3", points: 1, max: 3)).State);
        // 33.333…3 with 28 digits lies below a third, a third itself below 33.34.
        Assert.Equal(NodeState.Done, Of(thirds, Sat(1, "part1", points: 1, max: 3), Sat(2, "part2", points: 1, max: 3), Sat(3, "part3", points: 1, max: 3)).State);
        Assert.Equal(NodeState.Missing, Of(Parts(3, rule: new PartsRule.WeightedSum(33.34m)), Sat(1, "part1", points: 1, max: 3), Sat(2, "part2", points: 1, max: 3), Sat(3, "part3", points: 1, max: 3)).State);
        Assert.Equal(33.33m, Of(thirds, Sat(1, "part1", points: 1, max: 3), Sat(2, "part2", points: 1, max: 3), Sat(3, "part3", points: 1, max: 3)).Percent);
    }

    [Fact]
    public void Together_every_part_is_sat_all_the_same() =>
        Assert.Equal((NodeState.Missing, MissingBecause.NotSat), Of(Parts(2, rule: new PartsRule.WeightedSum(10)), Sat(1, "part1", points: 10)) is var node ? (node.State, node.Why?.Because ?? default) : default);

    [Fact]
    public void What_could_still_come_of_an_undecided_part_is_in_review()
    {
        var together = Parts(2, rule: new PartsRule.WeightedSum(60));

        Assert.Equal(NodeState.InReview, Of(together, Sat(1, "part1", ResultStanding.NotPassed, points: 2), Sat(2, "part2", ResultStanding.Undecided, points: 0)).State);
        Assert.Equal(NodeState.Missing, Of(together, Sat(1, "part1", ResultStanding.NotPassed, points: 1), Sat(2, "part2", ResultStanding.Undecided, points: 0)).State);
    }

    [Fact]
    public void A_voided_part_takes_the_whole_with_it() =>
        Assert.Equal((NodeState.Missing, MissingBecause.Voided), Of(Parts(2), Sat(1, "part1"), Sat(2, "part2", ResultStanding.Voided, at: 5)) is var node ? (node.State, node.Why?.Because ?? default) : default);

    private static NodeProgress Of(CourseWork.Parts parts, params ProgramResult[] results) => Root(Program(Course("x"), InParts("x", parts)), results);
}
