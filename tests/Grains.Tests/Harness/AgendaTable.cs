using Microsoft.Data.Sqlite;

namespace Grains.Tests.Harness;

/// <summary>The agenda as it lies in the SQLite file, read and left as it is.</summary>
internal sealed class AgendaTable(string file)
{
    public sealed record Row(string Key, DateTimeOffset Due, DateTimeOffset AvailableAt, int Attempts);

    public Row? Find(string key) => Read("key = $text", key).SingleOrDefault();

    /// <summary>The rows whose key or target names the session.</summary>
    public List<Row> About(Guid session) => Read("key like '%' || $text || '%' or target like '%' || $text || '%'", session.ToString());

    /// <summary>The rows whose key is like a pattern of SQL.</summary>
    public List<Row> Like(string pattern) => Read("key like $text", pattern);

    private List<Row> Read(string where, string text)
    {
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = $"select key, due, available_at, attempts from agenda where {where}";
        command.Parameters.AddWithValue("$text", text);
        using var reader = command.ExecuteReader();
        var rows = new List<Row>();
        while (reader.Read())
            rows.Add(new(reader.GetString(0), Moment(reader.GetInt64(1)), Moment(reader.GetInt64(2)), reader.GetInt32(3)));
        return rows;
    }

    private static DateTimeOffset Moment(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
