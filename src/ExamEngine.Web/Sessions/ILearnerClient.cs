using ExamEngine.Contracts.Proctoring;
using ExamEngine.Contracts.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Sessions;

/// <summary>What the server tells a learner's page unasked. Public because SignalR implements it at run time.</summary>
public interface ILearnerClient
{
    /// <summary>Another device took the session, or its time, section or state changed.</summary>
    [HubMethodName("changed")]
    Task Changed(Guid sessionId, Guid holderDevice, TimeView time);

    /// <summary>A proctor did something that concerns the learner, or took it back.</summary>
    [HubMethodName("told")]
    Task Told(Guid sessionId, ActNotice notice);

    /// <summary>A line of the talk, whoever said it.</summary>
    [HubMethodName("said")]
    Task Said(Guid sessionId, ChatLine line);

    /// <summary>The check-in moved.</summary>
    [HubMethodName("checkIn")]
    Task CheckIn(Guid sessionId, CheckInView checkIn);

    /// <summary>A signalling message of a proctor's connection.</summary>
    [HubMethodName("relayed")]
    Task Relayed(Guid sessionId, string peer, string message);
}
