using System.Text;
using ExamEngine.Storage.Journal;
using Storage.Tests.Harness;

namespace Storage.Tests.Journal;

/// <summary>What every journal keeps to.</summary>
public abstract class JournalSpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    private OpenStorage? _storage;

    private protected OpenStorage Storage => _storage!;

    private IJournal Journal => Storage.Journal;

    public async ValueTask InitializeAsync() => _storage = await OpenStorage.Open(database.Options);

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_redaction_takes_a_body_away_and_leaves_the_event_where_it_was()
    {
        string talk = Some.Stream(), record = Some.Stream();
        await Journal.Append(new(talk, 0, [Some.Event("{\"text\":\"a\"}", "talk.v1"), Some.Event("{\"text\":\"b\"}"), Some.Event("{\"text\":\"c\"}")]));

        await Journal.Append(new(record, 0, [Some.Event()]) { Redactions = [new(talk, 1, "{}"u8.ToArray()), new(talk, 3, "{\"text\":\"\"}"u8.ToArray())] });

        var events = await Journal.All(talk);
        Assert.Equal(["{}", "{\"text\":\"b\"}", "{\"text\":\"\"}"], events.Select(e => e.Json()));
        Assert.Equal((1, "talk.v1", Some.Noon, "learner/1"), (events[0].Version, events[0].Type, events[0].At, events[0].Actor));
        Assert.Equal(new AppendResult.Committed(4), await Journal.Append(Some.Append(talk, 3)));
    }

    [Fact]
    public async Task A_redaction_whose_append_loses_its_fence_takes_nothing_away()
    {
        string talk = Some.Stream(), record = Some.Stream();
        await Journal.Append(new(talk, 0, [Some.Event("{\"text\":\"a\"}")]));

        var result = await Journal.Append(new(record, 7, [Some.Event()]) { Redactions = [new(talk, 1, "{}"u8.ToArray())] });

        Assert.Equal(AppendResult.Fenced, result);
        Assert.Equal("{\"text\":\"a\"}", Assert.Single(await Journal.All(talk)).Json());
    }

    [Fact]
    public async Task Events_come_back_in_order_as_they_were_appended()
    {
        var stream = Some.Stream();
        var at = Some.Noon.AddTicks(1_234_560);

        var first = await Journal.Append(new(stream, 0, [new("session.seated.v1", "{\"a\":1}"u8.ToArray(), at, "learner/7"), Some.Event("{\"a\":2}")]));
        var second = await Journal.Append(new(stream, 2, [Some.Event("{\"a\":3}")]));

        Assert.Equal(new AppendResult.Committed(2), first);
        Assert.Equal(new AppendResult.Committed(3), second);
        var events = await Journal.All(stream);
        Assert.Equal([1, 2, 3], events.Select(e => e.Version));
        Assert.Equal(["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"], events.Select(e => e.Json()));
        Assert.Equal((stream, "session.seated.v1", at, "learner/7"), (events[0].Stream, events[0].Type, events[0].At, events[0].Actor));
    }

    [Fact]
    public async Task Reading_starts_after_the_version_asked_for()
    {
        var stream = Some.Stream();
        await Journal.Append(Some.Append(stream, 0, events: 5));

        Assert.Equal([4, 5], (await Journal.All(stream, afterVersion: 3)).Select(e => e.Version));
        Assert.Empty(await Journal.All(stream, afterVersion: 5));
    }

    [Fact]
    public async Task A_stream_nobody_wrote_is_empty() => Assert.Empty(await Journal.All(Some.Stream()));

    [Fact]
    public async Task A_long_stream_is_read_whole()
    {
        var stream = Some.Stream();
        await Journal.Append(Some.Append(stream, 0, events: 900));

        Assert.Equal(Enumerable.Range(1, 900).Select(i => (long)i), (await Journal.All(stream)).Select(e => e.Version));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(40)]
    public async Task An_append_that_expects_another_version_is_refused_and_stores_nothing(long expected)
    {
        var stream = Some.Stream();
        await Journal.Append(Some.Append(stream, 0, events: 2));

        Assert.Equal(AppendResult.Fenced, await Journal.Append(Some.Append(stream, expected, events: 3)));

        Assert.Equal([1, 2], (await Journal.All(stream)).Select(e => e.Version));
    }

    [Fact]
    public async Task The_first_append_to_a_stream_leaves_no_gap()
    {
        var stream = Some.Stream();

        Assert.Equal(AppendResult.Fenced, await Journal.Append(Some.Append(stream, 1)));

        Assert.Empty(await Journal.All(stream));
    }

    [Fact]
    public async Task Of_many_appends_racing_for_one_version_exactly_one_wins()
    {
        var streams = Enumerable.Range(0, 50).Select(_ => Some.Stream()).ToList();
        await using var rival = await OpenStorage.Open(database.Options);

        var results = await Task.WhenAll(
            Enumerable.Range(0, 200).Select(i => (i % 2 == 0 ? Journal : rival.Journal).Append(Some.Append(streams[i / 2 % 50], 0, events: 1 + i % 3)).AsTask()));

        Assert.Equal(50, results.OfType<AppendResult.Committed>().Count());
        Assert.Equal(150, results.OfType<AppendResult.Conflict>().Count());
        var won = results.Select((r, i) => (Result: r, Stream: streams[i / 2 % 50])).Where(r => r.Result is AppendResult.Committed);
        foreach (var (result, stream) in won)
            Assert.Equal(((AppendResult.Committed)result).Version, (await Journal.All(stream)).Count);
    }

    [Fact]
    public async Task Two_writers_of_one_stream_never_lose_and_never_double_an_event()
    {
        var stream = Some.Stream();
        await using var rival = await OpenStorage.Open(database.Options);

        async Task<int> Write(IJournal journal, string actor)
        {
            var (version, won) = (0L, 0);
            while (version < 60)
            {
                var e = Some.Event($$"""{"by":"{{actor}}","n":{{version + 1}}}""") with { Actor = actor };
                if (await journal.Append(new(stream, version, [e])) is AppendResult.Committed committed)
                    (version, won) = (committed.Version, won + 1);
                else
                    version = (await journal.All(stream)).Count;
            }

            return won;
        }

        var wins = await Task.WhenAll(Write(Journal, "a"), Write(rival.Journal, "b"));

        var events = await Journal.All(stream);
        Assert.Equal(Enumerable.Range(1, events.Count).Select(i => (long)i), events.Select(e => e.Version));
        Assert.Equal((wins[0], wins[1]), (events.Count(e => e.Actor == "a"), events.Count(e => e.Actor == "b")));
    }

    [Fact]
    public async Task Two_appends_in_a_row_to_one_stream_both_commit_without_waiting_for_the_first()
    {
        var stream = Some.Stream();

        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(i => Journal.Append(Some.Append(stream, i)).AsTask()));

        Assert.Equal(Enumerable.Range(1, 20).Select(v => (AppendResult)new AppendResult.Committed(v)), results);
    }

    [Fact]
    public async Task An_append_the_store_cannot_take_fails_alone()
    {
        var streams = Enumerable.Range(0, 30).Select(_ => Some.Stream()).ToList();
        var poison = Some.Append(streams[7], 0) with { Projections = [Some.Exam(Guid.NewGuid().ToString(), title: null!)] };

        var results = streams.Select((s, i) => Journal.Append(i == 7 ? poison : Some.Append(s, 0)).AsTask()).ToList();

        await Assert.ThrowsAsync<InvalidOperationException>(() => results[7]);
        Assert.All(await Task.WhenAll(results.Where((_, i) => i != 7)), r => Assert.Equal(new AppendResult.Committed(1), r));
        Assert.Empty(await Journal.All(streams[7]));
        Assert.Null(await Storage.Health.Problem(default));
    }

    [Fact]
    public async Task Bodies_of_megabytes_come_back_byte_for_byte()
    {
        var stream = Some.Stream();
        var body = new byte[3_000_000];
        new Random(17).NextBytes(body);

        await Journal.Append(new(stream, 0, [Some.Event() with { Body = body }, Some.Event() with { Body = body.AsMemory(5, 2_000_000) }, Some.Event("")]));

        var events = await Journal.All(stream);
        Assert.True(events[0].Body.Span.SequenceEqual(body));
        Assert.True(events[1].Body.Span.SequenceEqual(body.AsSpan(5, 2_000_000)));
        Assert.Equal(0, events[2].Body.Length);
    }

    [Fact]
    public async Task Every_script_comes_back_as_written()
    {
        const string text = "日本語 العربية 𝒳 é e\u0301 \u202Bעברית 👩‍🎓 '\"\\; drop table events";
        var stream = Some.Stream() + "/ünï-中";

        await Journal.Append(new(stream, 0, [new("session.überraschung.v1", Encoding.UTF8.GetBytes(text), Some.Noon, text)]));

        var stored = Assert.Single(await Journal.All(stream));
        Assert.Equal((text, text, "session.überraschung.v1"), (stored.Json(), stored.Actor, stored.Type));
    }

    [Fact]
    public async Task Moments_are_kept_to_the_microsecond_whatever_their_offset()
    {
        var stream = Some.Stream();
        var at = new DateTimeOffset(2026, 5, 4, 23, 59, 59, TimeSpan.FromHours(9)).AddTicks(1_234_567);

        await Journal.Append(new(stream, 0, [Some.Event() with { At = at }]));

        Assert.Equal(at.AddTicks(-7), Assert.Single(await Journal.All(stream)).At);
    }

    [Fact]
    public async Task What_no_store_could_keep_is_refused_before_it_reaches_one()
    {
        async Task Refused(Append append) => await Assert.ThrowsAnyAsync<ArgumentException>(async () => await Journal.Append(append));

        await Refused(Some.Append("", 0));
        await Refused(Some.Append(new string('s', 121), 0));
        await Refused(Some.Append(Some.Stream(), -1));
        await Refused(new(Some.Stream(), 0, []));
        await Refused(Some.Append("nul\0", 0));
        await Refused(new(Some.Stream(), 0, [Some.Event() with { Actor = "lone \uD800" }]));
    }

    [Fact]
    public async Task What_was_appended_outlives_the_process()
    {
        var stream = Some.Stream();
        await using (var other = await OpenStorage.Open(database.Options)) await other.Journal.Append(Some.Append(stream, 0, events: 3));

        Assert.Equal(3, (await Journal.All(stream)).Count);
        Assert.Equal(new AppendResult.Committed(4), await Journal.Append(Some.Append(stream, 3)));
    }

    [Fact]
    public async Task A_journal_that_commits_is_healthy() => Assert.Null(await Storage.Health.Problem(default));
}
