using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ExamEngine.Contracts.Sessions;

namespace ExamEngine.LoadTests.Learners;

/// <summary>One hub connection: calls that await their answers, and news. Ends with the first fault; another one is then opened.</summary>
internal sealed class LearnerSocket(HubWire wire, Action<Guid?, TimeView> changed, CancellationToken ct)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(8);

    private readonly Dictionary<int, ICall> _calls = [];
    private int _made;
    private bool _closed;

    public Task<Reply<TimeView>> Join(Guid session, Guid device) => Call("Join", session, device, null, Wire.Default.TimeView);

    public Task<Reply<TimeView>> Presence(Guid session, Guid device) => Call("Presence", session, device, null, Wire.Default.TimeView);

    public Task<Reply<Saved>> Save(Guid session, Guid device, List<Entry> entries) => Call("Save", session, device, entries, Wire.Default.Saved);

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

    private async Task<Reply<T>> Call<T>(string method, Guid session, Guid device, List<Entry>? entries, JsonTypeInfo<T> type)
        where T : class
    {
        if (_closed)
            return Reply<T>.Silence;
        var id = ++_made;
        var call = new PendingCall<T>(type);
        _calls.Add(id, call);
        try
        {
            await wire.Send(Invocation(id, method, session, device, entries), ct);
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

    private static ReadOnlyMemory<byte> Invocation(int id, string method, Guid session, Guid device, List<Entry>? entries)
    {
        var buffer = new ArrayBufferWriter<byte>(entries is null ? 192 : 256 + 192 * entries.Count);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteNumber("type"u8, 1);
            json.WriteString("invocationId"u8, id.ToString(CultureInfo.InvariantCulture));
            json.WriteString("target"u8, method);
            json.WriteStartArray("arguments"u8);
            json.WriteStringValue(session);
            json.WriteStringValue(device);
            if (entries is not null)
                JsonSerializer.Serialize(json, entries, Wire.Default.ListEntry);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\u001e"u8);
        return buffer.WrittenMemory;
    }

    /// <returns>False when the server says goodbye.</returns>
    private bool Take(ReadOnlySpan<byte> message)
    {
        var reader = new Utf8JsonReader(message);
        var (type, id) = (0, 0);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            // SignalR writes type and invocation first.
            if (reader.ValueTextEquals("type"u8) && reader.Read())
                type = reader.GetInt32();
            else if (reader.ValueTextEquals("invocationId"u8) && reader.Read())
                id = int.Parse(reader.GetString() ?? "", CultureInfo.InvariantCulture);
            else if (type == 3 && reader.ValueTextEquals("result"u8) && reader.Read())
                TakeResult(id, ref reader);
            else if (type == 3 && reader.ValueTextEquals("error"u8) && reader.Read())
                _calls.GetValueOrDefault(id)?.Refuse(RefusalOf(reader.GetString() ?? ""));
            else if (type == 1 && reader.ValueTextEquals("arguments"u8) && reader.Read())
                TakeNews(ref reader);
            else
                reader.Skip();
        }

        return type != 7;
    }

    private void TakeResult(int id, ref Utf8JsonReader reader)
    {
        if (_calls.TryGetValue(id, out var call))
            call.Take(ref reader);
        else
            reader.Skip();
    }

    /// <summary><c>changed(sessionId, holderDevice, time)</c>, the only news there is.</summary>
    private void TakeNews(ref Utf8JsonReader reader)
    {
        reader.Read();
        reader.Read();
        var holder = reader.TokenType == JsonTokenType.Null ? (Guid?)null : reader.GetGuid();
        reader.Read();
        if (JsonSerializer.Deserialize(ref reader, Wire.Default.TimeView) is { } time)
            changed(holder, time);
        reader.Read();
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

        void Refuse(Refusal? refusal);

        void Silence();
    }

    private sealed class PendingCall<T>(JsonTypeInfo<T> type) : ICall
        where T : class
    {
        private readonly TaskCompletionSource<Reply<T>> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<Reply<T>> Answer => _answer.Task;

        public void Take(ref Utf8JsonReader reader) => _answer.TrySetResult(JsonSerializer.Deserialize(ref reader, type) is { } value ? value : Reply<T>.Silence);

        public void Refuse(Refusal? refusal) => _answer.TrySetResult(refusal is null ? Reply<T>.Silence : refusal);

        public void Silence() => _answer.TrySetResult(Reply<T>.Silence);
    }
}
