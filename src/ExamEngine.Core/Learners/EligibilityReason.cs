using System.Collections.Immutable;

namespace ExamEngine.Core.Learners;

/// <summary>Who can do something about a reason; <see cref="Time"/>: it ends by itself, <see cref="Nobody"/>: it stays.</summary>
public enum RemedyBy { Nobody, Learner, Staff, Time }

/// <summary>One reason why a learner may not begin an exam now.</summary>
/// <param name="Code">Stable, such as <c>learner.cooling-off</c>.</param>
/// <param name="Message">To the learner.</param>
/// <param name="Remedy">What is to be done, by whom <paramref name="By"/> says; empty when nothing is.</param>
/// <param name="EndsAt">When it ends by itself; null when it does not.</param>
/// <param name="BarsRegistration">True when a window cannot be chosen either while it stands.</param>
public sealed record EligibilityReason(string Code, string Message, string Remedy, RemedyBy By, DateTimeOffset? EndsAt = null, bool BarsRegistration = true);

/// <summary>How the windows stand in which a learner could register for an exam themself.</summary>
public enum Places
{
    /// <summary>There are none: the program registers its learners.</summary>
    None,

    /// <summary>Registration opens later.</summary>
    Later,

    Free,

    /// <summary>Only waiting lists are left.</summary>
    Full,

    /// <summary>Registration is over in all of them.</summary>
    Over,

    /// <summary>The learner stands on a waiting list.</summary>
    Waiting,

    /// <summary>A place is kept for the learner.</summary>
    Offered,
}

/// <summary>What a learner's record does not know itself.</summary>
/// <param name="Rehearsed">True when the learner has finished the rehearsal once.</param>
/// <param name="UnheardEnd">The last end of an attempt that grading has not told of yet.</param>
/// <param name="PlacesAt">Of <see cref="Places.Later"/>, when registration opens; of <see cref="Places.Offered"/>, until when the place is kept.</param>
public sealed record Surroundings(bool Rehearsed, DateTimeOffset? UnheardEnd = null, Places Places = Places.None, DateTimeOffset? PlacesAt = null)
{
    /// <summary>Of exams and courses, by <c>exam/{id}</c> and <c>course/{id}</c>; one without a title is called by its id.</summary>
    public ImmutableDictionary<string, string> Titles { get; init; } = ImmutableDictionary<string, string>.Empty;
}
