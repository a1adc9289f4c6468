using CsCheck;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Grading;
using ExamEngine.Core.Tests.Definitions;

namespace ExamEngine.Core.Tests.Grading;

public sealed class ScoringProperties
{
    private static readonly Interaction[] Interactions = [Sample.Choice, Sample.Multiple, Sample.Numeric, Sample.Text, Sample.Essay];

    private static readonly Gen<Interaction> AnyInteraction = Gen.Int[0, Interactions.Length - 1].Select(i => Interactions[i]);

    private static readonly Gen<ResponseValue> Responses = Gen.OneOf(
        Gen.Const(ResponseValue.None),
        Gen.String.Select(text => (ResponseValue)new ResponseValue.Text(text)),
        Gen.String["0123456789.eE+-*/^()%kMu unitsdozen,piqrt"].Select(text => (ResponseValue)new ResponseValue.Text(text)),
        Gen.String["poisn "].Select(text => (ResponseValue)new ResponseValue.Text(text)),
        Gen.String[Gen.Char["abcdez"], 0, 2].Array[0, 5].Select(names => (ResponseValue)new ResponseValue.Choices([.. names])));

    [Fact]
    public void Any_response_to_any_field_has_the_same_score_each_time_within_its_points() =>
        Gen.Select(AnyInteraction, Responses, Gen.ULong, Gen.Decimal[0.0001m, 1000m]).Sample((interaction, response, seed, points) =>
        {
            var item = Sample.SafetyStock with { Fields = [new("answer", "", points, interaction)] };
            var score = Scoring.Score(ItemVariant.Of(item, seed), "answer", response);
            if (score is FieldScore.Scored scored)
                Assert.InRange(scored.Points, 0, points);
            Assert.Equal(score, Scoring.Score(ItemVariant.Of(item, seed), "answer", response));
        });

    [Fact]
    public void What_may_be_stored_is_the_same_with_and_without_the_variant() =>
        Gen.Select(AnyInteraction, Responses, Gen.ULong).Sample((interaction, response, seed) =>
        {
            var item = Sample.Item("item", interaction);
            Assert.Equal(ResponseShape.Of(item, "answer")?.Accepts(response), Scoring.Check(ItemVariant.Of(item, seed), "answer", response));
        });

    [Fact]
    public void The_key_itself_earns_all_points_in_every_variant() => Gen.ULong.Sample(seed =>
    {
        var variant = ItemVariant.Of(Sample.SafetyStock, seed);
        var ss = variant.Variables.Single(variable => variable.Name == "ss").Value;
        Assert.Equal(new FieldScore.Scored(2, Verdict.Correct), Scoring.Score(variant, "answer", new ResponseValue.Text($"{ss:R} units")));
    });

    [Fact]
    public void A_field_that_is_not_there_is_an_input_error()
    {
        var variant = ItemVariant.Of(Sample.SafetyStock, 1);
        Assert.Equal("response.unknown-field", Assert.IsType<FieldScore.InputError>(Scoring.Score(variant, "other", ResponseValue.None)).Code);
        Assert.Equal("response.unknown-field", Scoring.Check(variant, "other", ResponseValue.None)?.Code);
        Assert.Null(ResponseShape.Of(Sample.SafetyStock, "other"));
    }

    [Fact]
    public void An_essay_waits_for_a_person_unless_it_is_blank()
    {
        Assert.IsType<FieldScore.NeedsPerson>(Scoring.Score(Sample.Field(Sample.Essay), new ResponseValue.Text("The bullwhip…")));
        Assert.Equal(new FieldScore.Scored(0, Verdict.Blank), Scoring.Score(Sample.Field(Sample.Essay), new ResponseValue.Text(" ")));
        Assert.Equal("response.too-long", Scoring.Check(ItemVariant.Of(Sample.Item("item", Sample.Essay), 1), "answer", new ResponseValue.Text(new string('x', 50_001)))?.Code);
    }

    [Fact]
    public void What_a_learner_wrote_is_not_printed()
    {
        Assert.Equal("Text", new ResponseValue.Text("secret").ToString());
        Assert.Equal("Choices", new ResponseValue.Choices(["a"]).ToString());
    }
}
