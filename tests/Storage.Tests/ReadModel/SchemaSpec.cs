using ExamEngine.Storage.Journal;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>The schema from its first migration to its newest.</summary>
public abstract class SchemaSpec(string provider, Func<ITestDatabase> newDatabase)
{
    private static readonly DateTimeOffset Seated = Some.Noon.AddMicroseconds(1), Started = Some.Noon.AddMinutes(30), Deadline = Some.Noon.AddHours(2);

    private string FixtureFolder => Path.Combine(AppContext.BaseDirectory, "Fixtures", provider);

    [Fact]
    public async Task A_new_database_gets_the_whole_schema_and_a_second_start_changes_nothing()
    {
        await using var database = await NewDatabase();
        await using (await OpenStorage.Open(database.Options)) { }

        await using var storage = await OpenStorage.Open(database.Options);
        await using var db = await storage.Db();

        Assert.Equal(db.Database.GetMigrations(), await db.Database.GetAppliedMigrationsAsync());
    }

    [Fact]
    public async Task Processes_that_start_together_on_a_new_database_all_come_up()
    {
        await using var database = await NewDatabase();

        var storages = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => OpenStorage.Open(database.Options))));

        foreach (var storage in storages)
        {
            Assert.IsType<AppendResult.Committed>(await storage.Journal.Append(Some.Append(Some.Stream(), 0)));
            await storage.DisposeAsync();
        }
    }

    [Fact]
    public async Task Every_change_to_the_model_has_its_migration()
    {
        await using var database = await NewDatabase();
        await using var storage = OpenStorage.NotStarted(database.Options);
        await using var db = await storage.Db();

        Assert.False(
            db.Database.HasPendingModelChanges(),
            "The model has changed. In src/ExamEngine.Storage: dotnet ef migrations add {Name} --context SqliteDb --output-dir ReadModel/Migrations/Sqlite, " +
            "the same for PostgresDb and Postgres, then a fixture for each.");
    }

    [Fact]
    public async Task A_database_from_a_newer_version_is_refused()
    {
        await using var database = await NewDatabase();
        await using (var storage = await OpenStorage.Open(database.Options))
        await using (var db = await storage.Db())
            await db.Database.ExecuteSqlAsync($"""insert into "__EFMigrationsHistory" ("MigrationId", "ProductVersion") values ('29990101000000_Later', '99.0')""");

        var refusal = await Assert.ThrowsAsync<NewerSchemaException>(() => OpenStorage.Open(database.Options));

        Assert.Contains("29990101000000_Later", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_of_every_older_version_opens_and_reads()
    {
        foreach (var fixture in Directory.GetFiles(FixtureFolder, "*.sql"))
        {
            await using var database = await NewDatabase();
            await using (var loader = OpenStorage.NotStarted(database.Options))
            await using (var db = await loader.Db())
            {
                await db.Database.OpenConnectionAsync();
                await using var load = db.Database.GetDbConnection().CreateCommand();
                load.CommandText = await File.ReadAllTextAsync(fixture);
                await load.ExecuteNonQueryAsync();
            }

            await using var storage = await OpenStorage.Open(database.Options);
            await ReadsWhatTheFixtureHolds(storage);
            if ((await File.ReadAllTextAsync(fixture)).Contains("INSERT INTO windows", StringComparison.Ordinal))
                await ReadsTheWindowOfTheFixture(storage);
            if ((await File.ReadAllTextAsync(fixture)).Contains("INSERT INTO reviews", StringComparison.Ordinal))
                await ReadsTheReviewOfTheFixture(storage);
            if ((await File.ReadAllTextAsync(fixture)).Contains("INSERT INTO room_scopes", StringComparison.Ordinal))
                await ReadsTheRoomsOfTheFixture(storage);
            if ((await File.ReadAllTextAsync(fixture)).Contains("INSERT INTO registrations", StringComparison.Ordinal))
                await ReadsTheRegistrationOfTheFixture(storage);
            if ((await File.ReadAllTextAsync(fixture)).Contains("INSERT INTO shares", StringComparison.Ordinal))
                await ReadsTheSchoolOfTheFixture(storage);
            if ((await File.ReadAllTextAsync(fixture)).Contains("INSERT INTO name_consents", StringComparison.Ordinal))
                await ReadsTheConsentOfTheFixture(storage);
        }
    }

    [Fact]
    public async Task A_credential_of_before_was_earned_when_its_event_says()
    {
        await using var database = await NewDatabase();
        await using (var loader = OpenStorage.NotStarted(database.Options))
        await using (var db = await loader.Db())
        {
            await db.Database.OpenConnectionAsync();
            await using var load = db.Database.GetDbConnection().CreateCommand();
            load.CommandText = await File.ReadAllTextAsync(Directory.GetFiles(FixtureFolder, "*_Rosters.sql").Single());
            await load.ExecuteNonQueryAsync();
            var body = Convert.ToHexString("""{"earnedAt":"2019-05-01T10:30:00.25+02:00"}"""u8);
            var (bytes, at) = provider == "Sqlite" ? ($"X'{body}'", "1777896000000001") : ($"'\\x{body}'", "'2026-05-04 12:00:00.000001+00'");
            load.CommandText = $"insert into events (stream, version, type, body, at, actor) values ('credential/c1', 1, 'credential.issued.v1', {bytes}, {at}, 'system')";
            await load.ExecuteNonQueryAsync();
        }

        await using var storage = await OpenStorage.Open(database.Options);

        var credential = await storage.Get<CredentialQueries>().Find("c1", default);
        Assert.Equal((Started, new DateTimeOffset(2019, 5, 1, 8, 30, 0, 250, TimeSpan.Zero)), (credential!.IssuedAt, credential.EarnedAt));
    }

    [Fact]
    public async Task Every_migration_has_a_database_of_its_time_to_open()
    {
        await using var database = await NewDatabase();
        await using var storage = OpenStorage.NotStarted(database.Options);
        await using var db = await storage.Db();

        var fixtures = Directory.GetFiles(FixtureFolder, "*.sql").Select(Path.GetFileNameWithoutExtension).ToHashSet();
        Assert.All(db.Database.GetMigrations(), migration => Assert.True(
            fixtures.Contains(migration),
            $"{migration} has no fixture. Make tests/Storage.Tests/Fixtures/{provider}/{migration}.sql of `dotnet ef migrations script 0 {migration}` " +
            "followed by the rows of the newest fixture and some for what is new. Fixtures are never changed later: they are what users have on disk."));
    }

    [Fact]
    public async Task The_stores_and_the_model_describe_the_same_tables()
    {
        await using var database = await NewDatabase();
        await using var storage = OpenStorage.NotStarted(database.Options);
        await using var db = await storage.Db();

        var rows = typeof(ProjectionRow).Assembly.GetTypes().Where(t => t.IsSubclassOf(typeof(ProjectionRow)));
        Assert.Equal(rows.OrderBy(t => t.Name), ProjectionTable.All.Select(t => t.RowType).OrderBy(t => t.Name));
        foreach (var table in ProjectionTable.All)
        {
            var entity = db.Model.FindEntityType(table.RowType);
            Assert.NotNull(entity);
            Assert.Equal(table.Name, entity.GetTableName());
            Assert.Equal([table.Key.Property.Name], entity.FindPrimaryKey()!.Properties.Select(p => p.Name));
            Assert.Equal(
                table.Columns.Select(c => (c.Name, c.Nullable)).Order(),
                entity.GetProperties().Select(p => (p.GetColumnName(), p.IsNullable)).Order());
        }
    }

    private async Task<ITestDatabase> NewDatabase()
    {
        var database = newDatabase();
        await database.InitializeAsync();
        return database;
    }

    private static async Task ReadsTheWindowOfTheFixture(OpenStorage storage)
    {
        var window = await storage.Get<WindowQueries>().Find("may", default);
        Assert.Equal(new(new("may", "sc0x", "May", "planned", Deadline, Deadline.AddHours(2), 100, 1), "Analytics"), window);
        Assert.Equal(new(1, 0, 0, 0, 1, 0, 1, 0), await storage.Get<WindowQueries>().Figures("may", default));
        Assert.Equal(
            [new("learner/1", "Zoë 李", 150, "graded", "may-1", Started, Started, 7.5m, 10m, true)], await storage.Get<SeatQueries>().Page("may", null, 10, default));
    }

    private static async Task ReadsTheReviewOfTheFixture(OpenStorage storage)
    {
        Assert.Equal(
            new("may-1", "sc0x", "learner/1", "w~may~1", "asked", 0.625m, true, 2, 2, Started, Deadline, false, null, null), await storage.Get<ReviewQueries>().Find("may-1", default));
        Assert.Equal([new("no-face", "Nobody was before the camera", 1, 1, 2, 1)], await storage.Get<ReviewQueries>().Rules("sc0x", default));
    }

    private static async Task ReadsTheRoomsOfTheFixture(OpenStorage storage)
    {
        var watched = Assert.Single(await storage.Get<RoomQueries>().Of("u1", default));
        Assert.Equal((new RoomScopeRow("w~may", "May", 2, 1, Started), true), (watched.Scope, watched.IsLead));
        Assert.Equal([2], watched.Rooms);
        Assert.Equal(["w~may"], (await storage.Get<RoomQueries>().All(10, default)).Select(scope => scope.Id));
    }

    private static async Task ReadsTheRegistrationOfTheFixture(OpenStorage storage)
    {
        Assert.Equal(new("may", "sc0x", "open", Seated, Started, Started, 90, 2880, 1440, 0, 2), await storage.Get<PlaceQueries>().Registration("may", default));
        Assert.Equal(
            [new(new("may/learner/1", "may", "learner/1", "sc0x", 3, "offered", Seated, Deadline), "Zoë 李")], await storage.Get<PlaceQueries>().Waiting("may", 0, 10, default));
        Assert.Equal([new("SPRING-2026", "sc0x", 20, 7, Deadline, Seated)], await storage.Get<EntitlementQueries>().Vouchers("sc0x", null, 10, default));
        Assert.Equal([new(new("learner/1/r1", "learner/1", "More time.", "pending", Started, null), "Zoë 李")], await storage.Get<EntitlementQueries>().Pending(10, default));
    }

    private static async Task ReadsTheSchoolOfTheFixture(OpenStorage storage)
    {
        Assert.Equal([new(new("delft", "Delft", Seated), 1, 1, 1)], await storage.Get<SchoolQueries>().Schools(default));
        Assert.Equal([new("delft/scm", "delft", "scm", 2, Started)], await storage.Get<SchoolQueries>().Counting(["scm"], default));
        Assert.Equal(
            [
                new("0198f0c2-a1b2-8c3d-8e4f-5a6b7c8d9e0f", "delft", "scm", "learner/1", "shared", "Zoë 李", "zoë 李\nd-17", Started, null, true, 15.5m, "D-17"),
                new("0198f0c2-a1b2-8c3d-8e4f-5a6b7c8d9e10", "delft", "fin", "learner/1", "withdrawn", "Zoë 李", "zoë 李\n", Seated, Deadline, false, null, null),
            ],
            await storage.Get<SchoolQueries>().OfLearner("learner/1", default));
        Assert.Single((await storage.Get<SchoolQueries>().Shared("delft", new("scm", true, "ZOË"), null, 10, default))!);
    }

    private static async Task ReadsTheConsentOfTheFixture(OpenStorage storage) =>
        Assert.Equal(
            [new("c1", "learner/1", "Zoë 李", "MY", "scm", "exam", "Certificate", Started, Started)],
            await storage.Get<CeremonyQueries>().Earned(new("scm", Moments.Ever), CeremonyOrder.Name, null, 10, default));

    private static async Task ReadsWhatTheFixtureHolds(OpenStorage storage)
    {
        var events = await storage.Journal.All("session/old");
        Assert.Equal(["""{"examId":"sc0x"}""", """{"value":"日本語"}"""], events.Select(e => e.Json()));
        Assert.Equal([Seated, Started], events.Select(e => e.At));
        Assert.Equal(new AppendResult.Committed(3), await storage.Journal.Append(Some.Append("session/old", 2)));
        Assert.Equal([new("deadline/old", Deadline, "session/old", "deadline", 1)], await storage.Agenda.Claim(Deadline, 10, TimeSpan.FromMinutes(1), default));

        Assert.Equal(new("old", "learner/1", "sc0x", 2, "running", Seated, Started, Deadline, null, null), await storage.Get<SessionQueries>().Find("old", default));
        Assert.Equal(new("older", "learner/1", "sc0x", 1, "released", 12.125m, 20m, true, Seated, Started, 0), await storage.Get<AttemptQueries>().Find("older", default));
        Assert.Equal(new("c1", "learner/1", "older", "sc0x", "exam", "Certificate", "Zoë 李", Started, null, "{}", "scm", "MY", Started), await storage.Get<CredentialQueries>().Find("c1", default));
        Assert.Equal([new("scm", "Supply Chain Management", "{}")], await storage.Get<CatalogQueries>().Programs(default));
        Assert.Equal([new("sc0x", "Analytics", "scm", "sc0x", 2, false, Seated)], await storage.Get<CatalogQueries>().Exams(default));

        await using var db = await storage.Db();
        Assert.Equal([new("learner/1", "Zoë 李", "MY")], await db.Learners.ToListAsync());
        var account = Assert.Single(await db.Users.ToListAsync());
        Assert.Equal(("learner/1", "Zoë", (DateTimeOffset?)Deadline), (account.LearnerId, account.DisplayName, account.LockoutEnd));
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<Account>().VerifyHashedPassword(account, account.PasswordHash!, "Correct-Horse-9"));
    }
}

public sealed class SqliteSchema() : SchemaSpec("Sqlite", () => new SqliteFile());

public sealed class PostgresSchema() : SchemaSpec("Postgres", () => new PostgresDatabase());
