using ExamEngine.Contracts.Sessions;
using Microsoft.AspNetCore.SignalR;

namespace ExamEngine.Web.Sessions;

/// <summary>What the server tells a learner's page unasked. Public because SignalR implements it at run time.</summary>
public interface ILearnerClient
{
    /// <summary>Another device took the session, or its time, section or state changed.</summary>
    [HubMethodName("changed")]
    Task Changed(Guid sessionId, Guid holderDevice, TimeView time);
}
