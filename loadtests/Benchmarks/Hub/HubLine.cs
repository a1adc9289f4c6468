using System.Globalization;
using System.Net;
using System.Text;
using ExamEngine.Benchmarks.Sessions;

namespace ExamEngine.Benchmarks.Hub;

/// <summary>One browser's line to the learner hub, one save under way at a time.</summary>
internal sealed class HubLine : IAsyncDisposable
{
    private readonly HubWire _wire;
    private readonly Guid _session, _device;
    private long _seq;

    private HubLine(HubWire wire, Guid session, Guid device) => (_wire, _session, _device) = (wire, session, device);

    public static async Task<HubLine> Open(Uri server, CookieContainer cookies, Guid session, Guid device)
    {
        var line = new HubLine(await HubWire.Open(server, cookies.GetCookieHeader(server), invoker: null, default), session, device);
        await line.Send($$"""{"type":1,"invocationId":"join","target":"Join","arguments":["{{session}}","{{device}}"]}""");
        await line.Completion();
        return line;
    }

    /// <summary>Sends the next answer and waits for its acknowledgement. False when the server refused it.</summary>
    public async Task<bool> Save()
    {
        var seq = ++_seq;
        var item = (int)((seq - 1) % SampleExam.Items) + 1;
        var value = SampleExam.TakesText(item)
            ? string.Create(CultureInfo.InvariantCulture, $$"""{"text":"{{seq * 0.37:0.00}}"}""")
            : $$"""{"choices":["{{"abcd"[(int)(seq / SampleExam.Items % 4)]}}"]}""";
        await Send(
            $$"""{"type":1,"invocationId":"{{seq}}","target":"Save","arguments":["{{_session}}","{{_device}}",[{"kind":"answer","commandId":"{{Guid.CreateVersion7()}}","seq":{{seq}},"item":{{item}},"field":"{{SampleExam.Field}}","value":{{value}}}]]}""");
        return await Completion();
    }

    public async ValueTask DisposeAsync()
    {
        await _wire.Close(default);
        _wire.Dispose();
    }

    private ValueTask Send(string message) => _wire.Send(Encoding.UTF8.GetBytes(message + '\u001e'), default);

    /// <summary>Skips news and pings until the answer to the call comes; whether all of it was saved.</summary>
    private async Task<bool> Completion()
    {
        while (true)
        {
            var message = await _wire.Next(default);
            if (message.IsEmpty)
                throw new InvalidOperationException("The server closed the line.");
            if (message.Span.StartsWith("""{"type":3"""u8))
                return message.Span.IndexOf("\"error\""u8) < 0 && message.Span.IndexOf("\"status\":\"refused\""u8) < 0;
        }
    }
}
