namespace ExamEngine.Interchange.OpenBadges.JsonLd;

/// <summary>
/// Bounds what one document may cost, whatever is in it. Every loop over something that a document can make long spends from it,
/// in units of about one entry looked at or one hash computed; a badge needs some hundreds to some thousands.
/// </summary>
internal sealed class WorkBudget(int units = WorkBudget.OfOneDocument)
{
    /// <summary>Less than a second of one core.</summary>
    public const int OfOneDocument = 500_000;

    /// <summary>All badges in a record together, at whatever depth: five hundred ordinary ones, and no more than a few seconds.</summary>
    public const int OfParts = 4 * OfOneDocument;

    private long left = units;

    /// <exception cref="TooMuchWorkException">It is used up.</exception>
    public void Spend(long units)
    {
        left -= units;
        if (left < 0)
            throw new TooMuchWorkException();
    }
}
