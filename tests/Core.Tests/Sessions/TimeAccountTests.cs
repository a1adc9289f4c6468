using CsCheck;
using ExamEngine.Core.Sessions;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Builders.Scene;

namespace ExamEngine.Core.Tests.Sessions;

public sealed class TimeAccountTests
{
    [Fact]
    public void Every_second_has_its_cause()
    {
        var scene = Sat(Exams.Free(1).GivingBack(10)).HeardUntil("10:00");
        scene.Pause();
        scene.At("15:00").Resume();
        scene.At("20:00").Break(5);
        scene.At("25:00").MeetDeadline();
        scene.HeardUntil("30:00").At("32:00").Hear();
        scene.HeardUntil("33:00").AddTime(5);
        scene.TakeTime(2);
        scene.At("40:00").End();

        Assert.Equal(
            [
                Stretch(TimeCause.Working, "0:00", "10:00"), Stretch(TimeCause.Paused, "10:00", "15:00", "fire drill"),
                Stretch(TimeCause.Lost, "15:00", "20:00"), new(TimeCause.Credited, Moment("20:00"), Moment("20:00"), TimeSpan.FromMinutes(5), "connection"),
                Stretch(TimeCause.Break, "20:00", "25:00", "request"), Stretch(TimeCause.Working, "25:00", "30:00"), Stretch(TimeCause.Lost, "30:00", "32:00"),
                new(TimeCause.Credited, Moment("32:00"), Moment("32:00"), TimeSpan.FromMinutes(2), "connection"),
                new(TimeCause.Added, Moment("33:00"), Moment("33:00"), TimeSpan.FromMinutes(5), "fire drill"),
                new(TimeCause.Taken, Moment("33:00"), Moment("33:00"), TimeSpan.FromMinutes(2), "mistake"),
                Stretch(TimeCause.Working, "32:00", "33:00"), Stretch(TimeCause.Lost, "33:00", "40:00"),
                new(TimeCause.Credited, Moment("40:00"), Moment("40:00"), TimeSpan.FromMinutes(3), "connection"),
            ],
            TimeAccount.Of(scene.Stream, scene.Now));
    }

    [Fact]
    public void What_goes_on_has_no_end_yet()
    {
        var scene = Sat(Exams.Free(1)).HeardUntil("10:00");
        scene.Lock();

        Assert.Equal(
            [Stretch(TimeCause.Working, "0:00", "10:00"), new(TimeCause.Paused, Moment("10:00"), null, TimeSpan.FromMinutes(2), "environment")],
            TimeAccount.Of(scene.Stream, Moment("12:00")));
        Assert.Empty(TimeAccount.Of(Seated(Exams.Free(1)).Stream, Moment("12:00")));
    }

    [Fact]
    public void Stretches_tile_the_time_and_agree_with_the_ledger() => Script.Any.Sample(
        script =>
        {
            var last = script.Play().Last();
            var (ledger, started, now) = last.After switch
            {
                SessionState.Sitting sitting => (sitting.Time, sitting.StartedAt, sitting.LatestAt),
                SessionState.Sealed { Time: { } time, StartedAt: { } begun } ended => (time, begun, ended.Ending.EndedAt),
                _ => (null, default, default),
            };
            if (ledger is null)
                return;
            var entries = TimeAccount.Of(last.Stream, now);
            var stretches = entries.Where(entry => entry.Cause < TimeCause.Credited).ToList();
            var at = started;
            foreach (var stretch in stretches)
            {
                Assert.Equal(at, stretch.From);
                Assert.True(stretch.To is null || stretch.To > stretch.From, "A stretch is backwards.");
                at += stretch.Amount;
            }
            Assert.Equal(now > started ? now : started, at);
            Assert.Equal(ledger.RunAt(now), Sum(TimeCause.Working, TimeCause.Lost));
            Assert.Equal(ledger.Lost, Sum(TimeCause.Lost));
            Assert.Equal(ledger.Paused + (ledger.PausedSince is { } since ? now - since : TimeSpan.Zero), Sum(TimeCause.Paused, TimeCause.Break));
            Assert.Equal(ledger.LostCredited, Sum(TimeCause.Credited));

            TimeSpan Sum(params TimeCause[] causes) => new(entries.Where(entry => causes.Contains(entry.Cause)).Sum(entry => entry.Amount.Ticks));
        },
        iter: 2_000, threads: 1, print: script => "\n" + script);

    private static TimeEntry Stretch(TimeCause cause, string from, string to, string why = "") => new(cause, Moment(from), Moment(to), Moment(to) - Moment(from), why);
}
