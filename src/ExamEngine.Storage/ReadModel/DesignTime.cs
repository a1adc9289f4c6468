using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.Extensions.DependencyInjection;

namespace ExamEngine.Storage.ReadModel;

/// <summary>
/// Makes contexts for <c>dotnet ef migrations add {Name} --context SqliteDb --output-dir ReadModel/Migrations/Sqlite</c> (and <c>PostgresDb</c>, <c>…/Postgres</c>).
/// Identity takes its schema version from the application's services; without them the passkey table would silently be missing.
/// </summary>
internal static class DesignTime
{
    public static readonly Version IdentitySchema = IdentitySchemaVersions.Version3;

    public static IServiceProvider Services { get; } = new ServiceCollection().AddIdentitySchema().BuildServiceProvider();

    public static IServiceCollection AddIdentitySchema(this IServiceCollection services) =>
        services.Configure<IdentityOptions>(o => o.Stores.SchemaVersion = IdentitySchema);

    private sealed class SqliteFactory : IDesignTimeDbContextFactory<SqliteDb>
    {
        public SqliteDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<SqliteDb>().UseSqlite("Data Source=:memory:").UseApplicationServiceProvider(Services).Options);
    }

    private sealed class PostgresFactory : IDesignTimeDbContextFactory<PostgresDb>
    {
        public PostgresDb CreateDbContext(string[] args) =>
            new(new DbContextOptionsBuilder<PostgresDb>().UseNpgsql("Host=localhost").UseApplicationServiceProvider(Services).Options);
    }
}
