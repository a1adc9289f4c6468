using ExamEngine.Decade.Reading;
using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using Microsoft.EntityFrameworkCore;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>
/// Learner n sits <c>one</c> when n is even, and has withdrawn from it when not, and <c>two</c> when three divides it, both of program <c>scm</c>, and everybody sits <c>other</c>.
/// Attempt n and credential n are learner n's; the credential's n counts as if there were a thousand learners, who then have several each.
/// </summary>
internal static class StaffData
{
    public const int Learners = 4000;

    public static string Learner(int n) => $"l{n:0000}";

    /// <summary>Another order than the learners' ids, and two learners of each name.</summary>
    public static string Name(int n) => $"Name {n * 7 % (Learners / 2):0000}";

    public static string Country(int n) => n % 3 == 0 ? "MY" : "BR";

    public static bool Sits(int n, string exam) => exam switch { "one" => n % 2 == 0, "two" => n % 3 == 0, _ => true };

    /// <summary>Whether learner n lets their name be published with what they earn in <c>scm</c>.</summary>
    public static bool IsNamed(int n) => n % 1000 % 5 == 0;

    /// <summary>When attempt n was sealed and credential n earned, which was issued long after: two of them at the same moment.</summary>
    public static DateTimeOffset Moment(int n) => Some.Noon.AddHours(n / 2);

    public static IEnumerable<ProjectionRow> Of(int n)
    {
        if (n < 2)
            yield return Some.Exam(n == 0 ? "one" : "other");
        yield return new LearnerRow(Learner(n), Name(n), Country(n));
        foreach (var exam in (string[])["one", "two", "other"])
        {
            if (Sits(n, exam))
                yield return new EnrolmentRow($"{exam}/{Learner(n)}", Learner(n), exam, Name(n), Country(n), EnrolmentRow.Registered, null, null, null, 100, 0);
        }

        if (!Sits(n, "one"))
            yield return new EnrolmentRow($"one/{Learner(n)}", Learner(n), "one", Name(n), Country(n), EnrolmentRow.Withdrawn, null, null, null, 100, 0);
        yield return new AttemptRow($"a{n:0000}", Learner(n), n % 4 < 2 ? "one" : "other", 1, "released", 7, 10, true, Moment(n), Moment(n), n % 500 == 3 ? 1 : 0);
        yield return new CredentialRow(
            $"c{n:0000}", Learner(n % 1000), $"a{n:0000}", n % 4 < 2 ? "one" : "other", "exam", "Certificate", Name(n % 1000), Moment(n).AddDays(400), n == 12 ? Some.Noon : null, "{}",
            n % 4 < 2 ? "scm" : "other", Country(n % 1000), Moment(n));
        if (n < 1000 && n % 5 < 2)
            yield return new NameConsentRow($"scm/{Learner(n)}", Learner(n), "scm", n % 5 == 0 ? NameConsentRow.Agreed : NameConsentRow.Withdrawn, Some.Noon);
    }
}

/// <summary>A database with enough of everything that going through a whole table is dearer than going by an index.</summary>
public sealed class StaffDatabase<TDatabase> : IAsyncLifetime where TDatabase : class, ITestDatabase, new()
{
    private readonly TDatabase _database = new();
    private OpenStorage? _storage;

    internal OpenStorage Storage => _storage!;

    internal QueryPlans Plans { get; } = new();

    public async ValueTask InitializeAsync()
    {
        await _database.InitializeAsync();
        _storage = await OpenStorage.Open(_database.Options, Plans.Watch);
        foreach (var rows in Enumerable.Range(0, StaffData.Learners).SelectMany(StaffData.Of).Chunk(2000))
            await Storage.Journal.Append(Some.Append(Some.Stream(), 0) with { Projections = rows });
        await using var db = await Storage.Db();
        // PostgreSQL answers from an index alone once it knows which rows everybody sees.
        await db.Database.ExecuteSqlRawAsync(db.Database.IsNpgsql() ? "vacuum analyze" : "analyze");
    }

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        await _database.DisposeAsync();
    }
}
