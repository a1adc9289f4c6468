using static ExamEngine.Core.Sessions.SessionState;

namespace ExamEngine.Core.Sessions;

/// <summary>How an accommodation that changes after the seat reaches a session.</summary>
internal static class Accommodations
{
    public static Decision Decide(Before before, SessionCommand.Accommodate accommodate, SessionPaper paper) =>
        accommodate.Granted == before.Seat.Accommodation
            ? Decision.Nothing
            : Decision.Of(Grant(
                accommodate.Granted, SessionPaper.Accommodate(paper.Version.TimeLimit, accommodate.Granted.TimeMultiplierPercent), null, accommodate.At));

    /// <summary>Time that a learner has been given under way is not taken away.</summary>
    public static Decision Decide(Sitting sitting, SessionCommand.Accommodate accommodate, SessionPaper paper)
    {
        var granted = accommodate.Granted.AtLeast(sitting.Seat.TimeMultiplierPercent);
        return granted == sitting.Seat.Accommodation
            ? Decision.Nothing
            : Decision.Of(Grant(
                granted, SessionPaper.Accommodate(paper.Version.TimeLimit, granted.TimeMultiplierPercent),
                paper.SectionLimit(sitting.Work.CurrentSection, granted.TimeMultiplierPercent), accommodate.At));
    }

    public static SessionEvent.Accommodated Grant(Accommodation granted, TimeSpan limit, TimeSpan? sectionLimit, DateTimeOffset at) =>
        new(granted.TimeMultiplierPercent, granted.BreakMinutes, granted.Tools, granted.ExemptRules, granted.NoCamera, limit, sectionLimit, granted.NoMicrophone, granted.NoScreen) { At = at };
}
