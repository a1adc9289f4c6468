using ExamEngine.Storage.Journal;
using ExamEngine.Storage.Postgres;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace ExamEngine.Storage;

public static class StorageRegistration
{
    /// <summary>
    /// Registers <see cref="IJournal"/>, <see cref="IAgenda"/>, <see cref="AgendaInbox"/>, <see cref="IJournalHealth"/>, <see cref="IJournalQueue"/>,
    /// <see cref="IProcessLocks"/>, <see cref="ExamEngineDb"/> (scoped, and by <see cref="IDbContextFactory{TContext}"/>),
    /// <see cref="ISignInTickets"/> and the queries. The host migrates the schema and opens the journal before its other services start.
    /// </summary>
    public static IServiceCollection AddExamEngineStorage(this IServiceCollection services, StorageOptions options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<JournalInstruments>();
        services.AddSingleton(options.Commit ?? new CommitPolicy());
        services.AddSingleton<AgendaInbox>();
        services.AddSingleton<JournalHealth>();
        services.AddSingleton<JournalWriter>();
        services.AddSingleton<IJournal>(sp => sp.GetRequiredService<JournalWriter>());
        services.AddSingleton<IJournalQueue>(sp => sp.GetRequiredService<JournalWriter>());
        services.AddSingleton<IJournalHealth>(sp => sp.GetRequiredService<JournalHealth>());
        services.AddHostedService<StorageLifetime>();

        switch (options)
        {
            case StorageOptions.Sqlite sqlite:
                return services.AddSqlite(sqlite);
            case StorageOptions.Postgres postgres:
                return services.AddPostgres(postgres);
            case StorageOptions.InMemory memory:
                return services.AddSingleton<IJournalStore>(memory.Store).AddSingleton<IAgenda>(memory.Store).AddSingleton<IProcessLocks, SoleProcess>();
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.GetType().Name, "There is no such storage.");
        }
    }

    /// <summary>
    /// For a process of a cluster that writes no events: registers <see cref="ExamEngineDb"/>, the queries and <see cref="IProcessLocks"/>. The
    /// host migrates the schema before its other services start.
    /// </summary>
    public static IServiceCollection AddExamEngineReadModel(this IServiceCollection services, StorageOptions.Postgres options)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddHostedService<SchemaLifetime>();
        return services.AddPostgresReadModel(options);
    }

    private static IServiceCollection AddSqlite(this IServiceCollection services, StorageOptions.Sqlite options)
    {
        var database = new SqliteDatabase(options.File);
        Directory.CreateDirectory(Path.GetDirectoryName(database.File) ?? ".");
        services.AddSingleton(database);
        services.AddSingleton<SqliteWriterThread>();
        services.AddSingleton<SqliteReaders>();
        services.AddSingleton<IJournalStore, SqliteStore>();
        services.AddSingleton<IAgenda, SqliteAgenda>();
        services.AddSingleton<ISignInTickets, SqliteTickets>();
        services.AddSingleton(new AccountStamps(SqliteFactory.Instance.CreateDataSource(database.PooledConnectionString)));
        services.AddSingleton<IProcessLocks, SoleProcess>();
        return services.AddReadModel<SqliteDb>((_, o) => o.UseSqlite(database.PooledConnectionString));
    }

    private static IServiceCollection AddPostgres(this IServiceCollection services, StorageOptions.Postgres options)
    {
        services.AddSingleton<IJournalStore, PostgresStore>();
        services.AddSingleton<IAgenda, PostgresAgenda>();
        return services.AddPostgresReadModel(options);
    }

    private static IServiceCollection AddPostgresReadModel(this IServiceCollection services, StorageOptions.Postgres options)
    {
        services.AddSingleton(_ => PostgresDatabase.Open(options.ConnectionString));
        services.AddSingleton<IProcessLocks>(new PostgresLocks(options));
        services.AddSingleton<ISignInTickets, PostgresTickets>();
        services.AddSingleton(sp => new AccountStamps(sp.GetRequiredService<NpgsqlDataSource>()));
        return services.AddReadModel<PostgresDb>((sp, o) => o.UseNpgsql(sp.GetRequiredService<NpgsqlDataSource>()));
    }

    private static IServiceCollection AddReadModel<TDb>(this IServiceCollection services, Action<IServiceProvider, DbContextOptionsBuilder> configure)
        where TDb : ExamEngineDb
    {
        services.AddIdentitySchema();
        services.AddDbContextFactory<TDb>(configure);
        services.AddScoped<ExamEngineDb>(sp => sp.GetRequiredService<TDb>());
        services.AddSingleton<IDbContextFactory<ExamEngineDb>, ExamEngineDbFactory<TDb>>();
        services.AddSingleton<SchemaMigrator>();
        services.AddSingleton<CatalogQueries>();
        services.AddSingleton<WindowQueries>();
        services.AddSingleton<SeatQueries>();
        services.AddSingleton<RoomQueries>();
        services.AddSingleton<LearnerQueries>();
        services.AddSingleton<EnrolmentQueries>();
        services.AddSingleton<SessionQueries>();
        services.AddSingleton<AttemptQueries>();
        services.AddSingleton<CredentialQueries>();
        services.AddSingleton<CeremonyQueries>();
        services.AddSingleton<ReviewQueries>();
        services.AddSingleton<PlaceQueries>();
        services.AddSingleton<EntitlementQueries>();
        services.AddSingleton<SchoolQueries>();
        services.AddSingleton<AccountNames>();
        return services;
    }

    private sealed class ExamEngineDbFactory<TDb>(IDbContextFactory<TDb> factory) : IDbContextFactory<ExamEngineDb> where TDb : ExamEngineDb
    {
        public ExamEngineDb CreateDbContext() => factory.CreateDbContext();
    }
}
