using System.Collections.Immutable;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Core.Proctoring;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>Carries something out in many sessions at once, and says how it went in each. Nobody is waited for longer than <see cref="Within"/>.</summary>
internal static class ActRunner
{
    /// <summary>A room at once: their appends share a commit.</summary>
    private const int AtOnce = 64;

    public static readonly TimeSpan Within = TimeSpan.FromSeconds(10);

    public static async Task<(ImmutableArray<Guid> Done, ImmutableArray<ActRefused> Refused)> Run(ImmutableArray<Guid> sessions, Func<Guid, Task<Reply<Done>>> call)
    {
        var (done, refused) = (ImmutableArray.CreateBuilder<Guid>(sessions.Length), ImmutableArray.CreateBuilder<ActRefused>());
        await FanOut.Each(sessions, AtOnce, async session =>
        {
            var problem = await Ask(session, call);
            if (problem is null)
                done.Add(session);
            else
                refused.Add(new(session, problem.Code, problem.Message));
        });
        return (done.ToImmutable(), refused.ToImmutable());
    }

    /// <summary>True for what says nothing about whether it was done.</summary>
    public static bool IsNoAnswer(Exception e) => e is TimeoutException or OrleansException or UnavailableException or ArgumentException;

    private static async Task<Problem?> Ask(Guid session, Func<Guid, Task<Reply<Done>>> call)
    {
        try
        {
            return (await call(session).WaitAsync(Within)).Problems is [var problem, ..] ? problem : null;
        }
        catch (Exception e) when (IsNoAnswer(e))
        {
            return ActMapping.NoAnswer;
        }
    }
}
