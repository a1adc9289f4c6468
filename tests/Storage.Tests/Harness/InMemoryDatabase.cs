using ExamEngine.Storage;
using ExamEngine.Storage.InMemory;

namespace Storage.Tests.Harness;

public sealed class InMemoryDatabase : ITestDatabase
{
    public InMemoryStore Store { get; } = new();

    public StorageOptions Options => new StorageOptions.InMemory(Store);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
