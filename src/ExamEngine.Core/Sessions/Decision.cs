using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Sessions;

/// <summary>
/// What follows from a command. Facts that follow from time alone (a gap, a deadline) are written even when the command itself is
/// refused, so both lists can be filled. A refusal whose <c>Where</c> is <c>entries[i]</c> concerns that entry of a save only.
/// </summary>
public readonly record struct Decision(ImmutableArray<SessionEvent> Events, ImmutableArray<Refusal> Refusals)
{
    public static readonly Decision Nothing = new([], []);

    public static Decision Of(SessionEvent happened) => new([happened], []);

    public static Decision Refuse(string code, string message) => new([], [new(code, message)]);

    /// <summary>Why the command as a whole was not done; null when it was, be it in part.</summary>
    public Refusal? Refused
    {
        get
        {
            foreach (var refusal in Refusals)
            {
                if (refusal.Where is null)
                    return refusal;
            }
            return null;
        }
    }
}
