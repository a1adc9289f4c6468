using ExamEngine.LoadTests.Runs;
using LoadTests.Tests.Harness;

namespace LoadTests.Tests.Runs;

/// <summary>From the end of the time to the last grade, by what the server counts in each second.</summary>
public sealed class AllGradedTests
{
    [Fact]
    public void It_counts_to_the_end_of_the_last_second_with_a_grade() => Assert.Equal(4, Of(100, at => at is 102 or 103 ? 500 : 0));

    [Fact]
    public void Not_everybody_is_never_all() => Assert.Null(Of(100, at => at == 102 ? 999 : 0));

    [Fact]
    public void A_server_that_does_not_say_is_not_judged() => Assert.Null(Of(100, _ => null));

    private static double? Of(double closes, Func<int, long?> graded) =>
        LoadRun.AllGraded([.. SampleRun.Series().Select(second => second with { Graded = graded(second.At) })], closes, 1000);
}
