using System.Collections.Immutable;

namespace ExamEngine.Core.Windows;

public abstract partial record WindowEvent
{
    /// <summary>How learners register themselves from now on.</summary>
    public sealed record RegistrationOpened(DateTimeOffset? From, int? EndsBeforeMinutes, int ChangeBeforeMinutes, int OfferMinutes) : WindowEvent;

    /// <summary>Learners register themselves no longer. Who waits stays on the list, and places that are kept stay kept.</summary>
    public sealed record RegistrationStopped : WindowEvent;

    public sealed record WaitingJoined(Guid Command, string Learner) : WindowEvent;

    public sealed record WaitingLeft(string Learner) : WindowEvent;

    /// <summary>These learners, who had waited longest, have a place each until then.</summary>
    public sealed record PlacesOffered(ImmutableArray<string> Learners, DateTimeOffset Until) : WindowEvent;

    /// <summary>They did not take the place in time, and wait no more.</summary>
    public sealed record OffersLapsed(ImmutableArray<string> Learners) : WindowEvent;
}
