using ExamEngine.Core.Schools;

namespace ExamEngine.Core.Tests.Schools;

public sealed class SchoolTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly AgreementTerms Terms = new(15, "Master of Science in Logistics", "One semester less.", Now, null);
    private static readonly SchoolState Delft = SchoolState.Evolve(SchoolState.Empty, new SchoolEvent.Described("Delft", ""));

    [Fact]
    public void A_school_is_described_once_and_the_same_again_is_nothing()
    {
        var described = Assert.IsType<SchoolEvent.Described>(SchoolRules.Describe(SchoolState.Empty, " Delft ", "https://example.edu", Now).Happened);

        Assert.Equal(("Delft", "https://example.edu", Now), (described.Name, described.Website, described.At));
        Assert.Equal(SchoolDecision.Nothing, SchoolRules.Describe(SchoolState.Evolve(SchoolState.Empty, described), "Delft", "https://example.edu", Now));
    }

    [Theory]
    [InlineData("", "", "name")]
    [InlineData("Delft", "http://example.edu", "website")]
    [InlineData("Delft", "javascript:alert(1)", "website")]
    [InlineData("Delft", "example.edu", "website")]
    public void What_is_wrong_with_a_description_is_told(string name, string website, string where) =>
        Assert.Equal(("input.school", where), Assert.Single(SchoolRules.Describe(SchoolState.Empty, name, website, Now).Refusals) is var refusal ? (refusal.Code, refusal.Where) : default);

    [Fact]
    public void Versions_are_numbered_and_the_same_terms_are_no_new_one()
    {
        var first = Agree(Delft, Terms);
        var second = Agree(first, Terms with { CreditPoints = 20 });

        Assert.Equal([1, 2], second.Versions("scm").Select(version => version.Version));
        Assert.Equal(SchoolDecision.Nothing, SchoolRules.Agree(second, "scm", Terms with { CreditPoints = 20 }, Now.AddDays(1)));
        Assert.Empty(second.Versions("fin"));
    }

    [Fact]
    public void Everything_that_is_wrong_with_terms_is_told_at_once()
    {
        var wrong = SchoolRules.Agree(Delft, "scm", new(0, " ", new string('x', SchoolRules.LongestText + 1), Now, Now), Now);

        Assert.Equal(["creditPoints", "degree", "text", "validUntil"], wrong.Refusals.Select(refusal => refusal.Where));
        Assert.Equal("creditPoints", Assert.Single(SchoolRules.Agree(Delft, "scm", Terms with { CreditPoints = 1.005m }, Now).Refusals).Where);
        Assert.Equal("validFrom", Assert.Single(SchoolRules.Agree(Agree(Delft, Terms), "scm", Terms with { ValidFrom = Now.AddDays(-1) }, Now).Refusals).Where);
        Assert.Equal("school.unknown", Assert.Single(SchoolRules.Agree(SchoolState.Empty, "scm", Terms, Now).Refusals).Code);
    }

    [Fact]
    public void The_newest_version_that_has_begun_is_in_force_and_one_with_an_end_ends_the_agreement()
    {
        var school = Agree(Agree(Agree(Delft, Terms), Terms with { ValidFrom = Now.AddDays(10), CreditPoints = 20 }), Terms with { ValidFrom = Now.AddDays(20), ValidUntil = Now.AddDays(30) });

        Assert.Null(school.InForce("scm", Now.AddTicks(-1)));
        Assert.Equal(1, school.InForce("scm", Now)?.Version);
        Assert.Equal(2, school.InForce("scm", Now.AddDays(10))?.Version);
        Assert.Equal(3, school.InForce("scm", Now.AddDays(30).AddTicks(-1))?.Version);
        Assert.Null(school.InForce("scm", Now.AddDays(30)));
        Assert.Null(school.InForce("fin", Now));
    }

    private static SchoolState Agree(SchoolState school, AgreementTerms terms) =>
        SchoolState.Evolve(school, Assert.IsType<SchoolEvent.Agreed>(SchoolRules.Agree(school, "scm", terms, Now).Happened));
}
