using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace ExamEngine.Core.Schools;

/// <summary>What a pathway school counts a program for.</summary>
/// <param name="CreditPoints">Such as 15 of ECTS; two decimals at most.</param>
/// <param name="Degree">Towards which degree.</param>
/// <param name="Text">What else holds; may be empty.</param>
/// <param name="ValidUntil">From then on nobody consents by it; null: for as long as no later version takes its place.</param>
public sealed record AgreementTerms(decimal CreditPoints, string Degree, string Text, DateTimeOffset ValidFrom, DateTimeOffset? ValidUntil);

/// <summary>What happened to a pathway school.</summary>
public abstract record SchoolEvent
{
    private SchoolEvent() { }

    [JsonIgnore]
    public DateTimeOffset At { get; init; }

    /// <param name="Website">Empty for none.</param>
    public sealed record Described(string Name, string Website) : SchoolEvent;

    /// <summary>One version of what a program counts for. Versions of a program are numbered from 1 and never change.</summary>
    public sealed record Agreed(string Program, int Version, AgreementTerms Terms) : SchoolEvent;
}

/// <summary>A school; <paramref name="Name"/> is empty before it was described.</summary>
/// <param name="Agreements">Every version by program, oldest first.</param>
public sealed record SchoolState(string Name, string Website, ImmutableSortedDictionary<string, ImmutableArray<SchoolEvent.Agreed>> Agreements)
{
    public static readonly SchoolState Empty = new("", "", ImmutableSortedDictionary.Create<string, ImmutableArray<SchoolEvent.Agreed>>(StringComparer.Ordinal));

    public static SchoolState Evolve(SchoolState state, SchoolEvent happened) => happened switch
    {
        SchoolEvent.Described described => state with { Name = described.Name, Website = described.Website },
        SchoolEvent.Agreed agreed => state with { Agreements = state.Agreements.SetItem(agreed.Program, [.. state.Versions(agreed.Program), agreed]) },
        _ => throw new InvalidOperationException($"Unknown event {happened.GetType().Name}."),
    };

    public ImmutableArray<SchoolEvent.Agreed> Versions(string program) => Agreements.GetValueOrDefault(program, []);

    /// <summary>
    /// The version that consents are given by: the newest of those that have begun. One that has ended is not followed by an older one, so an agreement ends
    /// by a version with an end. Null when there is none.
    /// </summary>
    public SchoolEvent.Agreed? InForce(string program, DateTimeOffset now)
    {
        var begun = Versions(program).LastOrDefault(version => version.Terms.ValidFrom <= now);
        return begun?.Terms.ValidUntil <= now ? null : begun;
    }
}
