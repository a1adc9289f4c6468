using System.Data.Common;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace ExamEngine.Storage.ReadModel;

/// <summary>The database was written by a newer version of the engine, which alone knows how to read it.</summary>
public sealed class NewerSchemaException(string message) : Exception(message);

/// <summary>Brings the schema up to date before anything else uses the database, and refuses a database from the future.</summary>
internal sealed partial class SchemaMigrator(IDbContextFactory<ExamEngineDb> contexts, ILogger<SchemaMigrator> logger)
{
    /// <summary>How long another process may be busy migrating the same database.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <exception cref="NewerSchemaException">The database has migrations this program does not know.</exception>
    /// <exception cref="TimeoutException">Another process holds the migration lock, or died holding it.</exception>
    public async Task Migrate(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var known = db.Database.GetMigrations().ToHashSet(StringComparer.Ordinal);
        var applied = (await db.Database.GetAppliedMigrationsAsync(ct)).ToList();
        var unknown = applied.Where(m => !known.Contains(m)).ToList();
        if (unknown.Count > 0)
            throw new NewerSchemaException(
                $"The database has migrations this version of ExamEngine does not know ({string.Join(", ", unknown)}). " +
                "It was written by a newer version: start that version, or restore a backup from before the upgrade.");

        var pending = known.Count - applied.Count;
        if (pending == 0) return;

        LogMigrating(pending);
        var started = Stopwatch.GetTimestamp();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(Patience);
        try
        {
            for (var left = pending; left > 0;)
                left = await Apply(left, patience.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            throw new TimeoutException(
                $"The schema could not be migrated within {Patience.TotalMinutes:0} minutes. Another process may be migrating it. " +
                "If none is, one died while it did: check the schema, then empty the table __EFMigrationsLock.");
        }

        LogMigrated(pending, Stopwatch.GetElapsedTime(started).TotalMilliseconds);
    }

    /// <summary>Applies what is pending; answers with how much still is.</summary>
    /// <remarks>
    /// On PostgreSQL the lock ends with each migration's transaction, so a process that starts at the same time may apply the next one first, and
    /// this one meets what is there already. Nothing is half done then: whoever finds that somebody got further goes on from there.
    /// </remarks>
    private async Task<int> Apply(int pending, CancellationToken ct)
    {
        try
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            await db.Database.MigrateAsync(ct);
            return 0;
        }
        catch (DbException)
        {
            await using var db = await contexts.CreateDbContextAsync(ct);
            var left = (await db.Database.GetPendingMigrationsAsync(ct)).Count();
            if (left >= pending) throw;
            return left;
        }
    }
}
