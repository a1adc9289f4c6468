namespace ExamEngine.Web.Load;

/// <summary>In what order work is refused when there is too much of it: the first first.</summary>
internal enum Urgency
{
    /// <summary>What loses nothing by waiting: lists, reports, staff's work, a home page.</summary>
    CanWait,

    /// <summary>What begins something: a session, a start, a page opened anew.</summary>
    Begins,

    /// <summary>What a running exam hangs on: saves, submitting, presence.</summary>
    CannotWait,
}

/// <summary>How an endpoint's work stands in the order of refusal. One without it is never refused for load: pages and their files, health.</summary>
/// <param name="Acknowledges">True for saves, whose time to their acknowledgement is what load is measured by.</param>
internal sealed record Work(Urgency Urgency, bool Acknowledges = false);

internal static class WorkEndpoints
{
    /// <summary>The last word wins: an endpoint's over its group's.</summary>
    public static TBuilder Work<TBuilder>(this TBuilder builder, Urgency urgency, bool acknowledges = false)
        where TBuilder : IEndpointConventionBuilder => builder.WithMetadata(new Work(urgency, acknowledges));
}
