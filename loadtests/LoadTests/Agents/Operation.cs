namespace ExamEngine.LoadTests.Agents;

/// <summary>What learners do and a meter counts. The names on paper are those of <see cref="Operations.Name"/>.</summary>
internal enum Operation
{
    SignIn,

    /// <summary>From pressing "start" to the first question: taking the seat, opening the page, starting the clock.</summary>
    FirstQuestion,

    /// <summary>From the page's first try to a joined socket.</summary>
    Connect,

    /// <summary>From losing a joined socket to the next.</summary>
    Reconnect,

    /// <summary>From the moment an answer was due to its acknowledgement.</summary>
    Save,

    Presence,
    EnterSection,

    /// <summary>From another device's opening the page to its holding the session.</summary>
    TakeOver,

    /// <summary>From pressing "submit" to the receipt.</summary>
    Submit,

    /// <summary>From the moment the exam's time is up to the receipt.</summary>
    Deadline,

    /// <summary>From pressing "submit", or from the deadline, to a result with a score.</summary>
    Graded,

    /// <summary>From the moment a page noticed something to the acknowledgement that it is durable.</summary>
    Signal,

    /// <summary>From the moment a page noticed something to the change of the proctor's board that shows it.</summary>
    SignalShown,

    // Of acts on a whole room: from the moment one was due until the console knows that it has arrived at every page that is there.
    Announce,
    Pause,
    Extend,
    Resume,

    /// <summary>From the moment it was due until an extension is taken back in every session of the room.</summary>
    Undo,
}

internal static class Operations
{
    public static readonly ImmutableArray<Operation> All = [.. Enum.GetValues<Operation>()];

    public static string Name(this Operation operation) => operation switch
    {
        Operation.SignIn => "sign-in",
        Operation.FirstQuestion => "first-question",
        Operation.EnterSection => "enter-section",
        Operation.TakeOver => "take-over",
        Operation.SignalShown => "signal-shown",
        _ => operation.ToString().ToLowerInvariant(),
    };

    /// <summary>Whether it goes on all the time, so that its figures are those of the measured spans only.</summary>
    public static bool IsSteady(this Operation operation) => operation is Operation.Signal or Operation.SignalShown || operation.TellsOfFaults();

    /// <summary>Whether a fault is judged by it.</summary>
    public static bool TellsOfFaults(this Operation operation) => operation is Operation.Save or Operation.Presence;
}
