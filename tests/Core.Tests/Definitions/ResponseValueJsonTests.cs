using System.Text.Json;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Tests.Definitions;

/// <summary>Journals are full of these bytes: what is here may only be added to.</summary>
public sealed class ResponseValueJsonTests
{
    public static TheoryData<string, ResponseValue> Stored => new()
    {
        { """{"kind":"blank"}""", ResponseValue.None },
        { """{"kind":"choices","options":[]}""", new ResponseValue.Choices([]) },
        { """{"kind":"choices","options":["a","c"]}""", new ResponseValue.Choices(["a", "c"]) },
        { """{"kind":"text","value":"1/2 \u0022\u00E9\u0022"}""", new ResponseValue.Text("1/2 \"é\"") },
    };

    [Theory, MemberData(nameof(Stored))]
    public void A_response_is_stored_in_these_bytes_and_read_from_them(string json, ResponseValue value)
    {
        Assert.Equal(json, JsonSerializer.Serialize(value));
        Assert.Equal(value, JsonSerializer.Deserialize<ResponseValue>(json));
    }

    [Theory]
    [InlineData("""{"options":["a"],"kind":"choices"}""", "Choices")]
    [InlineData("""{"value":"42","later":{"kind":"blank"},"kind":"text"}""", "Text")]
    public void Members_may_stand_in_any_order_and_unknown_ones_are_skipped(string json, string kind) =>
        Assert.Equal(kind, JsonSerializer.Deserialize<ResponseValue>(json)?.ToString());

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{"kind":"choices"}""")]
    [InlineData("""{"kind":"text"}""")]
    [InlineData("""{"kind":"drawing","value":"x"}""")]
    [InlineData("""{"kind":"choices","options":[null]}""")]
    public void What_is_no_response_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ResponseValue>(json));
}
