using System.Data.Common;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>Which security stamp an account has now.</summary>
/// <remarks>Plain SQL: each page asks it again and again, and a whole class at the same moment.</remarks>
public sealed class AccountStamps
{
    private readonly DbDataSource _database;

    internal AccountStamps(DbDataSource database) => _database = database;

    /// <summary>Null when there is no such account.</summary>
    public async Task<string?> Of(string account, CancellationToken ct)
    {
        await using var select = _database.CreateCommand("""select "SecurityStamp" from "AspNetUsers" where "Id" = @id""");
        var id = select.CreateParameter();
        (id.ParameterName, id.Value) = ("id", account);
        select.Parameters.Add(id);
        return await select.ExecuteScalarAsync(ct) as string;
    }
}
