using System.Collections.Concurrent;

namespace Web.Tests.Harness;

/// <summary>Calls of the server to its grains that a test holds back, as a silo that hangs would.</summary>
public sealed class HeldCalls : IOutgoingGrainCallFilter
{
    private readonly ConcurrentDictionary<(GrainId Grain, string Method), Held> held = new();

    /// <summary>Holds the next call of a method of one grain until the answer is disposed of. Calls after it pass it by.</summary>
    public Held Hold(IAddressable grain, string method)
    {
        var key = (grain.GetGrainId(), method);
        var call = new Held(call => held.TryRemove(new(key, call)));
        held[key] = call;
        return call;
    }

    public async Task Invoke(IOutgoingGrainCallContext context)
    {
        if (!held.IsEmpty && held.TryRemove((context.TargetId, context.MethodName), out var call))
            await call.Wait();
        await context.Invoke();
    }

    public sealed class Held(Action<Held> forget) : IDisposable
    {
        private readonly TaskCompletionSource reached = new(TaskCreationOptions.RunContinuationsAsynchronously), released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        /// <summary>Completes when a call is held.</summary>
        public Task Reached => reached.Task;

        public void Dispose()
        {
            forget(this);
            released.TrySetResult();
        }

        internal Task Wait()
        {
            reached.TrySetResult();
            return released.Task;
        }
    }
}
