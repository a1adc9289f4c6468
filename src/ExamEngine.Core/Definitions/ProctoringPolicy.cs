using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Definitions;

/// <summary>
/// What watching over an exam takes and keeps. A version has it whole, so that whoever sat it can read for ever what was recorded, why and
/// for how long, and by which rules their flags came about.
/// </summary>
/// <param name="Camera">Pictures of the learner.</param>
/// <param name="Microphone">Sound, for a proctor who opens the session.</param>
/// <param name="Screen">Pictures of the learner's screen.</param>
/// <param name="Fullscreen">The exam is sat in fullscreen, and leaving it is noticed.</param>
/// <param name="FaceCounting">Faces are counted on the device; nothing but the count leaves it. Takes the camera.</param>
/// <param name="Identity">A photo of face and document is shown before the start. Takes the camera.</param>
/// <param name="RoomScan">The camera is led around the room before the start. Takes the camera.</param>
/// <param name="StillEvery">How often a picture is taken of what is watched.</param>
/// <param name="Record">Camera and screen are recorded as a whole, too.</param>
/// <param name="Purpose">Markdown: why it is recorded; part of what the learner consents to.</param>
/// <param name="Rules">What makes a flag of signals; none when no machine raises any.</param>
public sealed record ProctoringPolicy(
    bool Camera, bool Microphone, bool Screen, bool Fullscreen, bool FaceCounting, bool Identity, bool RoomScan, AdmitBy Admit, TimeSpan StillEvery, bool Record,
    RetentionDays Retention, string Purpose, ImmutableArray<FlagRule> Rules, ReviewPolicy Review)
{
    /// <summary>Of an exam that says no more than that it is proctored.</summary>
    public static readonly ProctoringPolicy Standard = new(
        Camera: true, Microphone: true, Screen: true, Fullscreen: true, FaceCounting: true, Identity: true, RoomScan: false, AdmitBy.Proctor, TimeSpan.FromSeconds(10),
        Record: false, new(Stills: 30, Recording: 30, Identity: 30, Talk: 180),
        "So that people can see that everybody sits this exam alone and by the same rules.", FlagRule.Standard, ReviewPolicy.Standard);

    /// <summary>Of a rehearsal that says no more: the same path, on which nobody is kept waiting, and nothing is kept longer than it takes to look at it.</summary>
    public static readonly ProctoringPolicy Rehearsal = Standard with { Admit = AdmitBy.Policy, Retention = new(Stills: 1, Recording: 1, Identity: 1, Talk: 1) };

    /// <summary>Of an exam that says no more than that it is proctored.</summary>
    public static ProctoringPolicy UsualOf(bool rehearsal) => rehearsal ? Rehearsal : Standard;
}

/// <summary>Who lets a learner in that has checked in: a proctor, or the exam's policy at once.</summary>
public enum AdmitBy { Proctor, Policy }

/// <summary>How many days after the end each kind of evidence is kept; then it is erased. Appeals and held results keep nothing longer.</summary>
public sealed record RetentionDays(int Stills, int Recording, int Identity, int Talk);
