namespace ExamEngine.Web.Kernel;

/// <summary>
/// Which part of a list is wanted. A page is asked for by the id that the one before ended with, so that it costs the same however far in it is,
/// and nothing personal stands in an address.
/// </summary>
/// <param name="After">The <c>next</c> of the page before; none for the first page.</param>
/// <param name="Limit">How many; 50 unless told, 200 at most.</param>
internal sealed record Paging(string? After, int? Limit)
{
    public const int Most = 200;
    private const int Usual = 50;

    public int Size => Limit ?? Usual;

    public Problem? Fault =>
        Limit is < 1 or > Most ? new(ProblemCodes.Invalid, $"A page has 1 to {Most} entries.", "limit")
        : After is { Length: > 120 } ? UnknownPlace
        : null;

    public static Problem UnknownPlace => new(ProblemCodes.Invalid, "There is no such entry to go on after.", "after");

    /// <summary>The id to ask for the next page with; null when the list ends here.</summary>
    public string? Next<T>(IReadOnlyList<T> page, Func<T, string> id) => page.Count < Size ? null : id(page[^1]);
}
