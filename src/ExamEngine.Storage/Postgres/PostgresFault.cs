using System.Net.Sockets;
using ExamEngine.Storage.Journal;
using Npgsql;

namespace ExamEngine.Storage.Postgres;

/// <summary>Tells what PostgreSQL's error codes mean for the journal: bad data, or a store that cannot serve now.</summary>
internal static class PostgresFault
{
    /// <summary>
    /// The values are at fault, not the database: data exceptions (22), constraints (23) and limits (54). Deadlocks and serialization
    /// failures (40) count with them because the cure is the same: nothing was stored, and the appends go one by one.
    /// </summary>
    public static bool IsBadData(this NpgsqlException e) => e is PostgresException { SqlState: ['2', '2' or '3', ..] or ['4', '0', ..] or ['5', '4', ..] };

    public static JournalUnavailableException ToUnavailable(this NpgsqlException e) => new(
        e switch
        {
            PostgresException { SqlState: PostgresErrorCodes.DiskFull } => "The database server's disk is full.",
            PostgresException { SqlState: PostgresErrorCodes.TooManyConnections } => "The database server has no connection left.",
            PostgresException { SqlState: PostgresErrorCodes.ReadOnlySqlTransaction } => "The database is read-only.",
            PostgresException p => $"PostgreSQL cannot serve now (code {p.SqlState}).",
            { InnerException: TimeoutException } => "The database server does not answer in time.",
            { InnerException: SocketException } => "The database server cannot be reached.",
            _ => "The connection to the database server was lost.",
        },
        e);
}
