using System.Text.Json;
using System.Text.Json.Serialization;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Contracts.Definitions;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Learners;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Programs;
using ExamEngine.Contracts.Schools;
using ExamEngine.Contracts.Sessions;
using ExamEngine.Contracts.Windows;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Credentials;
using ExamEngine.Web.Definitions;
using ExamEngine.Web.Grading;
using ExamEngine.Web.Learners;
using ExamEngine.Web.Proctoring;
using ExamEngine.Web.Programs;
using ExamEngine.Web.Schools;
using ExamEngine.Web.Sessions;
using ExamEngine.Web.Windows;

namespace ExamEngine.Web.Kernel;

/// <summary>
/// JSON of everything that crosses the wire, generated at compile time and shared by REST and SignalR, so both speak the same:
/// camelCase members and enums, and <c>kind</c> of an <see cref="Entry"/> anywhere in its object.
/// </summary>
[JsonSourceGenerationOptions(
    JsonSerializerDefaults.Web,
    AllowOutOfOrderMetadataProperties = true,
    NumberHandling = JsonNumberHandling.Strict,
    Converters = [typeof(CamelCase<AckStatus>), typeof(CamelCase<ActKind>)])]
[JsonSerializable(typeof(SessionView))]
[JsonSerializable(typeof(TimeView))]
[JsonSerializable(typeof(Saved))]
[JsonSerializable(typeof(Receipt))]
[JsonSerializable(typeof(ImmutableArray<Entry>))]
[JsonSerializable(typeof(SaveRequest))]
[JsonSerializable(typeof(DeviceCommand))]
[JsonSerializable(typeof(SubmitRequest))]
[JsonSerializable(typeof(PresenceRequest))]
[JsonSerializable(typeof(BreakRequest))]
[JsonSerializable(typeof(LedgerView))]
[JsonSerializable(typeof(AccommodationView))]
[JsonSerializable(typeof(BeginRequest))]
[JsonSerializable(typeof(SessionBegun))]
[JsonSerializable(typeof(HomeView))]
[JsonSerializable(typeof(ServerTime))]
[JsonSerializable(typeof(BriefingView))]
[JsonSerializable(typeof(ProgressView))]
[JsonSerializable(typeof(ProgramList))]
[JsonSerializable(typeof(ProgramView))]
[JsonSerializable(typeof(ChangeView))]
[JsonSerializable(typeof(ChangeRequest))]
[JsonSerializable(typeof(ConfirmRequest))]
[JsonSerializable(typeof(ConcernedList))]
[JsonSerializable(typeof(LearnerProfile))]
[JsonSerializable(typeof(Registration))]
[JsonSerializable(typeof(WindowChoices))]
[JsonSerializable(typeof(RegistrationRequest))]
[JsonSerializable(typeof(WindowPlace))]
[JsonSerializable(typeof(VoucherRequest))]
[JsonSerializable(typeof(VoucherRedeemed))]
[JsonSerializable(typeof(VoucherPlan))]
[JsonSerializable(typeof(VoucherPage))]
[JsonSerializable(typeof(NameRequest))]
[JsonSerializable(typeof(AccommodationAsk))]
[JsonSerializable(typeof(AccommodationAnswer))]
[JsonSerializable(typeof(PendingRequests))]
[JsonSerializable(typeof(PaymentRequest))]
[JsonSerializable(typeof(CourseGradeRequest))]
[JsonSerializable(typeof(EntitlementsView))]
[JsonSerializable(typeof(EligibilityView))]
[JsonSerializable(typeof(FactsTaken))]
[JsonSerializable(typeof(RegistrationPlan))]
[JsonSerializable(typeof(RegistrationView))]
[JsonSerializable(typeof(WaitingPage))]
[JsonSerializable(typeof(WindowPlan))]
[JsonSerializable(typeof(WindowList))]
[JsonSerializable(typeof(WindowView))]
[JsonSerializable(typeof(TakeSeats))]
[JsonSerializable(typeof(SeatsTaken))]
[JsonSerializable(typeof(SeatPage))]
[JsonSerializable(typeof(ResultView))]
[JsonSerializable(typeof(MarkingView))]
[JsonSerializable(typeof(MarkResponse))]
[JsonSerializable(typeof(ImmutableArray<WaitingAttempt>))]
[JsonSerializable(typeof(ExamResults))]
[JsonSerializable(typeof(Roster))]
[JsonSerializable(typeof(LearnerRecord))]
[JsonSerializable(typeof(Ceremony))]
[JsonSerializable(typeof(CeremonyCountries))]
[JsonSerializable(typeof(SchoolList))]
[JsonSerializable(typeof(SchoolPlan))]
[JsonSerializable(typeof(AgreementPlan))]
[JsonSerializable(typeof(SchoolView))]
[JsonSerializable(typeof(ShareLines))]
[JsonSerializable(typeof(SchoolAccountList))]
[JsonSerializable(typeof(SchoolAccountRequest))]
[JsonSerializable(typeof(MyShares))]
[JsonSerializable(typeof(ShareRequest))]
[JsonSerializable(typeof(ShareView))]
[JsonSerializable(typeof(ShareReceipt))]
[JsonSerializable(typeof(SchoolHome))]
[JsonSerializable(typeof(RecordPage))]
[JsonSerializable(typeof(VerdictPage))]
[JsonSerializable(typeof(SharedRecord))]
[JsonSerializable(typeof(CreditRequest))]
[JsonSerializable(typeof(CreditReason))]
[JsonSerializable(typeof(CreditView))]
[JsonSerializable(typeof(CeremonyCounts))]
[JsonSerializable(typeof(NameConsent))]
[JsonSerializable(typeof(NamedReview))]
[JsonSerializable(typeof(ReviewedPaper))]
[JsonSerializable(typeof(MyReviewView))]
[JsonSerializable(typeof(ReviewList))]
[JsonSerializable(typeof(FlagRuleShares))]
[JsonSerializable(typeof(JudgeRequest))]
[JsonSerializable(typeof(FindingRequest))]
[JsonSerializable(typeof(WordsRequest))]
[JsonSerializable(typeof(WatchView))]
[JsonSerializable(typeof(HandInFile))]
[JsonSerializable(typeof(HandedIn))]
[JsonSerializable(typeof(CredentialView))]
[JsonSerializable(typeof(BadgeVerdictView))]
[JsonSerializable(typeof(HeldCredentials))]
[JsonSerializable(typeof(BatchRequest))]
[JsonSerializable(typeof(CredentialBatchView))]
[JsonSerializable(typeof(BatchCredentials))]
[JsonSerializable(typeof(CredentialTemplateView))]
[JsonSerializable(typeof(PreviewRequest))]
[JsonSerializable(typeof(ImportRequest))]
[JsonSerializable(typeof(ImportDone))]
[JsonSerializable(typeof(Me))]
[JsonSerializable(typeof(AccountRequest))]
[JsonSerializable(typeof(AccountBatchRequest))]
[JsonSerializable(typeof(AccountsTaken))]
[JsonSerializable(typeof(TicketRequest))]
[JsonSerializable(typeof(TicketsMade))]
[JsonSerializable(typeof(SignIn))]
[JsonSerializable(typeof(TicketSignIn))]
[JsonSerializable(typeof(DemoAccounts))]
[JsonSerializable(typeof(RoomsList))]
[JsonSerializable(typeof(ProctorList))]
[JsonSerializable(typeof(RoomAssignment))]
[JsonSerializable(typeof(BoardView))]
[JsonSerializable(typeof(BoardDelta))]
[JsonSerializable(typeof(WatchView))]
[JsonSerializable(typeof(ImmutableArray<TimelineEntry>))]
[JsonSerializable(typeof(ActOrder))]
[JsonSerializable(typeof(ActPreview))]
[JsonSerializable(typeof(UndoRequest))]
[JsonSerializable(typeof(EvidenceStored))]
[JsonSerializable(typeof(EvidenceList))]
[JsonSerializable(typeof(IceServers))]
[JsonSerializable(typeof(ExportedSession))]
[JsonSerializable(typeof(ExportedWatch))]
[JsonSerializable(typeof(ImmutableArray<KeptEvidence>))]
[JsonSerializable(typeof(ProblemBody))]
[JsonSerializable(typeof(HubProblem))]
[JsonSerializable(typeof(AttendView))]
[JsonSerializable(typeof(ConsentRequest))]
[JsonSerializable(typeof(IdentityRequest))]
[JsonSerializable(typeof(SignalsRequest))]
[JsonSerializable(typeof(SignalsNoted))]
[JsonSerializable(typeof(TalkRequest))]
[JsonSerializable(typeof(HandRequest))]
[JsonSerializable(typeof(AcknowledgeRequest))]
[JsonSerializable(typeof(Guid))]
internal sealed partial class WireJson : JsonSerializerContext
{
    /// <summary>Makes <paramref name="options"/>, which ASP.NET Core owns, read and write as this context does.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.PropertyNameCaseInsensitive = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.AllowOutOfOrderMetadataProperties = true;
        options.Converters.Add(new CamelCase<AckStatus>());
        options.Converters.Add(new CamelCase<ActKind>());
        options.TypeInfoResolverChain.Insert(0, Default);
    }
}

/// <summary>An enum as a camelCase string; numbers are refused.</summary>
internal sealed class CamelCase<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.CamelCase, allowIntegerValues: false)
    where T : struct, Enum;
