using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Storage.ReadModel;

/// <summary>The database was written by a newer version of the engine, which alone knows how to read it.</summary>
public sealed class NewerSchemaException(string message) : Exception(message);

/// <summary>
/// Brings the schema up to date before anything else uses the database, and refuses a database from the future. Processes that start
/// together take turns: EF Core's own lock on PostgreSQL ends with the first of several migrations.
/// </summary>
internal sealed partial class SchemaMigrator(IDbContextFactory<ExamEngineDb> contexts, IProcessLocks locks, ILogger<SchemaMigrator> logger)
{
    /// <summary>How long another process may be busy migrating the same database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="NewerSchemaException">The database has migrations this program does not know.</exception>
    /// <exception cref="TimeoutException">Another process holds the migration lock.</exception>
    public async Task Migrate(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        if (await Pending(db, ct) == 0) return;

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            await using var turn = await locks.Take("schema", patience.Token);
            await MigrateNow(db, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"The schema could not be migrated within {Patience.TotalMinutes:0} minutes. Another process may be migrating it. " +
                "On SQLite, one may have died while it did: check the schema, then empty the table __EFMigrationsLock.");
        }
    }

    /// <summary>How many migrations the database lacks.</summary>
    private static async Task<int> Pending(ExamEngineDb db, CancellationToken ct)
    {
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToList();
        var unknown = applied.Where(m => !known.Contains(m)).ToList();
        return unknown.Count == 0
            ? known.Count - applied.Count
            : throw new NewerSchemaException(
                $"The database has migrations this version of ExamEngine does not know ({string.Join(", ", unknown)}). " +
                "It was written by a newer version: start that version, or restore a backup from before the upgrade.");
    }

    private async Task MigrateNow(ExamEngineDb db, CancellationToken ct)
    {
        // Whoever had the turn before may have done it.
        var pending = await Pending(db, ct);
        if (pending == 0) return;

        LogMigrating(pending);
        var started = Stopwatch.GetTimestamp();
        await db.Database.MigrateAsync(ct);
        LogMigrated(pending, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }
}
