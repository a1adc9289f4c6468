using ExamEngine.Storage;

namespace Storage.Tests.Harness;

/// <summary>An empty database of its own for each test class.</summary>
public interface ITestDatabase : IAsyncLifetime
{
    StorageOptions Options { get; }
}
