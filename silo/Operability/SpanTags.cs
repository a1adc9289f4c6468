using System.Collections.Frozen;
using System.Diagnostics;
using OpenTelemetry;

namespace ExamEngine.Silo.Operability;

/// <summary>
/// Lets only tags through that are known to hold no answer, name, token or key; everything else that a library writes into a span, such as
/// addresses, ids of grains and messages of exceptions, is taken out before it is exported.
/// </summary>
internal sealed class SpanTags : BaseProcessor<Activity>
{
    private static readonly FrozenSet<string> Allowed = FrozenSet.ToFrozenSet(
    [
        "http.request.method", "http.route", "http.response.status_code", "network.protocol.version", "error.type", "exception.type",
        "rpc.system", "rpc.system.name", "rpc.service", "rpc.method", "orleans.rpc.service", "journal.events", "journal.appends",
    ]);

    public override void OnEnd(Activity data)
    {
        string[] foreign = [.. data.TagObjects.Select(tag => tag.Key).Where(key => !Allowed.Contains(key))];
        foreach (var key in foreign)
            data.SetTag(key, null);
        if (data.StatusDescription is not null)
            data.SetStatus(data.Status);
        foreach (var baggage in data.Baggage.Select(item => item.Key).ToArray())
            data.SetBaggage(baggage, null);
    }
}
