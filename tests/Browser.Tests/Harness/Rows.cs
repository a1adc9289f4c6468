using ExamEngine.Storage.ReadModel;
using Microsoft.EntityFrameworkCore;

namespace Browser.Tests.Harness;

/// <summary>The rows that staff see, read beside the server and without its knowledge: looking at them moves nothing.</summary>
internal static class Rows
{
    public static Task<SessionRow?> Session(EngineProcess engine, Guid session) =>
        Read(engine, db => db.Sessions.SingleOrDefaultAsync(row => row.Id == session.ToString()));

    public static Task<AttemptRow?> Attempt(EngineProcess engine, Guid session) =>
        Read(engine, db => db.Attempts.SingleOrDefaultAsync(row => row.Id == session.ToString()));

    private static async Task<T> Read<T>(EngineProcess engine, Func<ExamEngineDb, Task<T>> read)
    {
        var file = Path.Combine(engine.Data, "examengine.db");
        var options = new DbContextOptionsBuilder<SqliteDb>().UseSqlite($"Data Source={file};Mode=ReadOnly;Pooling=False").Options;
        await using var db = new SqliteDb(options);
        return await read(db);
    }
}
