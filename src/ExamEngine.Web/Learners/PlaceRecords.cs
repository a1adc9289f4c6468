using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Web.Learners;

/// <summary>The windows of an exam that its learners register for themselves.</summary>
/// <param name="Now">The server's time, by which all of it is told.</param>
internal sealed record WindowChoices(string ExamId, DateTimeOffset Now, ImmutableArray<WindowChoice> Windows);

/// <summary>A window as one learner sees it.</summary>
/// <param name="Registration"><c>notYet</c> (opens at <paramref name="RegistrationFrom"/>), <c>open</c> or <c>over</c>.</param>
/// <param name="RegistrationUntil">When registration ends.</param>
/// <param name="ChangeUntil">Until when a seat can be changed or cancelled.</param>
/// <param name="Free">Places to take now; 0 while somebody waits for one.</param>
/// <param name="Waiting">How many are on the waiting list.</param>
/// <param name="Mine"><c>none</c>, <c>seated</c>, <c>waiting</c> (at <paramref name="Position"/>) or <c>offered</c> (until <paramref name="OfferedUntil"/>).</param>
internal sealed record WindowChoice(
    string WindowId, string Title, DateTimeOffset Opens, DateTimeOffset Closes, string Registration, DateTimeOffset? RegistrationFrom, DateTimeOffset RegistrationUntil,
    DateTimeOffset ChangeUntil, int Free, int Waiting, string Mine, int? Position, DateTimeOffset? OfferedUntil)
{
    public static WindowChoice Of(OpenWindow open, PlaceOfLearner? mine, DateTimeOffset now)
    {
        var (window, registration) = (open.Window, open.Registration);
        return new(
            window.Id, window.Title, window.Opens, window.Closes,
            registration.OpenUntil <= now ? "over" : registration.OpenFrom > now ? "notYet" : "open",
            registration.OpenFrom, registration.OpenUntil, registration.ChangeUntil, registration.Free, registration.Waiting,
            mine switch
            {
                { Seated: true } => "seated",
                { OfferedUntil: { } until } when until > now => "offered",
                { Position: not null } => "waiting",
                _ => "none",
            },
            mine?.Position, mine?.OfferedUntil);
    }
}

/// <param name="InsteadOf">The window whose seat is given back for this one.</param>
/// <param name="Waits">True: when the window is full, the learner waits for a place.</param>
internal sealed record RegistrationRequest(Guid CommandId, string? WindowId, string? InsteadOf, bool Waits = false);

internal sealed record VoucherRequest(string? Code);

internal sealed record NameRequest(string? LegalName);

/// <param name="RequestId">The same for every repeat.</param>
internal sealed record AccommodationAsk(Guid RequestId, string? Wish);

/// <param name="Granted">All that the learner is granted from now on; null declines.</param>
/// <param name="Reason">Needed when it is declined.</param>
internal sealed record AccommodationAnswer(Contracts.Proctoring.AccommodationView? Granted, string? Reason);

/// <param name="ExamId">What was paid for: an exam, or all exams of <paramref name="ProgramId"/>.</param>
internal sealed record PaymentRequest(string? ExamId, string? ProgramId);

/// <param name="Percent">0 to 100; null when only the outcome is told.</param>
internal sealed record CourseGradeRequest(bool Passed, decimal? Percent);

/// <summary>Requests that wait for an answer, the oldest first; at most <see cref="EntitlementsApi.MostRequests"/>.</summary>
internal sealed record PendingRequests(ImmutableArray<PendingRequest> Requests);

internal sealed record PendingRequest(Guid RequestId, string LearnerId, string LegalName, string Wish, DateTimeOffset AskedAt);

/// <param name="Next">Ask for what comes after this code; null on the last page.</param>
internal sealed record VoucherPage(ImmutableArray<Contracts.Learners.VoucherView> Vouchers, string? Next);

/// <summary>How a file of facts was taken.</summary>
/// <param name="Learners">Of how many learners something was told.</param>
/// <param name="Unknown">Of these there is no record, and nothing was noted.</param>
internal sealed record FactsTaken(int Learners, int Facts, ImmutableArray<string> Unknown);
