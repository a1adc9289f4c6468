using System.Text.Json;
using ExamEngine.Contracts.Grading;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using ExamEngine.LoadTests.Hub;
using ExamEngine.LoadTests.Learners.Watched;
using Done = ExamEngine.Contracts.Kernel.Done;

namespace ExamEngine.LoadTests.Learners;

/// <summary>What the server tells a learner's page.</summary>
internal interface ILearnerNews
{
    void Changed(Guid? holder, TimeView time);

    void Told(ActNotice notice);

    void CheckInMoved(CheckInView checkIn);
}

/// <summary>The learner's hub.</summary>
internal sealed class LearnerSocket(HubWire wire, ILearnerNews news, CancellationToken ct) : HubSocket(wire, ct)
{
    public Task<Reply<TimeView>> Join(Guid session, Guid device) => Call("Join", Of(session, device), Wire.Default.TimeView);

    public Task<Reply<TimeView>> Presence(Guid session, Guid device) => Call("Presence", Of(session, device), Wire.Default.TimeView);

    public Task<Reply<Saved>> Save(Guid session, Guid device, List<Entry> entries) => Call(
        "Save",
        json =>
        {
            Of(session, device)(json);
            JsonSerializer.Serialize(json, entries, Wire.Default.ListEntry);
        },
        Wire.Default.Saved);

    public Task<Reply<Receipt>> Submit(Guid session, Guid device, Guid commandId, long lastSeq) => Call(
        "Submit",
        json =>
        {
            Of(session, device)(json);
            json.WriteStringValue(commandId);
            json.WriteNumberValue(lastSeq);
        },
        Wire.Default.Receipt);

    public Task<Reply<Receipt>> Receipt(Guid session) => Call("Receipt", json => json.WriteStringValue(session), Wire.Default.Receipt);

    public Task<Reply<ResultView>> Result(Guid session) => Call("Result", json => json.WriteStringValue(session), Wire.Default.ResultView);

    public Task<Reply<AttendView>> Attend(Guid session, Guid device) => Call("Attend", Of(session, device), WatchWire.Default.AttendView);

    public Task<Reply<SignalsNoted>> Signals(Guid session, Guid device, List<SignalReport> signals) => Call(
        "Signals",
        json =>
        {
            Of(session, device)(json);
            JsonSerializer.Serialize(json, signals, WatchWire.Default.ListSignalReport);
        },
        WatchWire.Default.SignalsNoted);

    public Task<Reply<Done>> Acknowledge(Guid session, Guid act, bool confirmed) => Call("Acknowledge", json =>
    {
        Of(session, act)(json);
        json.WriteBooleanValue(confirmed);
    });

    protected override void Hear(string target, ref Utf8JsonReader reader)
    {
        if (target is not ("changed" or "told" or "checkIn"))
        {
            reader.Skip();
            return;
        }

        // Each begins with the session, and there is one.
        reader.Read();
        reader.Read();
        switch (target)
        {
            case "changed":
                var holder = reader.TokenType == JsonTokenType.Null ? (Guid?)null : reader.GetGuid();
                reader.Read();
                if (JsonSerializer.Deserialize(ref reader, Wire.Default.TimeView) is { } time)
                    news.Changed(holder, time);
                break;
            case "told":
                if (JsonSerializer.Deserialize(ref reader, WatchWire.Default.ActNotice) is { } notice)
                    news.Told(notice);
                break;
            default:
                if (JsonSerializer.Deserialize(ref reader, WatchWire.Default.CheckInView) is { } checkIn)
                    news.CheckInMoved(checkIn);
                break;
        }

        reader.Read();
    }

    private static Action<Utf8JsonWriter> Of(Guid one, Guid other) => json =>
    {
        json.WriteStringValue(one);
        json.WriteStringValue(other);
    };
}
