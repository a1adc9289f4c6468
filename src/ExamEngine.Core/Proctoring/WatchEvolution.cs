namespace ExamEngine.Core.Proctoring;

/// <summary>What check-in, talk and acts leave in the state; signals and flags are <see cref="WatchState"/>'s own.</summary>
internal static class WatchEvolution
{
    public static WatchState Evolve(WatchState state, WatchEvent happened) => happened switch
    {
        WatchEvent.Began e => state.WithCheckIn(e.Command, state.CheckIn with { BeganAt = e.At, Room = e.Room, Learner = e.Learner, LegalName = e.LegalName }),
        WatchEvent.ConsentGiven e => state.WithCheckIn(e.Command, state.CheckIn with { Consent = new(e.TextVersion, e.Camera, e.Microphone, e.Screen, e.At) }),
        WatchEvent.IdentityShown e => state.WithCheckIn(e.Command, state.CheckIn with { Identity = new(e.LegalName, e.Face, e.Document, e.At, null) }),
        WatchEvent.RoomShown e => state with { CheckIn = state.CheckIn with { RoomScan = e.Evidence } },
        WatchEvent.CheckInCompleted e => state.WithCheckIn(e.Command, state.CheckIn with { CompletedAt = e.At, Message = null }),
        WatchEvent.LineSaid e => state with { Talk = state.Talk.Say(new(e.Command, e.By, e.Account, e.Name, e.At, e.Text)), Trail = state.Trail.Add(e.Command) },
        WatchEvent.HandRaised e => state with { Talk = state.Talk with { HandSince = e.At }, Trail = state.Trail.Add(e.Command) },
        WatchEvent.HandLowered e => state with { Talk = state.Talk with { HandSince = null }, Trail = state.Trail.Add(e.Command) },
        WatchEvent.ActTaken e => Take(state, e),
        WatchEvent.ActDelivered e => With(state, e.Act, act => act with { DeliveredAt = e.At }),
        WatchEvent.ActConfirmed e => With(state, e.Act, act => act with { ConfirmedAt = e.At }),
        WatchEvent.ActUndone e => With(state, e.Act, act => act with { Undo = e.Command, UndoneBy = e.By }),
        WatchEvent.ActCancelled e => state.Cancel(new(e.Act, e.By)),
        WatchEvent.IncidentReported e => state with { Incidents = state.Incidents.Add(new(e.Incident, e.Kind, e.Gravity, e.Comment, e.By, e.At, []) { HappenedAt = e.HappenedAt }) },
        WatchEvent.Attached e => Attach(state, e),
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    private static WatchState WithCheckIn(this WatchState state, Guid command, CheckIn checkIn) => state with { CheckIn = checkIn, Trail = state.Trail.Add(command) };

    private static WatchState Take(WatchState state, WatchEvent.ActTaken e)
    {
        var checkIn = state.CheckIn;
        return state with
        {
            Acts = state.Acts.Add(new(e.Act, e.Kind, e.By, e.At, e.Reason, e.Text, e.Minutes, e.Flag, null, null, null)),
            CheckIn = e.Kind switch
            {
                ProctorActKind.AskIdentity => checkIn with { Identity = null, IdentityAsked = true, CompletedAt = null, Message = e.Text },
                ProctorActKind.AskRoomScan => checkIn with { RoomScan = null, RoomScanAsked = true, CompletedAt = null, Message = e.Text },
                // Whoever admits has looked at what was shown.
                ProctorActKind.ConfirmIdentity or ProctorActKind.Admit => checkIn with { Identity = checkIn.Identity is { } shown ? shown with { ConfirmedBy = e.By, ConfirmedAt = e.At } : null, Message = null },
                ProctorActKind.Deny => checkIn with { Message = e.Text },
                _ => checkIn,
            },
            Talk = e.Kind is ProctorActKind.Message ? state.Talk.Answer() : state.Talk,
        };
    }

    private static WatchState With(WatchState state, Guid act, Func<ProctorAct, ProctorAct> change) =>
        state.Act(act) is { } old ? state with { Acts = state.Acts.Replace(old, change(old)) } : throw new InvalidOperationException($"There is no act {act}.");

    private static WatchState Attach(WatchState state, WatchEvent.Attached e)
    {
        var incident = state.Incidents[e.Incident - 1];
        return state with { Incidents = state.Incidents.SetItem(e.Incident - 1, incident with { Attachments = incident.Attachments.Add(e.Evidence) }) };
    }
}
