namespace ExamEngine.Web.Load;

/// <summary>What is too much; the section <c>ExamEngine:Load</c>. Work of an urgency is refused once any of its three limits is passed.</summary>
public sealed class LoadLimits
{
    public const string Section = "ExamEngine:Load";

    public LoadLimit CanWait { get; set; } = new() { Delay = TimeSpan.FromSeconds(1), Requests = 1_000, Queue = 0.5 };

    public LoadLimit Begins { get; set; } = new() { Delay = TimeSpan.FromSeconds(2), Requests = 4_000, Queue = 0.75 };

    /// <summary>A browser gives up a hub call after eight seconds: what would take nearly that long is better refused at once.</summary>
    public LoadLimit CannotWait { get; set; } = new() { Delay = TimeSpan.FromSeconds(5), Requests = 16_000, Queue = 0.95 };
}

public sealed class LoadLimit
{
    /// <summary>Most that acknowledgements may take just now.</summary>
    public TimeSpan Delay { get; set; }

    /// <summary>Most requests and hub calls under way in this process.</summary>
    public int Requests { get; set; }

    /// <summary>How full a queue behind this process may be, of 1.</summary>
    public double Queue { get; set; }
}

/// <summary>A queue behind the web tier, in the same process, such as the journal's.</summary>
public interface IQueueBehind
{
    /// <summary>0 is empty, 1 is full.</summary>
    double Fill { get; }
}
