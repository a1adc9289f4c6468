namespace ExamEngine.Web.Hosting;

/// <summary>
/// Whether this process is on its way out. It leaves in three steps: first it says so where others ask whether to send it work, then it
/// sends its browsers elsewhere, then it stops.
/// </summary>
public sealed class Departure
{
    private volatile bool announced, underWay;

    /// <summary>No new work, please.</summary>
    public bool IsAnnounced => announced;

    /// <summary>Browsers are sent away.</summary>
    internal bool IsUnderWay => underWay;

    public void Announce() => announced = true;

    internal void Begin() => announced = underWay = true;
}
