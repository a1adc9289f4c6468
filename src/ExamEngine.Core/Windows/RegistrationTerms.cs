namespace ExamEngine.Core.Windows;

/// <summary>
/// How learners register for a window themselves. Ends and limits are told from the opening, so they move with it.
/// </summary>
/// <param name="From">First moment to register; null: at once.</param>
/// <param name="EndsBeforeMinutes">Registration ends so long before the opening; null: it goes on until the window closes.</param>
/// <param name="ChangeBeforeMinutes">Until so long before the opening a seat is changed for one in another window, or cancelled.</param>
/// <param name="OfferMinutes">How long a place is kept for whoever waits, at least a minute.</param>
public sealed record RegistrationTerms(DateTimeOffset? From, int? EndsBeforeMinutes, int ChangeBeforeMinutes, int OfferMinutes)
{
    public const int MostMinutes = 366 * 24 * 60;

    public DateTimeOffset Ends(WindowTerms terms) => EndsBeforeMinutes is { } minutes ? terms.Opens.AddMinutes(-minutes) : terms.Closes;

    public DateTimeOffset ChangeEnds(WindowTerms terms) => terms.Opens.AddMinutes(-ChangeBeforeMinutes);

    public bool IsOpen(WindowTerms terms, DateTimeOffset now) => !(From > now) && now < Ends(terms);
}
