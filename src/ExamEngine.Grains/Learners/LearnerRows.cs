using System.Collections.Immutable;
using ExamEngine.Core.Learners;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;

namespace ExamEngine.Grains.Learners;

/// <summary>What the read model shows of a learner's record: the learner, and one enrolment an exam, by whichever registration counts.</summary>
internal static class LearnerRows
{
    /// <summary>The rows that change with these events.</summary>
    public static IReadOnlyList<ProjectionRow> Of(string learner, LearnerState before, ImmutableArray<LearnerEvent> events)
    {
        var exams = events.SelectMany(happened => Touched(before, happened)).Distinct().ToArray();
        var requests = events.Select(RequestOf).OfType<Guid>().ToArray();
        var programs = events.Select(ProgramOf).OfType<string>().Distinct().ToArray();
        if (exams.Length == 0 && requests.Length == 0 && programs.Length == 0 && !events.Any(happened => happened is LearnerEvent.Described))
            return [];
        var after = events.Aggregate(before, LearnerState.Evolve);
        IEnumerable<ProjectionRow> described = after.LegalName != before.LegalName || after.Country != before.Country
            ? [new LearnerRow(learner, after.LegalName, after.Country)]
            : [];
        return
        [
            .. described, .. exams.Select(exam => Enrolment(learner, after, exam, events[^1].At)), .. requests.Select(request => Request(learner, after, request)),
            .. programs.Select(program => new NameConsentRow(
                NameConsentRow.IdOf(program, learner), learner, program, after.NamePublished.Contains(program) ? NameConsentRow.Agreed : NameConsentRow.Withdrawn, events[^1].At)),
        ];
    }

    private static Guid? RequestOf(LearnerEvent happened) => happened switch
    {
        LearnerEvent.AccommodationAsked e => e.Request,
        LearnerEvent.AccommodationAnswered e => e.Request,
        LearnerEvent.AccommodationAskWithdrawn e => e.Request,
        _ => null,
    };

    private static string? ProgramOf(LearnerEvent happened) => happened switch
    {
        LearnerEvent.NamePublishingAgreed e => e.Program,
        LearnerEvent.NamePublishingWithdrawn e => e.Program,
        _ => null,
    };

    private static AccommodationRequestRow Request(string learner, LearnerState after, Guid id)
    {
        var request = after.Entitlements.Requests.First(request => request.Id == id);
        return new($"{learner}/{id}", learner, request.Wish, EntitlementViews.Name(request.State), request.AskedAt, request.AnsweredAt);
    }

    /// <summary>The exams whose enrolment an event may change; a new name and what is granted everywhere stand in all of them.</summary>
    private static IEnumerable<string> Touched(LearnerState before, LearnerEvent happened) => happened switch
    {
        LearnerEvent.Described or LearnerEvent.Accommodated => before.Registrations.Keys.Concat(before.Windows.Select(registration => registration.Exam)),
        LearnerEvent.Registered e => [e.Exam],
        LearnerEvent.RegisteredInWindow e => before.InWindow(e.Window) is { } known ? [known.Exam, e.Exam] : [e.Exam],
        LearnerEvent.WithdrawnFromWindow e => before.InWindow(e.Window) is { } gone ? [gone.Exam] : [],
        _ => [],
    };

    private static EnrolmentRow Enrolment(string learner, LearnerState after, string exam, DateTimeOffset now)
    {
        var counts = after.RegistrationFor(exam, now);
        return new(
            $"{exam}/{learner}", learner, exam, after.LegalName, after.Country, counts is null ? EnrolmentRow.Withdrawn : EnrolmentRow.Registered, counts?.Window,
            counts?.Opens, counts?.Closes, after.Granted(counts).TimeMultiplierPercent, counts?.ExtraAttempts ?? 0);
    }
}
