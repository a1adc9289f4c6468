namespace ExamEngine.Core.Windows;

public abstract partial record WindowCommand
{
    /// <summary>Says how learners register themselves. Repeating changes nothing.</summary>
    /// <param name="Terms">Null: they do not, from now on.</param>
    public sealed record SetRegistration(DateTimeOffset At, RegistrationTerms? Terms) : WindowCommand(At);

    /// <summary>Takes a free place, or the one that is kept for the learner.</summary>
    /// <param name="Waits">True: when there is none, the learner waits for one.</param>
    public sealed record Register(DateTimeOffset At, Guid Command, string Learner, bool Waits) : WindowCommand(At);

    /// <summary>The learner gives back the seat, the place that is kept, or the place on the list.</summary>
    public sealed record Leave(DateTimeOffset At, string Learner) : WindowCommand(At);

    /// <summary>A seat was changed for one in another window. Its number says which, so a word that comes late takes no later seat.</summary>
    public sealed record GiveBack(DateTimeOffset At, string Learner, int Number) : WindowCommand(At);

    /// <summary>Places that were kept long enough pass on to whoever is next.</summary>
    public sealed record TendOffers(DateTimeOffset At) : WindowCommand(At);
}
