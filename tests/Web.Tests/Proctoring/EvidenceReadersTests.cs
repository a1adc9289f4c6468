using ExamEngine.Contracts.Kernel;
using ExamEngine.Storage.Evidence;
using ExamEngine.Web.Proctoring;
using Microsoft.Extensions.Time.Testing;

namespace Web.Tests.Proctoring;

/// <summary>How often a look is written down, beside a watch that lets everybody look.</summary>
public sealed class EvidenceReadersTests
{
    private static readonly Actor Learner = new("account", "learner", Roles.Learner);

    private readonly FakeTimeProvider time = new(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
    private readonly Guid session = Guid.NewGuid();
    private readonly CountedWatch watch = CountedWatch.Answering(() => new("room", DateTimeOffset.MaxValue, true, true, true));
    private readonly EvidenceReaders readers;

    public EvidenceReadersTests() => readers = new(watch.Factory, time);

    [Fact]
    public async Task Many_pictures_at_once_are_one_look_and_none_is_shown_before_it_is_written_down()
    {
        var written = new TaskCompletionSource();
        watch.Writing = () => written.Task;

        var looks = Enumerable.Range(0, 24).Select(n => Look(EvidenceKind.CameraStill, $"still.{n}")).ToArray();

        Assert.DoesNotContain(looks, look => look.IsCompleted);
        Assert.Equal(["stills"], watch.Looks);
        written.SetResult();
        Assert.All(await Task.WhenAll(looks), Assert.Null);
        Assert.Equal(["stills"], watch.Looks);
    }

    [Fact]
    public async Task A_look_counts_for_ten_minutes()
    {
        await Look(EvidenceKind.CameraStill, "still.1");
        time.Advance(TimeSpan.FromMinutes(9));
        await Look(EvidenceKind.ScreenStill, "still.2");
        Assert.Equal(["stills"], watch.Looks);

        time.Advance(TimeSpan.FromMinutes(1));
        await Look(EvidenceKind.CameraStill, "still.3");
        Assert.Equal(["stills", "stills"], watch.Looks);
    }

    [Fact]
    public async Task What_could_not_be_written_down_is_not_shown_and_the_next_look_tries_again()
    {
        watch.Writing = () => Task.FromException(new InvalidOperationException());
        await Assert.ThrowsAsync<InvalidOperationException>(() => Look(EvidenceKind.Face, "face.1"));

        watch.Writing = () => Task.CompletedTask;

        Assert.Null(await Look(EvidenceKind.Face, "face.1"));
        Assert.Equal(["face.1", "face.1"], watch.Looks);
    }

    private Task<Problem?> Look(EvidenceKind kind, string what) => readers.Look(session, Learner, kind, what).AsTask();
}
