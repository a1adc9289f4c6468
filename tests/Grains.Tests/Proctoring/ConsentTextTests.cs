using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Definitions;
using ExamEngine.Grains.Proctoring;
using Grains.Tests.Harness;

namespace Grains.Tests.Proctoring;

/// <summary>What a learner agrees to, and that another text has another version.</summary>
public sealed class ConsentTextTests(Engine engine) : IClassFixture<Engine>
{
    private static readonly ProctoringPolicy Usual = ProctoringPolicy.Standard;
    private static readonly AccommodationView Nothing = new(100, 0, [], [], false);

    public static TheoryData<string, ProctoringPolicy> Others() => new()
    {
        { "no camera", Usual with { Camera = false } },
        { "no microphone", Usual with { Microphone = false } },
        { "no screen", Usual with { Screen = false } },
        { "recorded", Usual with { Record = true } },
        { "faces not counted", Usual with { FaceCounting = false } },
        { "no photos", Usual with { Identity = false } },
        { "room shown", Usual with { RoomScan = true } },
        { "more pictures", Usual with { StillEvery = TimeSpan.FromSeconds(5) } },
        { "stills kept longer", Usual with { Retention = Usual.Retention with { Stills = 31 } } },
        { "recordings kept longer", Usual with { Retention = Usual.Retention with { Recording = 31 } } },
        { "papers kept longer", Usual with { Retention = Usual.Retention with { Identity = 31 } } },
        { "messages kept longer", Usual with { Retention = Usual.Retention with { Talk = 181 } } },
        { "another purpose", Usual with { Purpose = "Because." } },
    };

    [Theory, MemberData(nameof(Others), DisableDiscoveryEnumeration = true)]
    public async Task Whatever_changes_what_is_recorded_why_or_how_long_is_another_text(string what, ProctoringPolicy policy) =>
        Assert.True((await Text(policy)).Version != (await Text(Usual)).Version, what);

    [Fact]
    public async Task What_decides_nothing_about_what_is_recorded_is_the_same_text() =>
        Assert.Equal((await Text(Usual)).Version, (await Text(Usual with { Admit = AdmitBy.Policy, Fullscreen = false, Rules = [], Review = ReviewPolicy.Standard with { OpensAt = 1 } })).Version);

    [Fact]
    public async Task Whoever_may_not_use_a_camera_is_asked_for_nothing_that_takes_one()
    {
        var text = await Text(Usual with { RoomScan = true }, Nothing with { NoCamera = true });

        Assert.Equal((false, false, false, false, true), (text.Camera, text.FaceCounting, text.Identity, text.RoomScan, text.Screen));
        Assert.Equal((30, 30, 30, 180), (text.StillsDays, text.RecordingDays, text.IdentityDays, text.TalkDays));
    }

    [Fact]
    public async Task Whoever_may_not_use_microphone_or_screen_reads_a_text_without_them()
    {
        var text = await Text(Usual with { Record = true }, Nothing with { NoMicrophone = true, NoScreen = true });

        Assert.Equal((true, false, false, true), (text.Camera, text.Microphone, text.Screen, text.Record));
        Assert.False((await Text(Usual with { Record = true, Camera = false }, Nothing with { NoScreen = true })).Record);
    }

    private async Task<ConsentText> Text(ProctoringPolicy policy, AccommodationView? accommodation = null) =>
        ConsentTexts.Of(await engine.Of<ExamVersions>().Get("watched", 1), policy, accommodation ?? Nothing);
}
