using System.Text;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>Registrations from before there were rosters are on them.</summary>
public abstract class RosterRowsSpec<TDatabase>(TDatabase database) : IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    [Fact]
    public async Task An_older_database_gets_its_enrolments_from_the_learners_streams()
    {
        await using (var storage = OpenStorage.NotStarted(database.Options))
        await using (var db = await storage.Db())
        {
            await db.GetService<IMigrator>().MigrateAsync("Initial");
            await db.Database.ExecuteSqlAsync($"insert into learners (id, legal_name, country) values ('ada', 'Zoë 李', 'MY')");
            await Registered(db, "learner/ada", 1, """{"exam":"one","opens":"2026-05-04T12:00:00+00:00","timeMultiplierPercent":100,"extraAttempts":0}""");
            await Registered(db, "learner/ada", 2, """{"exam":"two","timeMultiplierPercent":100,"extraAttempts":0}""");
            await Registered(db, "learner/ada", 3, """{"exam":"one","opens":"2026-05-04T12:00:00.123+00:00","closes":"2026-05-04T18:00:00.25+02:00","timeMultiplierPercent":150,"extraAttempts":2}""");
            await Registered(db, "learner/nameless", 1, """{"exam":"one","timeMultiplierPercent":100,"extraAttempts":0}""");
        }

        await using var opened = await OpenStorage.Open(database.Options);
        var enrolments = opened.Get<EnrolmentQueries>();

        Assert.Equal(
            [
                new EnrolmentRow("one/ada", "ada", "one", "Zoë 李", "MY", EnrolmentRow.Registered, null, Some.Noon.AddMilliseconds(123), Some.Noon.AddHours(4).AddMilliseconds(250), 150, 2),
                new EnrolmentRow("two/ada", "ada", "two", "Zoë 李", "MY", EnrolmentRow.Registered, null, null, null, 100, 0),
            ],
            await enrolments.OfLearner("ada", default));
        Assert.Equal([new EnrolmentRow("one/nameless", "nameless", "one", "", "", EnrolmentRow.Registered, null, null, null, 100, 0)], await enrolments.OfLearner("nameless", default));
    }

    private static async Task Registered(ExamEngineDb db, string stream, int version, string body)
    {
        var bytes = Encoding.UTF8.GetBytes(body);
        await (db.Database.IsNpgsql()
            ? db.Database.ExecuteSqlAsync($"insert into events (stream, version, type, body, at, actor) values ({stream}, {version}, 'learner.registered.v1', {bytes}, now(), 'system')")
            : db.Database.ExecuteSqlAsync($"insert into events (stream, version, type, body, at, actor) values ({stream}, {version}, 'learner.registered.v1', {bytes}, 0, 'system')"));
    }
}

public sealed class SqliteRosterRows(SqliteFile database) : RosterRowsSpec<SqliteFile>(database);

public sealed class PostgresRosterRows(PostgresDatabase database) : RosterRowsSpec<PostgresDatabase>(database);
