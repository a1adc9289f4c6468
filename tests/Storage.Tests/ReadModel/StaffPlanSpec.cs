using ExamEngine.Storage.ReadModel.Queries;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>What staff page through goes by an index, as the database itself says, and goes through no table.</summary>
public abstract class StaffPlanSpec<TDatabase>(StaffDatabase<TDatabase> data) : IClassFixture<StaffDatabase<TDatabase>> where TDatabase : class, ITestDatabase, new()
{
    private static readonly Moments Week = new(StaffData.Moment(100), StaffData.Moment(436));

    private EnrolmentQueries Enrolments => data.Storage.Get<EnrolmentQueries>();

    private AttemptQueries Attempts => data.Storage.Get<AttemptQueries>();

    private CeremonyQueries Ceremonies => data.Storage.Get<CeremonyQueries>();

    /// <summary>How the plan names an index that answers without its table.</summary>
    protected abstract string Covering { get; }

    /// <summary>What the plan calls the index of a table's key.</summary>
    protected abstract string Key(string table);

    /// <summary>The same where one row is looked up.</summary>
    protected abstract string OneKey(string table);

    /// <summary>The steps of a plan that go through a whole table of the read model.</summary>
    protected abstract IEnumerable<string> WholeTables(IReadOnlyList<string> plan);

    [Fact]
    public Task A_roster_by_name_comes_from_one_index_alone() => Goes(
        () => Enrolments.Roster(["one", "two"], RosterOrder.Name, StaffData.Learner(100), 50, default), "IX_enrolments_exam_id_legal_name_learner_id_country", covering: true);

    [Fact]
    public Task A_roster_by_learner_goes_by_the_key() => Goes(
        () => Enrolments.Roster(["one", "two"], RosterOrder.Learner, StaffData.Learner(100), 50, default), Key("enrolments"));

    [Fact]
    public Task The_registrations_of_a_learner_go_by_an_index() => Goes(() => Enrolments.OfLearner(StaffData.Learner(100), default), "IX_enrolments_learner_id");

    [Fact]
    public Task The_results_of_an_exam_go_by_an_index() => Goes(() => Attempts.OfExam("one", Week, null, 50, default), "IX_attempts_exam_id_sealed_at_id");

    [Fact]
    public Task A_later_page_of_results_goes_by_an_index() => Goes(() => Attempts.OfExam("one", Week, "a0200", 50, default), "IX_attempts_exam_id_sealed_at_id");

    [Fact]
    public Task What_waits_for_a_person_has_an_index_of_its_own() => Goes(() => Attempts.Waiting(200, default), "IX_attempts_sealed_at");

    [Fact]
    public Task A_ceremony_goes_by_an_index() => Goes(() => Ceremonies.Earned(new(null, Week, "MY"), CeremonyOrder.Earned, "c0200", 50, default), "IX_credentials_earned_at");

    [Fact]
    public Task A_ceremony_by_name_goes_by_an_index_too() => Goes(() => Ceremonies.Earned(new("scm", Week), CeremonyOrder.Name, null, 50, default), "IX_credentials_");

    [Fact]
    public Task Whether_a_name_may_be_published_is_looked_up_by_its_key() => Goes(() => Ceremonies.Earned(new("scm", Week), CeremonyOrder.Earned, null, 5, default), OneKey("name_consents"));

    [Fact]
    public Task A_ceremony_of_one_program_goes_by_an_index() => Goes(() => Ceremonies.Earned(new("scm", Week), CeremonyOrder.Earned, null, 50, default), "IX_credentials_");

    [Fact]
    public Task The_countries_of_a_ceremony_are_counted_in_an_index_alone() =>
        Goes(() => Ceremonies.Countries(new("scm", Week), default), "IX_credentials_program_id_earned_at", covering: true);

    [Fact]
    public Task A_ceremony_of_one_kind_is_counted_in_an_index_alone() =>
        Goes(() => Ceremonies.Countries(new(null, Week, Kind: "exam"), default), "IX_credentials_earned_at", covering: true);

    private async Task Goes(Func<Task> query, string index, bool covering = false)
    {
        var plan = await data.Plans.Of(query);

        var words = string.Join("\n", plan);
        Assert.True(plan.Any(step => step.Contains(index, StringComparison.Ordinal) && (!covering || step.Contains(Covering, StringComparison.Ordinal))), words);
        Assert.False(WholeTables(plan).Any(), words);
    }
}

public sealed class SqliteStaffPlans(StaffDatabase<SqliteFile> data) : StaffPlanSpec<SqliteFile>(data)
{
    protected override string Covering => "COVERING INDEX";

    protected override string Key(string table) => $"sqlite_autoindex_{table}_1 (id>? AND id<?)";

    protected override string OneKey(string table) => $"sqlite_autoindex_{table}_1 (id=?)";

    /// <summary>A scan of neither a co-routine of the same plan nor of the index that holds nothing but what waits.</summary>
    protected override IEnumerable<string> WholeTables(IReadOnlyList<string> plan) => plan.Where(step =>
        step.StartsWith("SCAN ", StringComparison.Ordinal) && !plan.Contains($"CO-ROUTINE {step.Split(' ')[1]}") && !step.EndsWith(" IX_attempts_sealed_at", StringComparison.Ordinal));
}

public sealed class PostgresStaffPlans(StaffDatabase<PostgresDatabase> data) : StaffPlanSpec<PostgresDatabase>(data)
{
    protected override string Covering => "Index Only Scan";

    protected override string Key(string table) => $"PK_{table}";

    /// <summary>Of a table this small the planner rather makes a hash.</summary>
    protected override string OneKey(string table) => table;

    /// <summary>Exams are few; and the learners of this small database fit in so few pages that reading them all is the cheaper way to a page's names.</summary>
    protected override IEnumerable<string> WholeTables(IReadOnlyList<string> plan) => plan.Where(step =>
        ((string[])["enrolments", "attempts", "credentials"]).Any(table => step.Contains($"Seq Scan on {table}", StringComparison.Ordinal)));
}
