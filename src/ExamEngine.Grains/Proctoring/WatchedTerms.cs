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

    public static WatchedTerms Of(WatchedSession session, ExamVersion exam, ProctoringPolicy policy)
    {
        var accommodation = session.Accommodation;
        var mayUseCamera = !accommodation.NoCamera;
        var camera = policy.Camera && mayUseCamera;
        var consent = ConsentTexts.Of(exam, policy, mayUseCamera);
        var rules = new WatchTerms(
            consent.Version, camera, policy.Microphone, policy.Screen, policy.Identity, policy.RoomScan, session.LegalName,
            camera ? policy.Rules : [.. policy.Rules.Where(rule => rule.Trigger is not FlagTrigger.Lasting { What: var what } || !OfCamera.Contains(what))],
            new(!accommodation.Tools.IsEmpty, [.. accommodation.ExemptRules]));
        return new(session, policy, consent, rules, new(
            camera, policy.Microphone, policy.Screen, policy.Fullscreen, policy.FaceCounting && camera, (int)policy.StillEvery.TotalSeconds, policy.Record, [],
            !accommodation.Tools.IsEmpty));
    }
}
