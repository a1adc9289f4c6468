using Npgsql;

namespace ExamEngine.Storage.Postgres;

/// <summary>The connection pool of this process. What the given connection string says wins over these settings.</summary>
internal static class PostgresDatabase
{
    /// <summary>
    /// Sessions are not reset between uses, since nothing here leaves state in one; repeated statements are prepared by themselves;
    /// a batch leaves in few writes; a lost server is noticed in seconds.
    /// </summary>
    private const string Defaults =
        "Application Name=ExamEngine;Maximum Pool Size=20;No Reset On Close=true;Max Auto Prepare=40;Auto Prepare Min Usages=2;Write Buffer Size=65536;Timeout=5;Command Timeout=10";

    public static NpgsqlDataSource Open(string connectionString) => new NpgsqlDataSourceBuilder($"{Defaults};{connectionString}").Build();
}
