using ExamEngine.Storage;
using Microsoft.Data.Sqlite;

namespace Storage.Tests.Harness;

public sealed class SqliteFile : ITestDatabase
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("examengine-");

    public string File => Path.Combine(_directory.FullName, "exam.db");

    public StorageOptions Options => new StorageOptions.Sqlite(File);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync()
    {
        SqliteConnection.ClearAllPools();
        _directory.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }
}
