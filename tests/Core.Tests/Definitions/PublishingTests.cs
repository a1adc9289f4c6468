using System.Collections.Immutable;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Tests.Definitions;

public sealed class PublishingTests
{
    private static readonly Section First = Sample.Exam.Sections[0];

    [Fact]
    public void A_sound_draft_becomes_the_version_asked_for()
    {
        var version = Assert.IsType<Validated<ExamVersion>.Valid>(Publishing.Publish(new ExamDraft(Sample.Exam), 4)).Value;
        Assert.Equal(Sample.Exam with { Version = 4 }, version);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_place()
    {
        var item = Sample.Item("Bad Id", Sample.Choice with { Options = [.. Sample.Choice.Options.Select(option => option with { Fraction = 0 })] });
        var refusals = Refused(Sample.Of(new SectionEntry.Fixed(item, false)) with { Title = " ", TimeLimit = TimeSpan.Zero });
        Assert.Equal(
            [
                ("exam.title-missing", "title"),
                ("exam.time-limit-not-positive", "timeLimit"),
                ("item.id-invalid", "sections[0].items[0].id"),
                ("choice.no-right-option", "sections[0].items[0].fields[0].singleChoice"),
            ],
            refusals.Select(refusal => (refusal.Code, refusal.Where)));
    }

    [Fact]
    public void Settings_lie_in_their_ranges()
    {
        Refuses("exam.id-invalid", Sample.Exam with { ExamId = "SCM 1" });
        Refuses("exam.id-invalid", Sample.Exam with { ProgramId = "" });
        Refuses("exam.language-invalid", Sample.Exam with { Language = "english!" });
        Refuses("exam.cut-score-range", Sample.Exam with { CutScorePercent = 100.1m });
        Refuses("policy.duration-range", Sample.Exam with { Policy = Sample.Exam.Policy with { Grace = TimeSpan.FromHours(1) } });
        Refuses("policy.duration-range", Sample.Exam with { Policy = Sample.Exam.Policy with { LostTimeCap = TimeSpan.FromSeconds(-1) } });
        Refuses("policy.attempts-range", Sample.Exam with { Policy = Sample.Exam.Policy with { AttemptsAllowed = 0 } });
        Refuses("policy.rehearsal-of-rehearsal", Sample.Exam with { Rehearsal = true });
    }

    [Fact]
    public void A_proctoring_policy_asks_for_what_it_has_and_keeps_nothing_for_ever()
    {
        var usual = ProctoringPolicy.Standard;
        var blind = usual with { Camera = false, FaceCounting = false, Identity = false, RoomScan = false };
        Refuses("proctoring.camera-needed", Watched(blind with { FaceCounting = true }));
        Refuses("proctoring.camera-needed", Watched(blind with { Identity = true }));
        Refuses("proctoring.camera-needed", Watched(blind with { RoomScan = true }));
        Refuses("proctoring.nothing-to-record", Watched(usual with { Camera = false, FaceCounting = false, Identity = false, Screen = false, Record = true }));
        Refuses("proctoring.duration-range", Watched(usual with { StillEvery = TimeSpan.FromMilliseconds(100) }));
        Refuses("proctoring.retention-range", Watched(usual with { Retention = usual.Retention with { Stills = 0 } }));
        Refuses("proctoring.retention-range", Watched(usual with { Retention = usual.Retention with { Talk = 36_500 } }));
        Refuses("asset.missing", Watched(usual with { Purpose = "![x](asset:other.png)" }));
        Refuses("proctoring.severity-range", Watched(usual with { Review = usual.Review with { OpensAt = 1.1m } }));
        Refuses("proctoring.duration-range", Watched(usual with { Review = usual.Review with { AnswerWithin = TimeSpan.Zero } }));
    }

    [Fact]
    public void A_flag_rule_can_be_told_apart_and_set_off()
    {
        var rule = ProctoringPolicy.Standard.Rules[0];
        Refuses("proctoring.rule-id-invalid", Ruled(rule with { Id = "Page hidden" }));
        Refuses("proctoring.rule-id-repeated", Ruled(rule, rule));
        Refuses("proctoring.rule-title-missing", Ruled(rule with { Title = " " }));
        Refuses("proctoring.severity-range", Ruled(rule with { Severity = -0.1m }));
        Refuses("proctoring.trigger-range", Ruled(rule with { Trigger = new FlagTrigger.Lasting(Condition.NoFace, TimeSpan.FromHours(2)) }));
        Refuses("proctoring.trigger-range", Ruled(rule with { Trigger = new FlagTrigger.Repeated([], 1, TimeSpan.FromMinutes(1)) }));
        Refuses("proctoring.trigger-range", Ruled(rule with { Trigger = new FlagTrigger.Repeated([Act.Copied], 0, TimeSpan.FromMinutes(1)) }));
        Refuses("proctoring.too-many-rules", Ruled([.. Enumerable.Range(0, 101).Select(n => rule with { Id = $"rule-{n}" })]));
    }

    private static ExamVersion Watched(ProctoringPolicy policy) => Sample.Exam with { Proctored = true, Proctoring = policy };

    private static ExamVersion Ruled(params FlagRule[] rules) => Watched(ProctoringPolicy.Standard with { Rules = [.. rules] });

    [Fact]
    public void Sections_have_items_names_of_their_own_and_fit_into_the_exams_time()
    {
        Refuses("exam.no-sections", Sample.Exam with { Sections = [] });
        Refuses("section.empty", Sample.Exam with { Sections = [First with { Entries = [] }] });
        Refuses("section.id-repeated", Sample.Exam with { Sections = [First, Sample.Exam.Sections[1] with { Id = First.Id }] });
        Refuses("section.time-limit-too-long", Sample.Exam with { Sections = [First with { TimeLimit = TimeSpan.FromHours(2) }] });
        Refuses("section.time-limit-not-positive", Sample.Exam with { Sections = [First with { TimeLimit = TimeSpan.Zero }] });
    }

    [Fact]
    public void A_pool_can_give_what_it_draws_and_is_fair()
    {
        var (a, b) = (Sample.Item("a", Sample.Text), Sample.Item("b", Sample.Text));
        Refuses("pool.draw-range", Sample.Of(new SectionEntry.Pool("p", 3, [a, b])));
        Refuses("pool.draw-range", Sample.Of(new SectionEntry.Pool("p", 0, [a, b])));
        Refuses("pool.unequal-points", Sample.Of(new SectionEntry.Pool("p", 1, [a, Sample.Item("c", Sample.Text, 2)])));
        Refuses("pool.id-repeated", Sample.Of(new SectionEntry.Pool("p", 1, [a]), new SectionEntry.Pool("p", 1, [b])));
        Refuses("item.id-repeated", Sample.Of(new SectionEntry.Pool("p", 1, [a, a])));
        Refuses("exam.too-many-items", Sample.Of(new SectionEntry.Pool("p", int.MaxValue, [a]), new SectionEntry.Pool("q", int.MaxValue, [b])));
    }

    [Fact]
    public void Assets_exist_are_images_and_have_names_of_their_own()
    {
        Refuses("asset.missing", Sample.Exam with { Assets = [] });
        Refuses("asset.missing", Sample.Exam with { Instructions = "![x](asset:other.png)" });
        Refuses("asset.media-type", Sample.Exam with { Assets = [Sample.Assets[0] with { MediaType = "text/html" }] });
        Refuses("asset.name-repeated", Sample.Exam with { Assets = [Sample.Assets[0], Sample.Assets[0]] });
        Refuses("asset.name-invalid", Sample.Exam with { Assets = [.. Sample.Assets, Sample.Assets[0] with { Name = "../x" }] });
        Refuses("asset.size", Sample.Exam with { Assets = [Sample.Assets[0] with { Content = [] }] });
    }

    [Fact]
    public void An_item_asks_something_in_fields_worth_points()
    {
        var item = Sample.Item("a", Sample.Text);
        RefusesItem("item.fields-range", item with { Fields = [] });
        RefusesItem("item.stem-missing", item with { Stem = "" });
        RefusesItem("field.id-repeated", item with { Fields = [item.Fields[0], item.Fields[0]] });
        RefusesItem("field.points-range", Sample.Item("a", Sample.Text, 0));
        RefusesItem("field.points-range", Sample.Item("a", Sample.Text, 0.00001m));
    }

    [Fact]
    public void Variables_and_expressions_are_declared_and_work_out()
    {
        var item = Sample.SafetyStock;
        RefusesItem("text.undeclared-variable", item with { Stem = "{{nu}}" });
        RefusesItem("text.undeclared-variable", Sample.Item("a", Sample.Choice with { Options = [new("1", "{{x}}", 1, false), new("2", "y", 0, false)] }));
        RefusesItem("text.number-format", item with { Explanation = "{{mu:zz}}" });
        RefusesItem("variable.name-invalid", item with { Variables = item.Variables.Add(new Variable.OneOf("sqrt", [1])) });
        RefusesItem("variable.name-repeated", item with { Variables = item.Variables.Add(new Variable.OneOf("mu", [1])) });
        RefusesItem("variable.range-invalid", item with { Variables = item.Variables.Add(new Variable.Range("x", 1, 0, 1)) });
        RefusesItem("variable.range-invalid", item with { Variables = item.Variables.Add(new Variable.Range("x", 0, 1, 0)) });
        RefusesItem("variable.values-missing", item with { Variables = item.Variables.Add(new Variable.OneOf("x", [])) });
        RefusesItem("expression.unknown-name", item with { Variables = item.Variables.Insert(0, new Variable.Computed("x", "ss + 1")) });
        RefusesItem("expression.condition", item with { Constraints = ["mu + 1"] });
        RefusesItem("expression.incomplete", Numeric("1 +"));
        RefusesItem("item.constraints-unsatisfiable", item with { Constraints = ["mu > 500"] });
        RefusesItem("item.constraints-unsatisfiable", item with { Variables = item.Variables.Add(new Variable.Computed("x", "1 / (mu - mu)")) });
    }

    [Fact]
    public void Choices_have_a_right_option_and_credits_their_rule_can_use()
    {
        static Option Of(string id, decimal fraction) => new(id, id, fraction, false);
        static Interaction Multiple(MultipleResponseRule rule, params decimal[] fractions) =>
            new Interaction.MultipleResponse([.. fractions.Select((fraction, i) => Of($"{i}", fraction))], true, 0, rule);

        RefusesField("choice.options-range", new Interaction.SingleChoice([Of("1", 1)], true));
        RefusesField("choice.options-range", new Interaction.SingleChoice([.. Enumerable.Range(0, 27).Select(i => Of($"{i}", 1))], true));
        RefusesField("choice.no-right-option", new Interaction.SingleChoice([Of("1", 0.5m), Of("2", 0)], true));
        RefusesField("option.credit-range", new Interaction.SingleChoice([Of("1", 1), Of("2", -1)], true));
        RefusesField("option.id-repeated", new Interaction.SingleChoice([Of("1", 1), Of("1", 0)], true));
        RefusesField("option.text-missing", new Interaction.SingleChoice([Of("1", 1), new("2", " ", 0, false)], true));
        RefusesField("option.credit-range", Multiple(MultipleResponseRule.Edc, 1, 0.5m));
        RefusesField("choice.full-points-unreachable", Multiple(MultipleResponseRule.Fractions, 0.5m, -0.5m));
        RefusesField("choice.max-choices-range", Sample.Multiple with { MaxChoices = 1 });
        Accepts(Multiple(MultipleResponseRule.AllOrNothing, 0, 0));
        Accepts(Multiple(MultipleResponseRule.Fractions, 0.3333333m, 0.3333333m, 0.3333333m, -1));
    }

    [Fact]
    public void Numeric_keys_are_finite_and_reachable()
    {
        RefusesItem("numeric.key-not-finite", Numeric("1/0"));
        RefusesItem("numeric.key-not-finite", Numeric("10^400"));
        RefusesField("numeric.tolerance-negative", new Interaction.Numeric([new NumericAnswer.Value("1", new Tolerance.Absolute("-1"), 1)], [], false));
        RefusesField("numeric.interval-empty", new Interaction.Numeric([new NumericAnswer.Interval("2", false, "1", false, 1)], [], false));
        RefusesField("answer.full-credit-missing", new Interaction.Numeric([new NumericAnswer.Value("1", new Tolerance.Default(), 0.5m)], [], false));
        RefusesField("answer.count-range", new Interaction.Numeric([], [], false));
        RefusesField("numeric.unit-required-without-units", Sample.Numeric with { Answers = [new NumericAnswer.Value("1", new Tolerance.Default(), 1)], Units = [], UnitRequired = true });
        RefusesField("unit.factor-not-positive", Units(new Unit("m", 0)));
        RefusesField("unit.symbol-invalid", Units(new Unit("2m", 1)));
        RefusesField("unit.symbol-repeated", Units(new Unit("m", 1), new Unit("m", 2)));
    }

    [Fact]
    public void Texts_and_essays_can_be_answered()
    {
        RefusesField("answer.pattern-invalid", Sample.Text with { Answers = [new("a)|(b", true, 1)] });
        RefusesField("answer.pattern-invalid", Sample.Text with { Answers = [new("(?x)a#b", true, 1)] });
        RefusesField("answer.blank", Sample.Text with { Answers = [new(" ", false, 1)] });
        RefusesField("answer.too-long", Sample.Text with { MaxLength = 3 });
        RefusesField("answer.credit-range", Sample.Text with { Answers = [new("a", false, 1), new("b", false, 0)] });
        RefusesField("text.max-length-range", Sample.Text with { MaxLength = 0 });
        RefusesField("essay.word-bounds", new Interaction.Essay(10, 5, ""));
        RefusesField("essay.word-bounds", new Interaction.Essay(-1, null, ""));
        RefusesField("asset.missing", new Interaction.Essay(null, null, "![](asset:x.png)"));
        Accepts(new Interaction.Essay(null, null, ""));
    }

    private static Item Numeric(string key) => Sample.Item("a", new Interaction.Numeric([new NumericAnswer.Value(key, new Tolerance.Default(), 1)], [], false));

    private static Interaction.Numeric Units(params Unit[] units) => new([new NumericAnswer.Value("1", new Tolerance.Default(), 1)], [.. units], false);

    private static void Accepts(Interaction interaction) =>
        Assert.IsType<Validated<ExamVersion>.Valid>(Publishing.Publish(new(Sample.Of(new SectionEntry.Fixed(Sample.Item("a", interaction), false))), 1));

    private static void RefusesField(string code, Interaction interaction) => RefusesItem(code, Sample.Item("a", interaction));

    private static void RefusesItem(string code, Item item) => Refuses(code, Sample.Of(new SectionEntry.Fixed(item, false)));

    private static void Refuses(string code, ExamVersion exam) => Assert.Contains(code, Refused(exam).Select(refusal => refusal.Code));

    private static ImmutableArray<Refusal> Refused(ExamVersion exam) =>
        Assert.IsType<Validated<ExamVersion>.Invalid>(Publishing.Publish(new ExamDraft(exam), 1)).Refusals;
}
