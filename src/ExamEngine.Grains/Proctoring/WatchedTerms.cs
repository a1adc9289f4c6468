using System.Collections.Immutable;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Grains.Proctoring;

/// <summary>The session as the watch last heard of it, and what its exam's policy and its learner's accommodation come to.</summary>
internal sealed record WatchedTerms(WatchedSession Session, ProctoringPolicy Policy, ConsentText Consent, WatchTerms Rules, WatchSettings Settings)
{
    private static readonly ImmutableArray<Condition> OfCamera = [Condition.NoFace, Condition.SeveralFaces, Condition.CameraLost];
    private static readonly ImmutableArray<Condition> OfMicrophone = [Condition.MicrophoneLost, Condition.MicrophoneMuted];
    private static readonly ImmutableArray<Condition> OfScreen = [Condition.ScreenShareLost];

    public static WatchedTerms Of(WatchedSession session, ExamVersion exam, ProctoringPolicy policy)
    {
        var accommodation = session.Accommodation;
        var consent = ConsentTexts.Of(exam, policy, accommodation);
        var (camera, microphone, screen) = (consent.Camera, consent.Microphone, consent.Screen);
        HashSet<Condition> unwatched = [.. camera ? [] : OfCamera, .. microphone ? [] : OfMicrophone, .. screen ? [] : OfScreen];
        var rules = new WatchTerms(
            consent.Version, camera, microphone, screen, policy.Identity, policy.RoomScan, session.LegalName,
            [.. policy.Rules.Where(rule => rule.Trigger is not FlagTrigger.Lasting { What: var what } || !unwatched.Contains(what))],
            new(!accommodation.Tools.IsEmpty, [.. accommodation.ExemptRules]));
        return new(session, policy, consent, rules, new(
            camera, microphone, screen, policy.Fullscreen, policy.FaceCounting && camera, (int)policy.StillEvery.TotalSeconds, policy.Record, [],
            !accommodation.Tools.IsEmpty));
    }

    /// <summary>What is asked of the learner: what their consent does not name, because an exemption was taken back after it, is not.</summary>
    public WatchTerms RulesUnder(Consent? given) => given is null
        ? Rules
        : Rules with { Camera = Rules.Camera && given.Camera, Microphone = Rules.Microphone && given.Microphone, Screen = Rules.Screen && given.Screen };

    /// <summary>What the page has to watch: an exemption that is taken back under way asks for nothing that the learner has not agreed to.</summary>
    public WatchSettings SettingsUnder(Consent? given) => given is null
        ? Settings
        : Settings with
        {
            Camera = Settings.Camera && given.Camera,
            Microphone = Settings.Microphone && given.Microphone,
            Screen = Settings.Screen && given.Screen,
            FaceCounting = Settings.FaceCounting && given.Camera,
        };
}
