using ExamEngine.Contracts.Proctoring;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Proctoring;

/// <summary>What the server tells a proctor's console unasked. Public because SignalR implements it at run time.</summary>
public interface IProctorClient
{
    /// <summary>To every console of the room. Any other version than the next means that something was missed: watch again.</summary>
    [HubMethodName("board")]
    Task Board(BoardDelta delta);

    /// <summary>To consoles that have the session open, as what follows.</summary>
    [HubMethodName("said")]
    Task Said(string room, Guid session, ChatLine line);

    [HubMethodName("happened")]
    Task Happened(string room, Guid session, ImmutableArray<TimelineEntry> entries);

    /// <summary>From the learner's page, for this connection alone.</summary>
    [HubMethodName("relayed")]
    Task Relayed(string room, Guid session, string message);
}
