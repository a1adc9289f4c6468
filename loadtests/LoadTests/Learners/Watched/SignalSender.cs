using ExamEngine.Contracts.Proctoring;
using ExamEngine.LoadTests.Agents;

namespace ExamEngine.LoadTests.Learners.Watched;

/// <summary>The two ways of a page's signals.</summary>
internal interface ISignalRoutes
{
    bool HubConnected { get; }

    Task<Reply<SignalsNoted>> ByHub(List<SignalReport> signals);

    Task<Reply<SignalsNoted>> ByHttp(List<SignalReport> signals);
}

/// <summary>
/// What a page noticed and the server has not acknowledged, sent in order, one parcel at a time. A signal leaves only by the number that the
/// server acknowledges, and a repeat adds nothing there, so whatever is lost on the way is sent again.
/// </summary>
internal sealed class SignalSender(Sitter who, ExamClock time, ISignalRoutes routes, CancellationToken ct)
{
    private const int MostReports = 100;

    /// <summary>While the hub is away they gather.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromSeconds(2);

    private readonly List<(SignalReport Report, SentSignal Sent)> _kept = [];
    private readonly Backoff _backoff = new(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(30), who.Chance);
    private long _seq;
    private bool _running, _over;

    /// <summary>Not acknowledged.</summary>
    public int Count => _kept.Count;

    /// <param name="kind">What lasts, such as <c>page-hidden</c>.</param>
    /// <param name="due">When it was noticed, as a timestamp of the stopwatch.</param>
    public void Note(string kind, bool began, long due)
    {
        var at = DateTimeOffset.FromUnixTimeMilliseconds((time.ServerNow ?? who.Clock.Wall).ToUnixTimeMilliseconds());
        var phase = began ? "began" : "ended";
        var context = new SignalSurroundings(Online: routes.HubConnected, Visible: kind != "page-hidden" || !began);
        _kept.Add((new SignalReport(++_seq, kind, phase, at, context), who.Signals.Add($"{kind}.{phase}", at, due)));
        who.Meter.Offered(Operation.Signal);
        Wake();
    }

    /// <summary>There is something to send, or reason to hope.</summary>
    public void Wake()
    {
        if (!_running && !_over && _kept.Count > 0)
            OneThread.Mind(Run());
    }

    private async Task Run()
    {
        _running = true;
        try
        {
            while (_kept.Count > 0 && !_over)
            {
                if (!routes.HubConnected)
                    await who.Clock.Pause(Gathering * (0.5 + who.Chance.NextDouble()), ct);
                await Send(_kept.Take(MostReports).Select(kept => kept.Report).ToList());
            }
        }
        finally
        {
            _running = false;
        }
    }

    private async Task Send(List<SignalReport> parcel)
    {
        var reply = await (routes.HubConnected ? routes.ByHub(parcel) : routes.ByHttp(parcel));
        if (reply.Value is { } noted && noted.LastSeq >= parcel[0].Seq)
        {
            _backoff.Reset();
            foreach (var (_, sent) in _kept.Where(kept => kept.Report.Seq <= noted.LastSeq))
            {
                sent.Noted = true;
                who.Meter.Done(Operation.Signal, sent.Due);
            }

            _kept.RemoveAll(kept => kept.Report.Seq <= noted.LastSeq);
            return;
        }

        who.Meter.Failed(Operation.Signal);
        if (reply.IsPassing || reply.Value is not null)
        {
            await who.Clock.Pause(_backoff.Next(reply.Refusal?.RetryAfter), ct);
            return;
        }

        // The page is told why by the session itself; a signal that is refused for what is in it would be a fault of this program.
        _over = true;
        if (reply.Refusal is { } refusal && !refusal.Code.EndsWith(".over", StringComparison.Ordinal) && !refusal.IsOver)
            who.Trouble($"a signal was refused: {refusal.Code}");
    }
}
