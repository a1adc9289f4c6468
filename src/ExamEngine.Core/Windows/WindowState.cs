namespace ExamEngine.Core.Windows;

/// <summary>Where a window stands. Whether a planned one is open or closed is the clock's to say.</summary>
public abstract record WindowState
{
    private WindowState() { }

    /// <summary>Nobody has planned a window under this id.</summary>
    public sealed record Unplanned : WindowState;

    /// <param name="Told">The learners with seats up to this number know the window as it stands, or have it on their agenda.</param>
    /// <param name="Prepared">The seats up to this number are prepared, or have it on their agenda.</param>
    public sealed record Planned(WindowTerms Terms, SeatRoll Roll, int Told, int Prepared) : WindowState
    {
        /// <summary>How learners register themselves; null when they do not.</summary>
        public RegistrationTerms? Registration { get; init; }

        /// <summary>Who waits for a place, and for whom one is kept.</summary>
        public WaitingList Waiting { get; init; } = WaitingList.Empty;

        /// <summary>Places that are taken or kept: never more than the capacity.</summary>
        public int Held => Roll.Count + Waiting.Offered;
    }

    /// <summary>Never opens. The roll says who is still to be told.</summary>
    public sealed record Cancelled(WindowTerms Terms, SeatRoll Roll, int Told) : WindowState;

    public static readonly WindowState Nothing = new Unplanned();
}
