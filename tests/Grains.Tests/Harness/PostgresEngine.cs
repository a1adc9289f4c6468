using ExamEngine.Storage;
using Npgsql;

namespace Grains.Tests.Harness;

/// <summary>An engine over a database of its own on the server that <c>EXAMENGINE_POSTGRES</c> names, dropped afterwards.</summary>
internal sealed class PostgresEngine(string server, int silos = 1) : Engine(silos)
{
    private readonly string _name = $"examengine_{Guid.NewGuid():N}";

    /// <summary>The server, or null when there is none to test on.</summary>
    public static string? Server => Environment.GetEnvironmentVariable("EXAMENGINE_POSTGRES") is { Length: > 0 } server ? server : null;

    protected override StorageOptions Storage => new StorageOptions.Postgres($"{server};Database={_name}");

    public override async ValueTask InitializeAsync()
    {
        await OnServer($"create database {_name}");
        await base.InitializeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await OnServer($"drop database if exists {_name} with (force)");
    }

    private async Task OnServer(string sql)
    {
        await using var connection = new NpgsqlConnection($"{server};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
