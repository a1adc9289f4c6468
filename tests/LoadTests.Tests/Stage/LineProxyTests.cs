using System.Net;
using System.Net.Sockets;

namespace LoadTests.Tests.Stage;

/// <summary>Bytes through the line to a server that sends everything back.</summary>
public sealed class LineProxyTests : IAsyncDisposable
{
    private static readonly LineQuality Slow = new(TimeSpan.FromMilliseconds(40), 0, TimeSpan.Zero, TimeSpan.Zero);

    private readonly TcpListener server = new(IPAddress.Loopback, 0);
    private readonly Task serving;

    public LineProxyTests()
    {
        server.Start();
        serving = Echo();
    }

    public static TheoryData<bool> Lines => [false, true];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task Bytes_come_back_whole_and_in_order(bool slow)
    {
        await using var line = new LineProxy(Server, slow ? Slow : LineQuality.Clear);
        using var learner = await Connect(line);
        var sent = new byte[300_000];
        new Random(1).NextBytes(sent);

        var sending = learner.GetStream().WriteAsync(sent).AsTask();
        var got = new byte[sent.Length];
        await learner.GetStream().ReadExactlyAsync(got);
        await sending;

        Assert.Equal(sent, got);
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_side_that_has_finished_is_heard_on_the_other(bool slow)
    {
        await using var line = new LineProxy(Server, slow ? Slow : LineQuality.Clear);
        using var learner = await Connect(line);
        var stream = learner.GetStream();
        await stream.WriteAsync(new byte[] { 1, 2, 3 });

        learner.Client.Shutdown(SocketShutdown.Send);
        using var rest = new MemoryStream();
        await stream.CopyToAsync(rest);

        Assert.Equal([1, 2, 3], rest.ToArray());
    }

    [Fact]
    public async Task Every_connection_is_cut_at_once_and_a_new_one_is_taken()
    {
        await using var line = new LineProxy(Server, LineQuality.Clear);
        using var first = await Connect(line);
        using var second = await Connect(line);
        await Say(first);
        await Say(second);

        line.CutAll();

        foreach (var learner in (TcpClient[])[first, second])
            await Assert.ThrowsAsync<IOException>(() => learner.GetStream().ReadExactlyAsync(new byte[1]).AsTask());
        using var third = await Connect(line);
        await Say(third);
    }

    [Fact]
    public async Task A_slow_line_takes_its_round_trip()
    {
        await using var line = new LineProxy(Server, Slow);
        using var learner = await Connect(line);
        await Say(learner);

        var started = TimeProvider.System.GetTimestamp();
        await Say(learner);

        Assert.True(TimeProvider.System.GetElapsedTime(started) >= Slow.Delay);
    }

    [Fact]
    public async Task The_server_sees_the_learners_own_address()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var line = new LineProxy(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}"), LineQuality.Clear);
        using var learner = new TcpClient(new IPEndPoint(IPAddress.Parse("127.0.1.7"), 0));

        await learner.ConnectAsync(line.Address.Host, line.Address.Port);
        using var seen = await listener.AcceptSocketAsync();

        Assert.Equal("127.0.1.7", ((IPEndPoint)seen.RemoteEndPoint!).Address.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        server.Stop();
        await serving;
    }

    private Uri Server => new($"http://127.0.0.1:{((IPEndPoint)server.LocalEndpoint).Port}");

    private static async Task Say(TcpClient learner)
    {
        await learner.GetStream().WriteAsync(new byte[] { 42 });
        var answer = new byte[1];
        await learner.GetStream().ReadExactlyAsync(answer);
        Assert.Equal(42, answer[0]);
    }

    private static async Task<TcpClient> Connect(LineProxy line)
    {
        var learner = new TcpClient();
        await learner.ConnectAsync(line.Address.Host, line.Address.Port);
        return learner;
    }

    private async Task Echo()
    {
        try
        {
            while (true)
                _ = Echo(await server.AcceptSocketAsync());
        }
        catch (SocketException)
        {
            // The test is over.
        }
    }

    private static async Task Echo(Socket socket)
    {
        await using var stream = new NetworkStream(socket, ownsSocket: true);
        try
        {
            await stream.CopyToAsync(stream);
        }
        catch (IOException)
        {
            // It was cut.
        }
    }
}
