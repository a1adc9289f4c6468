using ExamEngine.Storage.ReadModel.Queries;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>Rosters, results and ceremonies: page after page, nobody is missing or there twice.</summary>
public abstract class StaffQuerySpec<TDatabase>(StaffDatabase<TDatabase> data) : IClassFixture<StaffDatabase<TDatabase>> where TDatabase : class, ITestDatabase, new()
{
    private static readonly Moments Some = new(StaffData.Moment(9), StaffData.Moment(3001));

    private EnrolmentQueries Enrolments => data.Storage.Get<EnrolmentQueries>();

    private AttemptQueries Attempts => data.Storage.Get<AttemptQueries>();

    private CeremonyQueries Ceremonies => data.Storage.Get<CeremonyQueries>();

    [Theory]
    [InlineData(RosterOrder.Name)]
    [InlineData(RosterOrder.Learner)]
    public async Task A_roster_has_every_learner_of_the_program_once_with_all_their_exams(RosterOrder order)
    {
        var there = await Pages(after => Enrolments.Roster(["one", "two"], order, after, 37, default), line => line.LearnerId);

        var expected = Learners(n => StaffData.Sits(n, "one") || StaffData.Sits(n, "two"))
            .OrderBy(n => order == RosterOrder.Name ? StaffData.Name(n) : "", StringComparer.Ordinal).ThenBy(StaffData.Learner, StringComparer.Ordinal)
            .Select(n => (StaffData.Learner(n), StaffData.Name(n), StaffData.Country(n), string.Join(",", ((string[])["one", "two"]).Where(exam => StaffData.Sits(n, exam)))));
        Assert.Equal(expected, there.Select(line => (line.LearnerId, line.LegalName, line.Country, string.Join(",", line.Exams))));
    }

    [Fact]
    public async Task Results_of_an_exam_come_in_the_order_they_were_sealed_in()
    {
        var there = await Pages(async after => Assert.IsType<IReadOnlyList<ResultLine>>(await Attempts.OfExam("one", Some, after, 41, default), exactMatch: false), line => line.Attempt.Id);

        Assert.Equal(
            Learners(n => n % 4 < 2 && Within(n)).Select(n => ($"a{n:0000}", StaffData.Learner(n), (string?)StaffData.Name(n))),
            there.Select(line => (line.Attempt.Id, line.Attempt.LearnerId, line.LegalName)));
        Assert.Null(await Attempts.OfExam("one", Some, "nobody's", 10, default));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("scm", null)]
    [InlineData("scm", "MY")]
    [InlineData(null, "BR")]
    public async Task A_ceremony_lists_who_earned_a_credential_that_stands(string? program, string? country)
    {
        var there = await Pages(
            async after => Assert.IsType<IReadOnlyList<Celebrated>>(await Ceremonies.Earned(new(program, Some, country), CeremonyOrder.Earned, after, 43, default), exactMatch: false),
            credential => credential.Id);

        Assert.Equal(Earned(program).Where(n => country is null || StaffData.Country(n % 1000) == country).Select(n => $"c{n:0000}"), there.Select(credential => credential.Id));
        Assert.Null(await Ceremonies.Earned(new(program, Some, country), CeremonyOrder.Earned, "nobody's", 10, default));
        Assert.Null(await Ceremonies.Earned(new(program, Some, country), CeremonyOrder.Name, "nobody's", 10, default));
    }

    /// <summary>Consent is the learner's, a program at a time; whoever withdrew it, or never gave it, is there without a name and after everybody who has one.</summary>
    [Fact]
    public async Task A_ceremony_by_name_names_those_who_agreed_and_then_has_the_others()
    {
        var filter = new EarnedFilter(null, Some, "MY");

        var there = await Pages(
            async after => Assert.IsType<IReadOnlyList<Celebrated>>(await Ceremonies.Earned(filter, CeremonyOrder.Name, after, 43, default), exactMatch: false), one => one.Id);

        var all = Earned(null).Where(n => StaffData.Country(n % 1000) == "MY").Select(n => (Id: $"c{n:0000}", Name: n % 4 < 2 && StaffData.IsNamed(n) ? StaffData.Name(n % 1000) : null));
        Assert.Equal(all.OrderBy(one => one.Name is null).ThenBy(one => one.Name, StringComparer.Ordinal).ThenBy(one => one.Id, StringComparer.Ordinal), there.Select(one => (one.Id, one.Name)));
        Assert.Contains(there, one => one.Name is null && one.ProgramId == "scm");
    }

    [Fact]
    public async Task A_ceremony_may_be_of_one_kind_of_credential()
    {
        Assert.Equal(50, (await Ceremonies.Earned(new(null, Some, Kind: "exam"), CeremonyOrder.Earned, null, 50, default))?.Count);
        Assert.Empty(await Ceremonies.Earned(new(null, Some, Kind: "program"), CeremonyOrder.Name, null, 50, default) ?? throw new InvalidOperationException());
        Assert.Equal(0, (await Ceremonies.Figures(new(null, Some, Kind: "program"), default)).Learners);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("scm")]
    public async Task A_ceremony_counts_each_learner_once_and_each_credential(string? program)
    {
        var there = await Ceremonies.Countries(new(program, Some), default);

        var expected = Earned(program).GroupBy(n => StaffData.Country(n % 1000))
            .Select(of => new CountryCount(of.Key, of.Select(n => n % 1000).Distinct().Count(), of.Count())).OrderBy(of => of.Country);
        Assert.Equal(expected, there);
        Assert.Equal(there.Sum(of => of.Credentials), (await Ceremonies.Earned(new(program, Some), CeremonyOrder.Earned, null, 10_000, default))?.Count);
    }

    [Fact]
    public async Task The_figures_of_a_ceremony_are_by_program_and_by_country_and_by_both()
    {
        var there = await Ceremonies.Figures(new(null, Some), default);

        var all = Earned(null).Select(n => (Learner: n % 1000, Program: n % 4 < 2 ? "scm" : "other", Country: StaffData.Country(n % 1000), Named: n % 4 < 2 && StaffData.IsNamed(n))).ToList();
        Assert.Equal((all.DistinctBy(one => one.Learner).Count(), all.Count, all.Count(one => one.Named)), (there.Learners, there.Credentials, there.Named));
        Assert.Equal(
            all.GroupBy(one => one.Program).OrderBy(of => of.Key).Select(of => new ProgramCount(
                of.Key, of.DistinctBy(one => one.Learner).Count(), of.Count(), of.DistinctBy(one => one.Country).Count())),
            there.Programs);
        Assert.Equal(await Ceremonies.Countries(new(null, Some), default), there.Countries);
        Assert.Equal(
            all.GroupBy(one => (one.Program, one.Country)).OrderBy(of => of.Key).Select(of => new ProgramCountryCount(
                of.Key.Program, of.Key.Country, of.DistinctBy(one => one.Learner).Count(), of.Count())),
            there.ProgramCountries);
    }

    [Fact]
    public async Task A_time_may_be_open_on_both_sides_and_in_any_zone()
    {
        var zoned = new Moments(StaffData.Moment(10).ToOffset(TimeSpan.FromHours(5.5)), null);

        Assert.Equal("a0012", (await Attempts.OfExam("one", zoned, null, 1, default))?.Single().Attempt.Id);
        Assert.Equal("a0000", (await Attempts.OfExam("one", Moments.Ever, null, 1, default))?.Single().Attempt.Id);
        Assert.Equal("c0010", (await Ceremonies.Earned(new(null, zoned), CeremonyOrder.Earned, null, 1, default))?.Single().Id);
    }

    private static IEnumerable<int> Earned(string? program) => Learners(n => n != 12 && Within(n) && (program is null || n % 4 < 2));

    private static IEnumerable<int> Learners(Func<int, bool> are) => Enumerable.Range(0, StaffData.Learners).Where(are);

    private static bool Within(int n) => StaffData.Moment(n) >= Some.From && StaffData.Moment(n) < Some.To;

    private static async Task<List<T>> Pages<T>(Func<string?, Task<IReadOnlyList<T>>> page, Func<T, string> id)
    {
        var all = new List<T>();
        while (await page(all.Count == 0 ? null : id(all[^1])) is { Count: > 0 } next)
            all.AddRange(next);
        return all;
    }
}

public sealed class SqliteStaffQueries(StaffDatabase<SqliteFile> data) : StaffQuerySpec<SqliteFile>(data);

public sealed class PostgresStaffQueries(StaffDatabase<PostgresDatabase> data) : StaffQuerySpec<PostgresDatabase>(data);
