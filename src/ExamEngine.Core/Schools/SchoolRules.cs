using System.Collections.Immutable;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Schools;

/// <summary>What follows for a school: an event, nothing where it is so already, or every reason why not.</summary>
public sealed record SchoolDecision(SchoolEvent? Happened, ImmutableArray<Refusal> Refusals)
{
    public static readonly SchoolDecision Nothing = new(null, []);
}

/// <summary>What can be said of a school, and agreed with it.</summary>
public static class SchoolRules
{
    public const int LongestName = 200, LongestText = 4000;
    public const decimal MostPoints = 999.99m;

    public static SchoolDecision Describe(SchoolState state, string name, string website, DateTimeOffset now)
    {
        (name, website) = (name.Trim(), website.Trim());
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        if (name.Length is 0 or > LongestName)
            refusals.Add(new("input.school", $"A school's name has 1 to {LongestName} characters.", "name"));
        if (website.Length > 0 && !(website.Length <= LongestName && Uri.TryCreate(website, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttps))
            refusals.Add(new("input.school", "A website begins with https://, or there is none.", "website"));
        return refusals.Count > 0 ? new(null, refusals.ToImmutable())
            : (state.Name, state.Website) == (name, website) ? SchoolDecision.Nothing
            : new(new SchoolEvent.Described(name, website) { At = now }, []);
    }

    /// <summary>A new version; the same terms again are no new one.</summary>
    public static SchoolDecision Agree(SchoolState state, string program, AgreementTerms terms, DateTimeOffset now)
    {
        if (state.Name.Length == 0)
            return new(null, [new("school.unknown", "There is no such school.")]);
        terms = terms with { Degree = terms.Degree.Trim(), Text = terms.Text.Trim() };
        var refusals = ImmutableArray.CreateBuilder<Refusal>();
        if (!ArePoints(terms.CreditPoints))
            refusals.Add(new("input.agreement", PointsMessage, "creditPoints"));
        if (terms.Degree.Length is 0 or > LongestName)
            refusals.Add(new("input.agreement", $"A degree has 1 to {LongestName} characters.", "degree"));
        if (terms.Text.Length > LongestText)
            refusals.Add(new("input.agreement", $"A text has at most {LongestText} characters.", "text"));
        if (terms.ValidUntil <= terms.ValidFrom)
            refusals.Add(new("input.agreement", "An agreement ends after it has begun.", "validUntil"));
        var versions = state.Versions(program);
        if (!versions.IsEmpty && terms.ValidFrom < versions[^1].Terms.ValidFrom)
            refusals.Add(new("input.agreement", "A version does not begin before the one that it follows.", "validFrom"));
        return refusals.Count > 0 ? new(null, refusals.ToImmutable())
            : !versions.IsEmpty && versions[^1].Terms == terms ? SchoolDecision.Nothing
            : new(new SchoolEvent.Agreed(program, versions.Length + 1, terms) { At = now }, []);
    }

    internal static string PointsMessage => $"Credit points are more than 0 and at most {MostPoints.ToString(System.Globalization.CultureInfo.InvariantCulture)}, with two decimals at most.";

    internal static bool ArePoints(decimal points) => points is > 0 and <= MostPoints && decimal.Round(points, 2) == points;
}
