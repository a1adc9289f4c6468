using LoadTests.Tests.Harness;

namespace LoadTests.Tests.Report;

public sealed class RecoveryTests
{
    private const double Begin = SampleRun.Killed + 0.4, Over = SampleRun.Killed + 1.5;

    [Fact]
    public void A_fault_is_over_with_the_last_bad_second()
    {
        var fault = Recovery.Of("kill", Begin, Over, SampleRun.Series());

        Assert.Equal(SampleRun.Killed + 3, fault.Recovered);
        Assert.Equal(2.6, fault.RecoverySeconds.GetValueOrDefault(), 6);
        Assert.Equal(3100, fault.WorstMillis);
        Assert.Equal(50, fault.DipPercent.GetValueOrDefault(), 6);
    }

    [Fact]
    public void A_fault_that_nobody_feels_takes_no_time()
    {
        var fault = Recovery.Of("kill", 60.5, 62, SampleRun.Series());

        Assert.Equal(0, fault.RecoverySeconds);
        Assert.Equal(60.5, fault.Recovered);
    }

    [Fact]
    public void What_is_felt_again_before_the_end_of_a_fault_belongs_to_it()
    {
        var fault = Recovery.Of("rolling", 70, SampleRun.Killed - 2, SampleRun.Series());

        Assert.Equal(SampleRun.Killed + 3, fault.Recovered);
    }

    [Fact]
    public void A_recovery_that_the_run_does_not_show_is_not_claimed()
    {
        var fault = Recovery.Of("kill", Begin, Over, [.. SampleRun.Series().Where(second => second.At <= SampleRun.Killed + 4)]);

        Assert.Null(fault.Recovered);
        Assert.Null(fault.RecoverySeconds);
    }

    [Fact]
    public void A_small_rate_is_not_taken_for_a_dip()
    {
        // Nine or ten of ten that were due, as when one is answered a moment after its second.
        var series = SampleRun.Series().Select(second => second with { SteadyOffered = 4, SteadyDone = second.At % 2 == 0 ? 3 : 5, P99 = 20 }).ToList();

        Assert.Equal(0, Recovery.Of("nothing", Begin, Over, series).RecoverySeconds);
    }

    [Fact]
    public void Operations_that_are_due_and_not_answered_are_a_dip_even_if_none_is_slow()
    {
        var series = SampleRun.Series().Select(second => second with { SteadyOffered = 300, SteadyDone = second.At is >= 100 and < 110 ? 200 : 300, P99 = 20 }).ToList();

        Assert.Equal(112, Recovery.Of("partition", 100, 100, series).Recovered);
    }
}
