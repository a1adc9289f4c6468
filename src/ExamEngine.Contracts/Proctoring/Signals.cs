namespace ExamEngine.Contracts.Proctoring;

/// <summary>
/// One thing that a learner's page noticed: it says what happened, never what it means. The page keeps it until it is acknowledged.
/// </summary>
/// <param name="Seq">Numbered by the device from 1 on; a repeat adds nothing.</param>
/// <param name="Kind">
/// What lasts: <c>page-hidden</c>, <c>window-blurred</c>, <c>fullscreen-left</c>, <c>second-display</c>, <c>window-too-small</c>,
/// <c>screen-share-lost</c>, <c>camera-lost</c>, <c>microphone-lost</c>, <c>microphone-muted</c>, <c>no-face</c>, <c>several-faces</c>, <c>offline</c>.
/// What happens in a moment: <c>copied</c>, <c>cut</c>, <c>pasted</c>, <c>dropped</c>, <c>printed</c>, <c>context-menu-opened</c>,
/// <c>device-changed</c>, <c>clock-jumped</c>. The server itself adds <c>address-changed</c> and <c>taken-over</c>.
/// </param>
/// <param name="Phase"><c>began</c> or <c>ended</c> for what lasts, <c>did</c> for a moment.</param>
/// <param name="At">By the device's clock, corrected by what it knows of the server's.</param>
/// <param name="Amount">Faces, displays, characters or seconds; null where there is nothing to count.</param>
/// <param name="Times">How often, when several of a kind were put into one; at least 1.</param>
[GenerateSerializer, Alias("ee.signal"), Immutable]
public sealed record SignalReport(
    [property: Id(0)] long Seq, [property: Id(1)] string Kind, [property: Id(2)] string Phase, [property: Id(3)] DateTimeOffset At, [property: Id(4)] SignalSurroundings Context,
    [property: Id(5)] int? Amount = null, [property: Id(6)] int Times = 1);

/// <summary>What else was so on the device at that moment.</summary>
[GenerateSerializer, Alias("ee.signal-context"), Immutable]
public sealed record SignalSurroundings(
    [property: Id(0)] bool Online = true, [property: Id(1)] bool Visible = true, [property: Id(2)] bool PromptOpen = false, [property: Id(3)] bool AssistiveTools = false);

/// <summary>The highest number of the device that is durable: the page may forget everything up to it.</summary>
[GenerateSerializer, Alias("ee.signals-noted"), Immutable]
public sealed record SignalsNoted([property: Id(0)] long LastSeq);
