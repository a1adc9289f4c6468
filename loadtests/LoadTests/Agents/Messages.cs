using System.Text.Json.Serialization;
using ExamEngine.LoadTests.Proctors;
using ExamEngine.LoadTests.Profiles;

namespace ExamEngine.LoadTests.Agents;

/// <summary>First line to an agent: which learners of the run are its own.</summary>
/// <param name="Server">Where learners connect.</param>
/// <param name="Agent">Its number, from 0, of <paramref name="Agents"/>: it has the learners whose number leaves that remainder.</param>
/// <param name="Tickets">With which its learners sign in, in order.</param>
/// <param name="Consoles">Its proctors; none where nobody watches.</param>
/// <param name="Journal">File that it writes its learners' evidence to.</param>
/// <param name="ConsoleJournal">And that of its consoles.</param>
internal sealed record Assignment(
    Uri Server, string Profile, int Learners, double MeasuredSeconds, string ExamId, int Seed, int Agent, int Agents, IReadOnlyList<string> Tickets,
    IReadOnlyList<ConsoleOrder> Consoles, string Journal, string ConsoleJournal)
{
    [JsonIgnore]
    public Timetable Timetable => new(Profiles.Profile.Find(Profile) ?? throw new InvalidDataException($"There is no profile {Profile}."), Learners, TimeSpan.FromSeconds(MeasuredSeconds), ExamId, Seed);

    /// <summary>Numbers of an agent's learners.</summary>
    public static IEnumerable<int> Numbers(int learners, int agent, int agents)
    {
        for (var number = agent; number < learners; number += agents)
            yield return number;
    }
}

/// <summary>A later line to an agent.</summary>
/// <param name="At">When, by the machine's clock.</param>
internal sealed record Cue(CueKind Kind, DateTimeOffset At);

internal enum CueKind
{
    SignIn,

    /// <summary>Consoles are opened. Learners read the home page and the briefing; answered when each has seen that they have a seat.</summary>
    Look,

    /// <summary>Learners begin to arrive at that time; answered when the measured part is over and nothing is unsent.</summary>
    Begin,

    /// <summary>From that time on all hand in, where the profile says so; answered when every session has ended.</summary>
    Finish,
}

/// <summary>A line from an agent: a second that has passed, or that a cue has been followed. Exactly one is there.</summary>
internal sealed record Word(Tick? Tick = null, CueKind? Followed = null);

[JsonSourceGenerationOptions(UseStringEnumConverter = true, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Assignment))]
[JsonSerializable(typeof(Cue))]
[JsonSerializable(typeof(Word))]
internal sealed partial class AgentJson : JsonSerializerContext;
