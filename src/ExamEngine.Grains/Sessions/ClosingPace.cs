using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Sessions;

/// <summary>
/// Sessions that end, by their learners or by the clock. No end moves by it: a session ends when its learner's word arrived or at its deadline, however late
/// that is carried out. Few enough for a save to come between, and enough for the journal to store them in large groups.
/// </summary>
internal sealed class ClosingPace() : Pace(AtOnce)
{
    public const int AtOnce = 512;
}
