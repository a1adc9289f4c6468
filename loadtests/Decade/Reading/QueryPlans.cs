using System.Data.Common;
using ExamEngine.Storage.ReadModel;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace ExamEngine.Decade.Reading;

/// <summary>
/// Asks the database, for every query it is sent while <see cref="Of"/> runs, how it goes about it. The statements are those of the product
/// with their values, so a plan is never that of a copy which has fallen behind.
/// </summary>
internal sealed class QueryPlans : DbCommandInterceptor
{
    private volatile List<string>? _lines;

    /// <summary>Has every context of the read model report to this.</summary>
    public void Watch(IServiceCollection services)
    {
        services.ConfigureDbContext<SqliteDb>(options => options.AddInterceptors(this));
        services.ConfigureDbContext<PostgresDb>(options => options.AddInterceptors(this));
    }

    /// <summary>The plan, a line a step, of each statement that <paramref name="query"/> sends.</summary>
    public async Task<IReadOnlyList<string>> Of(Func<Task> query)
    {
        var lines = _lines = [];
        try
        {
            await query();
            return lines;
        }
        finally
        {
            _lines = null;
        }
    }

    public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
    {
        if (_lines is { } lines)
            await Explain(command, lines, cancellationToken);
        return result;
    }

    private static async Task Explain(DbCommand command, List<string> lines, CancellationToken ct)
    {
        var connection = command.Connection ?? throw new InvalidOperationException("A command runs on a connection.");
        await using var explain = connection.CreateCommand();
        var sqlite = connection is SqliteConnection;
        explain.CommandText = (sqlite ? "explain query plan " : "explain (costs off) ") + command.CommandText;
        foreach (DbParameter parameter in command.Parameters)
            explain.Parameters.Add(parameter is ICloneable cloneable ? cloneable.Clone() : new SqliteParameter(parameter.ParameterName, parameter.Value));
        await using var reader = await explain.ExecuteReaderAsync(ct);
        while (await reader.ReadAsync(ct))
            lines.Add(reader.GetString(sqlite ? 3 : 0));
    }
}
