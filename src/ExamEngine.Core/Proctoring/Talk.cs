using System.Collections.Immutable;

namespace ExamEngine.Core.Proctoring;

/// <summary>Learner and proctors talk. A proctor's line answers whatever the learner said or raised a hand for.</summary>
/// <param name="Lines">The newest ones; the stream has them all.</param>
/// <param name="Unanswered">Lines of the learner since the last one of a proctor; <paramref name="UnansweredSince"/> is the first of them.</param>
/// <param name="HandSince">Null while no hand is raised.</param>
public sealed record Talk(ImmutableArray<TalkLine> Lines, int Unanswered, DateTimeOffset? UnansweredSince, DateTimeOffset? HandSince)
{
    public const int MostLines = 200;

    public static readonly Talk None = new([], 0, null, null);

    internal Talk Say(TalkLine line)
    {
        var lines = Lines.Length < MostLines ? Lines.Add(line) : Lines.RemoveAt(0).Add(line);
        return line.By is Side.Learner
            ? this with { Lines = lines, Unanswered = Unanswered + 1, UnansweredSince = UnansweredSince ?? line.At }
            : new(lines, 0, null, null);
    }

    /// <summary>A message to the learner answers as well.</summary>
    internal Talk Answer() => this with { Unanswered = 0, UnansweredSince = null, HandSince = null };
}

/// <param name="Id">The id of the command that said it.</param>
/// <param name="Account">Who it was; for whoever looks into it later.</param>
/// <param name="Name">What the other side sees.</param>
public sealed record TalkLine(Guid Id, Side By, string Account, string Name, DateTimeOffset At, string Text);

public enum Side { Learner, Proctor }
