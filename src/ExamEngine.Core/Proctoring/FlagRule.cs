using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Proctoring;

/// <summary>
/// Turns signals into a flag: something for a person to look at. A rule is data within the exam's policy, so that who is judged by it can
/// read it. No rule decides anything about a learner.
/// </summary>
/// <param name="Id">Stable; flags, exemptions and the share of dismissed flags go by it.</param>
/// <param name="Severity">0 to 1: where the flag stands on the board.</param>
/// <param name="Excuses">What makes the same signals mean nothing.</param>
public sealed record FlagRule(string Id, string Title, FlagTrigger Trigger, decimal Severity, ImmutableArray<Excuse> Excuses)
{
    /// <summary>The rules of an exam that names none: mild, and each of them excused by what commonly looks the same.</summary>
    public static readonly ImmutableArray<FlagRule> Standard =
    [
        Lasting("page-hidden", "The exam's page was out of sight", Condition.PageHidden, 3, 0.4m, Excuse.NetworkDrop, Excuse.ClockJump, Excuse.Prompt, Excuse.AssistiveTools),
        Lasting("window-left", "Another window was in front", Condition.WindowBlurred, 5, 0.3m, Excuse.NetworkDrop, Excuse.ClockJump, Excuse.Prompt, Excuse.AssistiveTools),
        Lasting("fullscreen-left", "Fullscreen was left", Condition.FullscreenLeft, 3, 0.4m, Excuse.ClockJump, Excuse.Prompt, Excuse.AssistiveTools),
        Lasting("second-display", "A second display was connected", Condition.SecondDisplay, 5, 0.4m, Excuse.AssistiveTools),
        Lasting("window-small", "The window was too small to fill the screen", Condition.WindowTooSmall, 15, 0.2m, Excuse.AssistiveTools),
        Lasting("no-face", "Nobody was before the camera", Condition.NoFace, 15, 0.5m, Excuse.ClockJump),
        Lasting("several-faces", "Several people were before the camera", Condition.SeveralFaces, 3, 0.8m),
        Lasting("camera-lost", "The camera gave no picture", Condition.CameraLost, 20, 0.5m, Excuse.NetworkDrop, Excuse.ClockJump, Excuse.Prompt),
        Lasting("microphone-lost", "The microphone gave no sound", Condition.MicrophoneLost, 30, 0.3m, Excuse.NetworkDrop, Excuse.ClockJump, Excuse.Prompt),
        Lasting("screen-share-lost", "The screen was no longer shared", Condition.ScreenShareLost, 20, 0.5m, Excuse.NetworkDrop, Excuse.ClockJump, Excuse.Prompt),
        Repeated("pasted", "Text was pasted", 1, 60, 0.5m, Act.Pasted, Act.Dropped),
        Repeated("copied-often", "Text was copied several times", 3, 300, 0.4m, Act.Copied, Act.Cut),
        Repeated("printed", "Printing was asked for", 1, 60, 0.6m, Act.Printed),
        Repeated("taken-over-often", "The exam moved between devices several times", 3, 900, 0.5m, Act.TakenOver, Act.DeviceChanged),
        Repeated("address-changed-often", "The network address changed several times", 3, 900, 0.3m, Act.AddressChanged),
    ];

    private static FlagRule Lasting(string id, string title, Condition what, int seconds, decimal severity, params ReadOnlySpan<Excuse> excuses) =>
        new(id, title, new FlagTrigger.Lasting(what, TimeSpan.FromSeconds(seconds)), severity, [.. excuses]);

    private static FlagRule Repeated(string id, string title, int times, int seconds, decimal severity, params ReadOnlySpan<Act> what) =>
        new(id, title, new FlagTrigger.Repeated([.. what], times, TimeSpan.FromSeconds(seconds)), severity, []);
}

/// <summary>What sets a rule off.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(Lasting), "lasting")]
[JsonDerivedType(typeof(Repeated), "repeated")]
public abstract record FlagTrigger
{
    private FlagTrigger() { }

    /// <summary>The condition has lasted at least so long.</summary>
    public sealed record Lasting(Condition What, TimeSpan AtLeast) : FlagTrigger;

    /// <summary>One of the acts was done so often within the time. What set off a flag counts for no other flag of the rule.</summary>
    public sealed record Repeated(ImmutableArray<Act> What, int Times, TimeSpan Within) : FlagTrigger;
}

/// <summary>What a rule takes for an innocent cause.</summary>
public enum Excuse
{
    /// <summary>The connection was away then, or went within <see cref="FlagRules.DropNearby"/> of it; as the page or as the session noticed.</summary>
    NetworkDrop,

    /// <summary>The browser itself was asking for something.</summary>
    Prompt,

    /// <summary>The learner works with tools that their accommodation allows.</summary>
    AssistiveTools,

    /// <summary>It did not last as long as the rule asks: the news of its end came late. No rule names it; it goes for all.</summary>
    Brief,

    /// <summary>The device's clock jumped: it slept, and fell asleep or woke within <see cref="FlagRules.JumpNearby"/> of it.</summary>
    ClockJump,
}
