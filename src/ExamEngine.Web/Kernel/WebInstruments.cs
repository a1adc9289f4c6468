using System.Diagnostics.Metrics;

namespace ExamEngine.Web.Kernel;

/// <summary>What a web process measures. Tags are codes and kinds from tables of ours, never who or which.</summary>
internal sealed class WebInstruments
{
    public const string MeterName = "ExamEngine.Web";

    public static readonly KeyValuePair<string, object?> Hub = new("transport", "hub");
    public static readonly KeyValuePair<string, object?> Http = new("transport", "http");

    private static readonly InstrumentAdvice<double> Seconds =
        new() { HistogramBucketBoundaries = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] };

    private readonly Histogram<double> _acknowledgement;
    private readonly Counter<long> _refused;
    private readonly Counter<long> _newsSent;
    private readonly Counter<long> _newsDropped;
    private readonly Counter<long> _newsLate;
    private readonly Counter<long> _signIns;
    private readonly Counter<long> _evidence;
    private int _connections;
    private Func<double> _delay = static () => 0;
    private Func<int> _underWay = static () => 0;
    private Func<long> _signInsWaiting = static () => 0;

    public WebInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _acknowledgement = meter.CreateHistogram(
            "examengine.acknowledgement.duration", "s", "From a save's arrival to its acknowledgement or refusal, as this process sees it.", advice: Seconds);
        _refused = meter.CreateCounter<long>("examengine.requests.refused", "{request}", "Requests and hub calls that were refused, by code.");
        _newsSent = meter.CreateCounter<long>("examengine.news.sent", "{message}", "News handed to browsers.");
        _newsDropped = meter.CreateCounter<long>("examengine.news.dropped", "{message}", "News dropped because the queue was full.");
        _newsLate = meter.CreateCounter<long>("examengine.news.late", "{message}", "News that a browser did not take in time.");
        _signIns = meter.CreateCounter<long>("examengine.sign_ins", "{sign-in}", "Sign-ins that succeeded, by how.");
        _evidence = meter.CreateCounter<long>("examengine.evidence.stored", "{piece}", "Pictures, recording chunks and files of sittings that were stored, by kind.");
        meter.CreateObservableUpDownCounter("examengine.connections", () => Volatile.Read(ref _connections), "{connection}", "Open hub connections.");
        meter.CreateObservableGauge("examengine.load.delay", () => _delay(), "s", "The acknowledgement delay that load shedding goes by.");
        meter.CreateObservableUpDownCounter("examengine.load.requests", () => _underWay(), "{request}", "Requests and hub calls under way.");
        meter.CreateObservableUpDownCounter("examengine.sign_ins.waiting", () => _signInsWaiting(), "{sign-in}", "Sign-ins by password that wait for their turn to be hashed.");
    }

    public void WatchLoad(Func<double> delay, Func<int> underWay) => (_delay, _underWay) = (delay, underWay);

    public void WatchSignIns(Func<long> waiting) => _signInsWaiting = waiting;

    public void Acknowledged(TimeSpan took, KeyValuePair<string, object?> transport) => _acknowledgement.Record(took.TotalSeconds, transport);

    public void Refused(string code, KeyValuePair<string, object?> transport) => _refused.Add(1, new KeyValuePair<string, object?>("code", code), transport);

    public void Connected(int by) => Interlocked.Add(ref _connections, by);

    public void NewsSent() => _newsSent.Add(1);

    public void NewsDropped() => _newsDropped.Add(1);

    public void NewsLate() => _newsLate.Add(1);

    public void EvidenceStored(string kind) => _evidence.Add(1, new KeyValuePair<string, object?>("kind", kind));

    /// <param name="by"><c>password</c> or <c>ticket</c>.</param>
    public void SignedIn(string by) => _signIns.Add(1, new KeyValuePair<string, object?>("by", by));
}
