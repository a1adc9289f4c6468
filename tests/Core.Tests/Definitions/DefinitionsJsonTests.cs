using System.Text.Json;
using System.Text.Json.Nodes;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Tests.Definitions;

/// <summary>
/// Definitions are stored for as long as attempts are. A golden file is never changed and never removed: when a definition gains a
/// property, give it a default, keep the old file, and add a new one beside it (<c>exam.v2.json</c>).
/// </summary>
public sealed class DefinitionsJsonTests
{
    [Theory]
    [InlineData("exam.v1.json")]
    [InlineData("exam.v2.json")]
    [InlineData("exam.v3.json")]
    [InlineData("exam.v4.json")]
    public void Every_stored_exam_is_still_read(string file)
    {
        var exam = JsonSerializer.Deserialize(Golden(file), DefinitionsJson.Default.ExamVersion);
        Assert.NotNull(exam);
        Assert.IsType<Validated<ExamVersion>.Valid>(Publishing.Publish(new ExamDraft(exam), exam.Version));
    }

    [Fact]
    public void An_exam_is_written_as_the_newest_golden_file_has_it() => Assert.Equal(
        Compact(Golden("exam.v4.json")), JsonSerializer.Serialize(Sample.Exam with { Eligibility = Asking }, DefinitionsJson.Default.ExamVersion));

    [Fact]
    public void An_exam_that_asks_for_nothing_more_is_written_as_before_it_could()
    {
        var newest = JsonNode.Parse(Golden("exam.v4.json"))!.AsObject();
        Assert.True(newest.Remove("eligibility"));
        Assert.Equal(Compact(newest.ToJsonString()), JsonSerializer.Serialize(Sample.Exam, DefinitionsJson.Default.ExamVersion));
    }

    private static readonly EligibilityPolicy Asking = new(
        true, true, true, true, [new Prerequisite.Exam("scm-basics", null), new Prerequisite.Course("sc0x", 60)], TimeSpan.FromDays(14), 1, true);

    [Fact]
    public void An_exam_from_before_there_were_policies_is_watched_over_as_is_usual()
    {
        var exam = JsonSerializer.Deserialize(Golden("exam.v1.json"), DefinitionsJson.Default.ExamVersion);
        Assert.Same(ProctoringPolicy.Standard, exam?.Proctoring);
        Assert.Null((exam! with { Proctored = false }).Proctoring);
    }

    [Fact]
    public void An_exam_survives_the_way_to_disk_and_back()
    {
        var text = JsonSerializer.Serialize(Sample.Exam, DefinitionsJson.Default.ExamVersion);
        var read = JsonSerializer.Deserialize(text, DefinitionsJson.Default.ExamVersion);
        Assert.Equal(text, JsonSerializer.Serialize(read, DefinitionsJson.Default.ExamVersion));
    }

    [Fact]
    public void A_form_survives_the_way_to_disk_and_back()
    {
        var form = FormDrawer.Draw(Sample.Exam, 42);
        var read = JsonSerializer.Deserialize(JsonSerializer.Serialize(form, DefinitionsJson.Default.Form), DefinitionsJson.Default.Form);
        Assert.Equal(form.Items, read?.Items);
        Assert.Equal(form.Seed, read?.Seed);
    }

    [Theory]
    [InlineData("""{"kind":"blank"}""")]
    [InlineData("""{"kind":"choices","options":["a","c"]}""")]
    [InlineData("""{"kind":"text","value":"3 dozen"}""")]
    public void A_response_has_a_frozen_form(string json) => Assert.Equal(
        json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, DefinitionsJson.Default.ResponseValue), DefinitionsJson.Default.ResponseValue));

    [Fact]
    public void A_store_that_reorders_properties_does_no_harm() => Assert.Equal(
        new ResponseValue.Text("3"), JsonSerializer.Deserialize("""{"value":"3","kind":"text"}""", DefinitionsJson.Default.ResponseValue));

    [Theory]
    [InlineData("""{"kind":"choices"}""")]
    [InlineData("""{"kind":"text","value":null}""")]
    [InlineData("""{"kind":"drawing"}""")]
    [InlineData("""{"value":"3"}""")]
    public void A_malformed_response_is_not_read(string json) =>
        Assert.ThrowsAny<Exception>(() => JsonSerializer.Deserialize(json, DefinitionsJson.Default.ResponseValue));

    private static string Golden(string file) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Goldens", file));

    private static string Compact(string json) => JsonSerializer.Serialize(JsonDocument.Parse(json).RootElement);
}
