using ExamEngine.Core.Credentials;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Tests.Credentials;

public sealed class CredentialTemplateTests
{
    private static readonly CredentialTemplate Plain = CredentialTemplate.Default;

    private static CredentialSubject Subject(string kind = "program", string language = "en", bool proctored = true) => new(kind, proctored, language, "Supply {title}", "SCM", "The Institute");

    [Theory]
    [InlineData("en", "passed the proctored exam")]
    [InlineData("en-GB", "passed the proctored exam")]
    [InlineData("es-MX", "ha aprobado el examen supervisado")]
    [InlineData("zh-Hant", "通过了监考考试")]
    [InlineData("hy", "passed the proctored exam")]
    [InlineData("enm", "passed the proctored exam")]
    public void The_built_in_words_are_in_the_language_of_the_credential_or_in_English(string language, string statement) =>
        Assert.Equal(statement, CredentialTemplates.Word(Plain, "built-in", Subject("exam", language)).Statement);

    [Theory]
    [InlineData("exam", true, "passed the proctored exam")]
    [InlineData("exam", false, "passed the exam")]
    [InlineData("course", true, "completed the course")]
    [InlineData("program", false, "completed the program")]
    public void What_was_done_depends_on_the_kind_and_on_the_proctor(string kind, bool proctored, string statement) =>
        Assert.Equal(statement, CredentialTemplates.Word(Plain, "built-in", Subject(kind, proctored: proctored)).Statement);

    [Fact]
    public void Titles_are_put_in_as_they_are()
    {
        var wording = CredentialTemplates.Word(Plain with { Texts = [new("en", "program", null, "did {title} at {issuer}", "{program}", "{title}")] }, "scm@2", Subject());

        Assert.Equal(("scm@2", "did Supply {title} at The Institute", "SCM"), (wording.Template, wording.Statement, wording.Description));
    }

    [Fact]
    public void A_text_for_the_way_it_was_earned_and_for_the_region_goes_first()
    {
        var template = Plain with
        {
            Texts = [new("pt", "exam", null, "any", "d", "c"), new("pt", "exam", true, "watched", "d", "c"), new("pt-BR", "exam", null, "Brazil", "d", "c"), new("pt", "course", true, "other", "d", "c")],
        };

        Assert.Equal("watched", CredentialTemplates.Word(template, "t", Subject("exam", "pt-PT")).Statement);
        Assert.Equal("any", CredentialTemplates.Word(template, "t", Subject("exam", "pt", proctored: false)).Statement);
        Assert.Equal("Brazil", CredentialTemplates.Word(template, "t", Subject("exam", "pt-BR")).Statement);
        Assert.Equal("passed the proctored exam", CredentialTemplates.Word(template, "t", Subject("exam")).Statement);
    }

    [Fact]
    public void Every_fault_is_told_with_its_place()
    {
        var template = new CredentialTemplate(
            "a5", "#ffff00", new string('x', 25), [new("", "Dean"), new("A", ""), new("B", ""), new("C", "")],
            [new("e", "exams", null, "", "{name}", "ok"), new("en", "exam", null, new string('x', 121), "ok", "a } b")]);

        var invalid = Assert.IsType<Validated<CredentialTemplate>.Invalid>(CredentialTemplates.Check(template));

        Assert.Equal(
            [
                "accent template.colour", "page template.page", "seal template.too-long", "signatories template.too-many", "signatories[0].name template.empty",
                "texts[0].description template.place", "texts[0].kind template.kind", "texts[0].language template.language", "texts[0].statement template.empty",
                "texts[1].criteria template.place", "texts[1].statement template.too-long",
            ],
            invalid.Refusals.Select(refusal => $"{refusal.Where} {refusal.Code}").Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("#1f4e79", true)]
    [InlineData("#767676", true)]
    [InlineData("#777777", false)]
    [InlineData("1f4e79", false)]
    [InlineData("#1f4e7g", false)]
    [InlineData("#fff", false)]
    public void A_colour_can_be_read_on_white(string colour, bool taken) =>
        Assert.Equal(taken, CredentialTemplates.Check(Plain with { Accent = colour }) is Validated<CredentialTemplate>.Valid);
}
