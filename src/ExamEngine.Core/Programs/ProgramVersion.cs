using System.Collections.Immutable;
using System.Text.Json;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Programs;

/// <summary>One version of a program's demands. Words for people may change within a version; what is demanded does not.</summary>
/// <param name="Number">From 1 on.</param>
/// <param name="ForEverybody">A correction: versions before it count for nobody any more. False: who was under way keeps theirs.</param>
public sealed record ProgramVersion(int Number, ProgramDefinition Program, DateTimeOffset InForceFrom, bool ForEverybody);

/// <summary>Which versions count for whom.</summary>
public static class VersionRules
{
    /// <summary>
    /// The versions by which a learner may earn the credential: the one that was in force when they began, and every later one, but none from
    /// before the last correction. Any of them suffices, so a new version can only help who is under way.
    /// </summary>
    /// <param name="versions">In the order they came into force, at least one.</param>
    /// <param name="given">The version that an award was given by, which keeps it until staff have confirmed its loss; null for none.</param>
    public static ImmutableArray<ProgramVersion> For(ImmutableArray<ProgramVersion> versions, DateTimeOffset began, int? given = null)
    {
        var own = versions.LastOrDefault(version => version.InForceFrom <= began) ?? versions[0];
        var floor = Math.Max(own.Number, versions.LastOrDefault(version => version.ForEverybody)?.Number ?? 0);
        return [.. versions.Where(version => version.Number >= floor || version.Number == given)];
    }

    /// <summary>The same with one more version, as if it came into force now.</summary>
    public static ImmutableArray<ProgramVersion> With(ImmutableArray<ProgramVersion> versions, ProgramDefinition program, bool forEverybody, DateTimeOffset now) =>
        versions.Add(new(versions[^1].Number + 1, program, now, forEverybody));

    /// <summary>True when both ask for the same, whatever they call it.</summary>
    public static bool DemandTheSame(ProgramDefinition one, ProgramDefinition other) => Demands(one) == Demands(other);

    private static string Demands(ProgramDefinition program) => JsonSerializer.Serialize(
        program with
        {
            Title = "",
            Description = "",
            Language = null,
            Courses = [.. program.Courses.Select(course => course with { Title = "" })],
            Earned = program.Requirement.Untitled(),
        },
        DefinitionsJson.Default.ProgramDefinition);
}
