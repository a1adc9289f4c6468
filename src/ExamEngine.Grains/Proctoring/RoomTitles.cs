using System.Collections.Concurrent;
using System.Data.Common;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Programs;
using ExamEngine.Storage.ReadModel.Queries;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What rooms are called: as their window, or as their exam. Kept for a minute a scope.</summary>
internal sealed class RoomTitles(WindowQueries windows, Catalog catalog, TimeProvider time)
{
    private const int MostKept = 1024;
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<RoomScope, (string Title, DateTimeOffset Until)> _known = new();

    /// <summary>Null when there is no such window or exam.</summary>
    public async ValueTask<string?> Of(RoomScope scope)
    {
        var now = time.GetUtcNow();
        if (_known.TryGetValue(scope, out var known) && known.Until > now)
            return known.Title;
        if (await Read(scope) is not { } title)
            return null;
        if (_known.Count >= MostKept)
            _known.Clear();
        _known[scope] = (title, now + Lifetime);
        return title;
    }

    private async Task<string?> Read(RoomScope scope)
    {
        try
        {
            return scope switch
            {
                RoomScope.OfWindow of => (await windows.Find(of.Window, CancellationToken.None))?.Window.Title,
                RoomScope.OfExam of => (await catalog.Exam(of.Exam))?.Title,
                _ => throw new InvalidOperationException($"Unknown scope {scope.GetType().Name}."),
            };
        }
        catch (DbException)
        {
            throw new UnavailableException("The titles cannot be read now.");
        }
    }
}
