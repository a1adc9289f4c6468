using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Grading;

/// <summary>Attempts that are graded for whoever asks for their result.</summary>
internal sealed class GradingPace() : Pace(64);
