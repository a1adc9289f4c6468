using System.Diagnostics;

namespace ExamEngine.Silo.Operability;

/// <summary>
/// A trace begins at our door: what a browser sends as <c>traceparent</c> or baggage is not taken, so nobody outside decides what is
/// recorded here. Between our own processes, where Orleans carries it, a trace goes on.
/// </summary>
internal sealed class OwnTracesOnly : DistributedContextPropagator
{
    private readonly DistributedContextPropagator inner = CreateDefaultPropagator();

    public override IReadOnlyCollection<string> Fields => inner.Fields;

    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter) => inner.Inject(activity, carrier, setter);

    public override void ExtractTraceIdAndState(object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        (traceId, traceState) = (null, null);
        if (carrier is not IHeaderDictionary)
            inner.ExtractTraceIdAndState(carrier, getter, out traceId, out traceState);
    }

    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) =>
        carrier is IHeaderDictionary ? null : inner.ExtractBaggage(carrier, getter);
}
