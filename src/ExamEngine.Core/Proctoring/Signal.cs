using System.Text.Json.Serialization;

namespace ExamEngine.Core.Proctoring;

/// <summary>What lasts: it began, and it ends or the session does.</summary>
public enum Condition
{
    PageHidden, WindowBlurred, FullscreenLeft, SecondDisplay, WindowTooSmall, ScreenShareLost, CameraLost, MicrophoneLost, MicrophoneMuted,
    NoFace, SeveralFaces, Offline,
}

/// <summary>What happens in a moment.</summary>
public enum Act { Copied, Cut, Pasted, Dropped, Printed, ContextMenuOpened, DeviceChanged, ClockJumped, AddressChanged, TakenOver }

/// <summary>
/// What was noticed about a sitting, and nothing more: it says what happened, never what it means. The catalogue is closed, so a
/// browser cannot invent evidence and every kind has its words on every screen.
/// </summary>
/// <param name="Seq">Numbered by the device from 1 on, so that a repeat adds nothing and a gap shows. 0: noticed by the server.</param>
/// <param name="ClientAt">By the device's clock, corrected by what it knows of the server's.</param>
/// <param name="At">When the server took it.</param>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "phase")]
[JsonDerivedType(typeof(Began), "began")]
[JsonDerivedType(typeof(Ended), "ended")]
[JsonDerivedType(typeof(Did), "did")]
public abstract record Signal(Guid Device, long Seq, DateTimeOffset ClientAt, DateTimeOffset At, SignalContext Context)
{
    /// <param name="Amount">Faces counted, or displays; null where there is nothing to count.</param>
    public sealed record Began(Guid Device, long Seq, DateTimeOffset ClientAt, DateTimeOffset At, SignalContext Context, Condition What, int? Amount = null)
        : Signal(Device, Seq, ClientAt, At, Context);

    public sealed record Ended(Guid Device, long Seq, DateTimeOffset ClientAt, DateTimeOffset At, SignalContext Context, Condition What)
        : Signal(Device, Seq, ClientAt, At, Context);

    /// <param name="Amount">Characters copied, cut, pasted or dropped; seconds that the clock jumped; null where there is nothing to count.</param>
    /// <param name="Times">How often, when the device put several of a kind within a moment into one; at least 1.</param>
    public sealed record Did(Guid Device, long Seq, DateTimeOffset ClientAt, DateTimeOffset At, SignalContext Context, Act What, int? Amount = null, int Times = 1)
        : Signal(Device, Seq, ClientAt, At, Context);
}

/// <summary>What else was so on the device at that moment: what a rule may excuse, and what a reviewer needs to judge fairly.</summary>
/// <param name="Online">False when the device had no connection.</param>
/// <param name="Visible">False when the page was not to be seen.</param>
/// <param name="PromptOpen">True when the browser itself was asking for something, such as the use of the camera.</param>
/// <param name="AssistiveTools">True when the learner works with tools that their accommodation allows.</param>
public sealed record SignalContext(bool Online = true, bool Visible = true, bool PromptOpen = false, bool AssistiveTools = false)
{
    public static readonly SignalContext Plain = new();
}
