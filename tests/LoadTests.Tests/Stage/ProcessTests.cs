using System.Diagnostics;

namespace LoadTests.Tests.Stage;

/// <summary>What is read from and done to processes of the system.</summary>
public sealed class ProcessTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-stage-tests");

    [Fact]
    public void A_process_that_works_is_seen_to_work()
    {
        var sampler = new ProcessSampler(() => [new("this", Environment.ProcessId)]);

        var until = Stopwatch.GetTimestamp() + Stopwatch.Frequency / 2;
        while (Stopwatch.GetTimestamp() < until)
            Thread.SpinWait(1000);
        var sample = Assert.Single(sampler.Sample());

        Assert.True(sample.Cores > 0.05, $"{sample.Cores} cores");
        Assert.InRange(sample.ResidentMiB, 10, 4096);
    }

    [Fact]
    public void A_process_that_is_not_there_counts_as_nothing() =>
        Assert.Equal(new ProcessSample("gone", 0, 0), Assert.Single(new ProcessSampler(() => [new("gone", int.MaxValue)]).Sample()));

    [Fact]
    public async Task Each_flush_takes_longer_by_what_is_set()
    {
        var disk = await SlowFlush.Prepare(directory.FullName, TestContext.Current.CancellationToken);
        var usual = await Flush(disk);

        disk.Set(TimeSpan.FromMilliseconds(500));
        var slow = await Flush(disk);
        disk.Set(TimeSpan.Zero);
        var again = await Flush(disk);

        Assert.True(slow >= TimeSpan.FromMilliseconds(500), $"{slow}");
        Assert.True(usual < slow && again < slow, $"{usual}, {slow}, {again}");
    }

    public void Dispose() => directory.Delete(recursive: true);

    private async Task<TimeSpan> Flush(SlowFlush disk)
    {
        var start = new ProcessStartInfo("dd", ["if=/dev/zero", $"of={Path.Combine(directory.FullName, "file")}", "bs=1", "count=1", "conv=fsync", "status=none"]);
        foreach (var (name, value) in disk.Environment)
            start.Environment[name] = value;
        var begun = Stopwatch.GetTimestamp();
        using var writing = Process.Start(start)!;
        await writing.WaitForExitAsync();
        Assert.Equal(0, writing.ExitCode);
        return Stopwatch.GetElapsedTime(begun);
    }
}
