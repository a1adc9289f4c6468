using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Grains.Proctoring;
using Grains.Tests.Harness;

namespace Grains.Tests.Proctoring;

/// <summary>A long timeline in pages.</summary>
public sealed class WatchTimelineTests
{
    private static readonly DateTimeOffset Start = new(2026, 11, 28, 9, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData(0, 1)]
    [InlineData(2_000, 1)]
    [InlineData(2_001, 2)]
    [InlineData(7_000, 4)]
    public void Pages_are_the_whole_timeline_in_order_each_entry_once(int entries, int pages)
    {
        var all = Entries(entries, apart: TimeSpan.FromMilliseconds(3));

        var read = Read(all, ImmutableArray<TimelineEntry>.Empty);

        Assert.Equal(pages, read.Count);
        Assert.Equal(all, read.AsEnumerable().Reverse().SelectMany(page => page));
        Assert.All(read, page => Assert.True(page.Length <= WatchTimeline.Most));
    }

    [Fact]
    public void Thousands_of_one_moment_are_told_apart_by_their_place_in_it()
    {
        var (session, watch) = (Entries(1_500, TimeSpan.Zero), Entries(3_000, TimeSpan.Zero, "signal"));

        var read = Read(session, watch);

        Assert.Equal([2_000, 2_000, 500], read.Select(page => page.Length));
        Assert.Equal(session.Concat(watch), read.AsEnumerable().Reverse().SelectMany(page => page));
    }

    [Fact]
    public void What_happens_between_two_pages_moves_no_earlier_page()
    {
        var before = Entries(5_000, TimeSpan.FromMilliseconds(1));
        var (newest, earlier) = WatchTimeline.Page(before, [], null);
        var place = WatchTimeline.Place(earlier!);

        var page = WatchTimeline.Page(before.AddRange(Entries(300, TimeSpan.FromMilliseconds(1), "later", Start.AddHours(1))), Entries(10, TimeSpan.Zero, "signal", Start.AddHours(1)), place);

        Assert.Equal(before[3_000..], newest);
        Assert.Equal(before[1_000..3_000], page.Entries);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("1")]
    [InlineData("1.2.3")]
    [InlineData("-1.0")]
    [InlineData("99999999999999999999.0")]
    public void What_no_page_named_is_no_place(string before) => Assert.Null(WatchTimeline.Place(before));

    [Theory]
    [InlineData("0.0", 0)]
    [InlineData("0.2147483647", 0)]
    [InlineData("9223372036854775807.0", 10)]
    public void A_place_that_nobody_named_is_between_two_entries_all_the_same(string before, int entries) =>
        Assert.Equal(entries, WatchTimeline.Page(Entries(10, TimeSpan.FromSeconds(1)), [], WatchTimeline.Place(before)).Entries.Length);

    [Fact]
    public async Task A_proctor_reads_a_long_session_page_by_page_and_a_wrong_place_is_refused()
    {
        await using var engine = new Engine();
        await engine.InitializeAsync();
        var ada = await Watched.Sitting(engine);
        for (var lot = 0; lot < 25; lot++)
        {
            await ada.Note([.. Enumerable.Range(0, 100).Select(_ => ada.Did("context-menu-opened"))]);
            engine.Advance(TimeSpan.FromSeconds(1));
        }

        var newest = await ada.View();
        var oldest = (await ada.Grain.View(People.Staff, newest.Earlier)).Ok();

        Assert.Equal((2_000, null), (newest.Timeline.Length, oldest.Earlier));
        Assert.Equal(2_500, oldest.Timeline.AddRange(newest.Timeline).Count(entry => entry.Kind == "signal"));
        Assert.Equal("seated", oldest.Timeline[0].What);
        (await ada.Grain.View(People.Staff, "before")).Refused("input.invalid");
    }

    /// <summary>From the newest page back.</summary>
    private static List<ImmutableArray<TimelineEntry>> Read(ImmutableArray<TimelineEntry> session, ImmutableArray<TimelineEntry> watch)
    {
        var pages = new List<ImmutableArray<TimelineEntry>>();
        for (string? before = null; ;)
        {
            var (entries, earlier) = WatchTimeline.Page(session, watch, before is null ? null : WatchTimeline.Place(before));
            pages.Add(entries);
            if (earlier is null)
                return pages;
            before = earlier;
        }
    }

    private static ImmutableArray<TimelineEntry> Entries(int count, TimeSpan apart, string kind = "answer", DateTimeOffset? from = null) =>
        [.. Enumerable.Range(0, count).Select(n => new TimelineEntry((from ?? Start) + n * apart, kind, $"{kind}-{n}", "learner", ""))];
}
