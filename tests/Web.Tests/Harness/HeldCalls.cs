using System.Collections.Concurrent;

namespace Web.Tests.Harness;

/// <summary>Calls of the server to its grains that a test holds back, as a silo that hangs would.</summary>
public sealed class HeldCalls : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<(Guid Grain, string Method), Held> held = new();

    /// <summary>Holds calls of a method of one grain until the answer is disposed of.</summary>
    public Held Hold(Guid grain, string method) => held[(grain, method)] = new Held(() => held.TryRemove((grain, method), out _));

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (!held.IsEmpty && context.TargetId.TryGetGuidKey(out var grain, out _) && held.TryGetValue((grain, context.MethodName), out var call))
            await call.Wait();
        await context.Invoke();
    }

    public sealed class Held(Action forget) : IDisposable
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously), released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when a call is held.</summary>
        public Task Reached => reached.Task;

        public void Dispose()
        {
            forget();
            released.TrySetResult();
        }

        internal Task Wait()
        {
            reached.TrySetResult();
            return released.Task;
        }
    }
}
