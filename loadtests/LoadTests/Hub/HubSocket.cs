using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ExamEngine.LoadTests.Learners;
using Done = ExamEngine.Contracts.Kernel.Done;

namespace ExamEngine.LoadTests.Hub;

/// <summary>One hub connection: calls that await their answers, and news. Ends with the first fault; another one is then opened.</summary>
internal abstract class HubSocket(HubWire wire, CancellationToken ct)
{
    private static readonly ReadOnlyMemory<byte> PingMessage = "{\"type\":6}\u001e"u8.ToArray();
    private static readonly ReadOnlyMemory<byte> CloseMessage = "{\"type\":7}\u001e"u8.ToArray();
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>Where a call is put together; what has grown once is used again.</summary>
    [ThreadStatic]
    private static ArrayBufferWriter<byte>? _draft;

    private readonly Dictionary<int, ICall> _calls = [];
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _made;
    private bool _closed;

    /// <summary>How long an answer is waited for.</summary>
    protected virtual TimeSpan Patience => TimeSpan.FromSeconds(8);

    /// <summary>Reads until the connection ends, however it ends.</summary>
    public async Task Listen()
    {
        try
        {
            while (await wire.Next(ct) is { IsEmpty: false } message)
            {
                if (!Take(message.Span))
                    break;
            }
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException or ObjectDisposedException or IOException)
        {
            // Cut, or closed here.
        }
        finally
        {
            Close();
            _ended.SetResult();
        }
    }

    /// <summary>Says goodbye, as a page does that needs the connection no more, and waits a moment for the server to close it.</summary>
    public async Task Leave()
    {
        try
        {
            await wire.Send(CloseMessage, ct);
            await wire.Close(ct);
            await _ended.Task.WaitAsync(Farewell, ct);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or TimeoutException or IOException or OperationCanceledException or InvalidOperationException)
        {
            Close();
        }
    }

    public void Close()
    {
        if (_closed)
            return;
        _closed = true;
        wire.Dispose();
        foreach (var call in _calls.Values)
            call.Silence();
        _calls.Clear();
    }

    /// <summary>Says that it is there: the server lets go of a connection that is silent for 45 s.</summary>
    public async Task Ping()
    {
        try
        {
            await wire.Send(PingMessage, ct);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or IOException or OperationCanceledException)
        {
            Close();
        }
    }

    /// <summary>What the server tells unasked.</summary>
    /// <param name="reader">At the beginning of the array of arguments; left at its end.</param>
    protected abstract void Hear(string target, ref Utf8JsonReader reader);

    /// <summary>For a method that answers with nothing.</summary>
    protected Task<Reply<Done>> Call(string method, Action<Utf8JsonWriter> arguments) => Call(method, arguments, new PendingCall<Done>(null, Done.It));

    protected Task<Reply<T>> Call<T>(string method, Action<Utf8JsonWriter> arguments, JsonTypeInfo<T> type)
        where T : class => Call(method, arguments, new PendingCall<T>(type, null));

    private async Task<Reply<T>> Call<T>(string method, Action<Utf8JsonWriter> arguments, PendingCall<T> call)
        where T : class
    {
        if (_closed)
            return Reply<T>.Silence;
        var id = ++_made;
        _calls.Add(id, call);
        try
        {
            await wire.Send(Invocation(id, method, arguments), ct);
            return await call.Answer.WaitAsync(Patience, ct);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or TimeoutException or IOException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            // A half-dead connection would swallow every call after this one.
            Close();
            return Reply<T>.Silence;
        }
        finally
        {
            _calls.Remove(id);
        }
    }

    private static byte[] Invocation(int id, string method, Action<Utf8JsonWriter> arguments)
    {
        var buffer = _draft ??= new ArrayBufferWriter<byte>(4096);
        buffer.ResetWrittenCount();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("type"u8, 1);
            json.WriteString("invocationId"u8, id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("target"u8, method);
            json.WriteStartArray("arguments"u8);
            arguments(json);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\u001e"u8);
        return buffer.WrittenSpan.ToArray();
    }

    /// <returns>False when the server says goodbye.</returns>
    private bool Take(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        var (type, id, target, settled) = (0, 0, "", false);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // SignalR writes type, invocation and target first.
            if (reader.ValueTextEquals("type"u8) && reader.Read())
                type = reader.GetInt32();
            else if (reader.ValueTextEquals("invocationId"u8) && reader.Read())
                id = int.Parse(reader.GetString() ?? "", CultureInfo.InvariantCulture);
            else if (type == 1 && reader.ValueTextEquals("target"u8) && reader.Read())
                target = reader.GetString() ?? "";
            else if (type == 3 && reader.ValueTextEquals("result"u8) && reader.Read())
            {
                settled = true;
                TakeResult(id, ref reader);
            }
            else if (type == 3 && reader.ValueTextEquals("error"u8) && reader.Read())
            {
                settled = true;
                _calls.GetValueOrDefault(id)?.Refuse(RefusalOf(reader.GetString() ?? ""));
            }
            else if (type == 1 && reader.ValueTextEquals("arguments"u8) && reader.Read())
                Hear(target, ref reader);
            else
                reader.Skip();
        }

        if (type == 3 && !settled)
            _calls.GetValueOrDefault(id)?.Return();
        return type != 7;
    }

    private void TakeResult(int id, ref Utf8JsonReader reader)
    {
        if (_calls.TryGetValue(id, out var call))
            call.Take(ref reader);
        else
            reader.Skip();
    }

    /// <summary>A hub's refusal ends with JSON; anything else means that the hub could not be reached.</summary>
    private static Refusal? RefusalOf(string error)
    {
        var start = error.IndexOf('{', StringComparison.Ordinal);
        if (start < 0)
            return null;
        try
        {
            var body = JsonSerializer.Deserialize(error.AsSpan(start), Wire.Default.ProblemBody);
            return body?.Code is { } code ? new Refusal(0, code, body.RetryAfterMs is { } wait ? TimeSpan.FromMilliseconds(wait) : null) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private interface ICall
    {
        void Take(ref Utf8JsonReader reader);

        /// <summary>It went well and there is nothing to say.</summary>
        void Return();

        void Refuse(Refusal? refusal);

        void Silence();
    }

    /// <param name="type">Of the answer; null where there is none.</param>
    /// <param name="nothing">What an answer without content comes to; null where it is as good as none.</param>
    private sealed class PendingCall<T>(JsonTypeInfo<T>? type, T? nothing) : ICall
        where T : class
    {
        private readonly TaskCompletionSource<Reply<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Reply<T>> Answer => _answer.Task;

        public void Take(ref Utf8JsonReader reader)
        {
            if (type is not null)
                _answer.TrySetResult(JsonSerializer.Deserialize(ref reader, type) is { } value ? value : Reply<T>.Silence);
            else
            {
                reader.Skip();
                Return();
            }
        }

        public void Return() => _answer.TrySetResult(nothing is { } value ? value : Reply<T>.Silence);

        public void Refuse(Refusal? refusal) => _answer.TrySetResult(refusal is null ? Reply<T>.Silence : refusal);

        public void Silence() => _answer.TrySetResult(Reply<T>.Silence);
    }
}
