namespace ExamEngine.LoadTests.Learners;

/// <summary>What one learner is going to do, and when; drawn beforehand. Times count from when learners begin to arrive.</summary>
/// <param name="Refresh">Asks for the home page once more before the window opens; null where nobody waits for that.</param>
/// <param name="Press">Presses "start".</param>
/// <param name="FirstAnswer">The first answer is due; the others follow every <paramref name="SaveEvery"/> on average, until <paramref name="LastAnswer"/>.</param>
/// <param name="BurstShare">Share of answers that come four at once.</param>
/// <param name="NextSection">Leaves the first section.</param>
/// <param name="Swap">Goes on, on another device; null for staying.</param>
/// <param name="Submit">Hands in by a plan of their own; null for when all do, or at the deadline.</param>
/// <param name="Leave">Closes the page and never comes back; null for staying.</param>
/// <param name="FirstSignal">A watched page notices its first; null where nobody watches.</param>
/// <param name="SignalEvery">Mean time between two signals, each of which is the beginning or the end of something that lasts.</param>
/// <param name="ClockRate">Seconds of the learner's clock a real second.</param>
internal sealed record LearnerPlan(
    string UserName, string ExamId, TimeSpan? Refresh, TimeSpan Press, TimeSpan FirstAnswer, TimeSpan LastAnswer, TimeSpan SaveEvery, double BurstShare,
    TimeSpan NextSection, TimeSpan? Swap, TimeSpan? Submit, TimeSpan? Leave, double ClockRate, TimeSpan ClockOffset, TimeSpan? FirstSignal = null,
    TimeSpan SignalEvery = default);
