using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>What kind of irregularity an incident is: a closed catalogue, so that reports can be counted across rooms and years.</summary>
public enum Irregularity
{
    EnvironmentComfort, EnvironmentDisturbance, EnvironmentNoise, EnvironmentPowerOutage, EnvironmentWeather,
    LearnerBehaviour, LearnerComplaint, LearnerIdentity, LearnerIllness, LearnerLate, LearnerNavigation, LearnerNoShow,
    StaffBehaviour, StaffCompliance, StaffError, StaffLate, StaffNoShow,
    TechnicalFreezing, TechnicalLaunching, TechnicalNetwork, TechnicalPrinting, TechnicalWorkstation,
    Other,
}

/// <summary>How grave somebody takes something to be.</summary>
public enum Gravity { Minor, Moderate, Serious }

/// <summary>What a person saw and wrote down. It is about the session, not against the learner: a power outage is one as well.</summary>
/// <param name="Number">1, 2, 3 … within the session.</param>
/// <param name="Attachments">Evidence ids.</param>
public sealed record Incident(int Number, Irregularity Kind, Gravity Gravity, string Comment, string By, DateTimeOffset At, ImmutableArray<string> Attachments)
{
    /// <summary>When it happened, where that was before it was reported.</summary>
    public DateTimeOffset? HappenedAt { get; init; }
}
