using System.Collections.Immutable;

namespace ExamEngine.Core.Sessions;

/// <summary>What a learner is granted so that an exam measures what they know. Frozen into the seat; granted while they sit, it only grows.</summary>
/// <param name="TimeMultiplierPercent">100 is none, 150 is time and a half.</param>
/// <param name="BreakMinutes">Breaks that stop the clock, taken whenever they are needed.</param>
/// <param name="Tools">Tools that the learner may work with, such as <c>screen-reader</c>.</param>
/// <param name="ExemptRules">Flag rules that do not hold for the learner.</param>
/// <param name="NoCamera">May not use a camera: the path without one. Likewise <paramref name="NoMicrophone"/> and <paramref name="NoScreen"/>.</param>
public sealed record Accommodation(
    int TimeMultiplierPercent, int BreakMinutes, ImmutableArray<string> Tools, ImmutableArray<string> ExemptRules, bool NoCamera, bool NoMicrophone = false, bool NoScreen = false)
{
    public static readonly Accommodation None = new(100, 0, [], [], false);

    public static Accommodation Of(int timeMultiplierPercent) => timeMultiplierPercent == 100 ? None : None with { TimeMultiplierPercent = timeMultiplierPercent };

    /// <summary>With the more time of the two: what was granted for one exam and what the learner has for all.</summary>
    public Accommodation AtLeast(int timeMultiplierPercent) => timeMultiplierPercent > TimeMultiplierPercent ? this with { TimeMultiplierPercent = timeMultiplierPercent } : this;

    public bool Equals(Accommodation? other) =>
        other is not null && TimeMultiplierPercent == other.TimeMultiplierPercent && BreakMinutes == other.BreakMinutes && NoCamera == other.NoCamera
        && NoMicrophone == other.NoMicrophone && NoScreen == other.NoScreen && Tools.SequenceEqual(other.Tools) && ExemptRules.SequenceEqual(other.ExemptRules);

    public override int GetHashCode() => HashCode.Combine(TimeMultiplierPercent, BreakMinutes, Tools.Length, ExemptRules.Length, NoCamera, NoMicrophone, NoScreen);
}
