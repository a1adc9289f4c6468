using CsCheck;
using ExamEngine.Core.Definitions;
using ExamEngine.Core.Kernel;
using ExamEngine.Core.Proctoring;
using ExamEngine.Interchange.Authoring;

namespace ExamEngine.Interchange.Tests.Authoring;

public sealed class ExamYamlTests
{
    private static readonly ExamVersion Full = AuthoringSamples.Draft(AuthoringSamples.Full);

    [Fact]
    public void A_full_exam_can_be_published() =>
        Assert.IsType<Validated<ExamVersion>.Valid>(Publishing.Publish(new ExamDraft(Full), 1));

    [Fact]
    public void Settings_are_read()
    {
        Assert.Equal(("scm-inventory", "Inventory and demand", "scm", "sc1x"), (Full.ExamId, Full.Title, Full.ProgramId, Full.CourseId));
        Assert.Equal((TimeSpan.FromMinutes(90), 60m, Navigation.Linear, true), (Full.TimeLimit, Full.CutScorePercent, Full.Navigation, Full.Proctored));
        Assert.Equal("Read **every** item.", Full.Instructions);
        Assert.Equal(
            new ExamPolicy(TimeSpan.FromSeconds(7), TimeSpan.FromMinutes(10), TimeSpan.FromSeconds(20), null, false, TimeSpan.FromHours(24), true), Full.Policy);
        Assert.Equal(new ReviewOptions(true, false, true, ReleaseRule.AfterWindow), Full.Review);
        Assert.Equal(("curve.svg", "image/svg+xml", 6), (Full.Assets[0].Name, Full.Assets[0].MediaType, Full.Assets[0].Content.Length));
    }

    [Fact]
    public void What_is_asked_of_a_learner_is_read()
    {
        var asks = Full.Eligibility;
        Assert.NotNull(asks);
        Assert.Equal((true, true, true, true), (asks.Enrolment, asks.Payment, asks.ConfirmedName, asks.AccommodationsDecided));
        Assert.Equal([new Prerequisite.Exam("scm-basics", null), new Prerequisite.Course("sc0x", 60)], asks.Passed);
        Assert.Equal((TimeSpan.FromDays(14), (int?)2, true), (asks.CoolingOff, asks.AttemptsPerWindow, asks.NoShowUsesAttempt));
    }

    [Fact]
    public void An_exam_that_says_nothing_asks_for_nothing_more()
    {
        Assert.Null(AuthoringSamples.Draft(AuthoringSamples.Small).Eligibility);
        var empty = AuthoringSamples.Draft(AuthoringSamples.Small + "\neligibility: { payment: true, attemptsPerWindow: unlimited, noShow: free }").Eligibility;
        Assert.Equal((true, false, TimeSpan.Zero, null, false, 0), (empty!.Payment, empty.Enrolment, empty.CoolingOff, empty.AttemptsPerWindow, empty.NoShowUsesAttempt, empty.Passed.Length));
    }

    [Theory]
    [InlineData("coolingOff: 18000h", "policy.duration-range")]
    [InlineData("attemptsPerWindow: 0", "policy.attempts-range")]
    [InlineData("passed: [ { exam: Not An Id } ]", "policy.prerequisite-invalid")]
    [InlineData("passed: [ { course: sc0x, atLeast: 101% } ]", "policy.prerequisite-range")]
    public void What_nobody_could_meet_is_not_published(string asks, string code)
    {
        var draft = AuthoringSamples.Draft(AuthoringSamples.Small + $"\neligibility: {{ {asks} }}");
        var refused = Assert.IsType<Validated<ExamVersion>.Invalid>(Publishing.Publish(new ExamDraft(draft), 1));
        Assert.Equal([code], refused.Refusals.Select(refusal => refusal.Code));
    }

    [Fact]
    public void No_exam_comes_before_itself_and_a_rehearsal_asks_for_nothing()
    {
        var itself = Full with { Eligibility = EligibilityPolicy.None with { Passed = [new Prerequisite.Exam(Full.ExamId, null)] } };
        Assert.Equal("policy.prerequisite-itself", Refusal(itself));
        var rehearsal = AuthoringSamples.Draft(AuthoringSamples.Small) with { Rehearsal = true, Eligibility = EligibilityPolicy.None };
        Assert.Equal("policy.rehearsal-asks", Refusal(rehearsal));
        Assert.Equal("policy.enrolment-without-program", Refusal(rehearsal with { Rehearsal = true, ProgramId = "", Eligibility = EligibilityPolicy.None with { Enrolment = true } }));

        static string Refusal(ExamVersion exam) => Assert.IsType<Validated<ExamVersion>.Invalid>(Publishing.Publish(new ExamDraft(exam), 1)).Refusals[^1].Code;
    }

    [Fact]
    public void Proctoring_is_read()
    {
        var policy = Full.Proctoring;
        Assert.NotNull(policy);
        Assert.Equal(
            (true, false, true, false, false, true, true, AdmitBy.Policy, TimeSpan.FromSeconds(15), true),
            (policy.Camera, policy.Microphone, policy.Screen, policy.Fullscreen, policy.FaceCounting, policy.Identity, policy.RoomScan, policy.Admit, policy.StillEvery, policy.Record));
        Assert.Equal((new RetentionDays(14, 7, 3, 60), "So that **nobody** is helped."), (policy.Retention, policy.Purpose));
        Assert.Equal(new ReviewPolicy(0.5m, TimeSpan.FromHours(48), TimeSpan.FromHours(240), TimeSpan.FromHours(120)), policy.Review);
        Assert.Equal(["no-face", "away", "copies"], policy.Rules.Select(rule => rule.Id));
        Assert.Equal([0.25m, 0.4m, 0.3m], policy.Rules.Select(rule => rule.Severity));
        Assert.Equal(new FlagTrigger.Lasting(Condition.PageHidden, TimeSpan.FromSeconds(30)), policy.Rules[1].Trigger);
        Assert.Equal([Excuse.NetworkDrop, Excuse.ClockJump, Excuse.AssistiveTools], policy.Rules[1].Excuses);
        var repeated = Assert.IsType<FlagTrigger.Repeated>(policy.Rules[2].Trigger);
        Assert.Equal((3, TimeSpan.FromMinutes(5)), (repeated.Times, repeated.Within));
        Assert.Equal([Act.Copied, Act.Cut], repeated.What);
    }

    [Fact]
    public void An_exam_that_says_no_more_than_that_it_is_proctored_is_watched_over_as_is_usual()
    {
        Assert.Same(ProctoringPolicy.Standard, AuthoringSamples.Draft(AuthoringSamples.Small + "\nproctored: true").Proctoring);
        Assert.Null(AuthoringSamples.Draft(AuthoringSamples.Small).Proctoring);
    }

    [Fact]
    public void Without_a_camera_nothing_is_usual_that_takes_one()
    {
        var policy = AuthoringSamples.Draft(AuthoringSamples.Small + "\nproctored: true\nproctoring: { camera: false }").Proctoring;
        Assert.Equal((false, false, false, true), (policy?.Camera, policy?.FaceCounting, policy?.Identity, policy?.Screen));
    }

    [Fact]
    public void Of_a_proctored_rehearsal_nobody_is_kept_waiting_and_nothing_is_kept_for_long_unless_it_says_so()
    {
        var rehearsal = AuthoringSamples.Small + "\nrehearsal: true\nproctored: true\n";
        Assert.Equal(ProctoringPolicy.Rehearsal, AuthoringSamples.Draft(rehearsal).Proctoring);

        var policy = AuthoringSamples.Draft(rehearsal + "proctoring: { screen: false, retention: { stills: 3 } }").Proctoring;
        Assert.Equal((AdmitBy.Policy, new RetentionDays(3, 1, 1, 1), false), (policy?.Admit, policy?.Retention, policy?.Screen));
        policy = AuthoringSamples.Draft(rehearsal + "proctoring: { admit: proctor }").Proctoring;
        Assert.Equal(AdmitBy.Proctor, policy?.Admit);
    }

    [Fact]
    public void What_is_left_out_has_its_default()
    {
        var small = AuthoringSamples.Draft(AuthoringSamples.Small);
        Assert.Equal(("en", "", Navigation.Free, false, ""), (small.Language, small.CourseId, small.Navigation, small.Proctored, small.HonourCode));
        Assert.Equal(new ExamPolicy(TimeSpan.FromSeconds(5), TimeSpan.Zero, TimeSpan.FromSeconds(30), 1, true, TimeSpan.Zero, false), small.Policy);
        Assert.Equal(new ReviewOptions(true, true, false, ReleaseRule.WhenGraded), small.Review);
        var field = Item(small, 0, 0).Fields[0];
        Assert.Equal(("answer", "", 1m), (field.Id, field.Prompt, field.Points));
        var numeric = Assert.IsType<Interaction.Numeric>(field.Interaction);
        Assert.Equal(new NumericAnswer.Value("2", new Tolerance.Default(), 1), numeric.Answers[0]);
    }

    [Fact]
    public void A_section_with_its_own_time_is_one_way() =>
        Assert.Equal([(TimeSpan.FromMinutes(40), true, true), (null, true, false)], Full.Sections.Select(section => (section.TimeLimit, section.OneWay, section.ShuffleItems)));

    [Fact]
    public void A_parameterised_item_is_read()
    {
        Assert.True(Assert.IsType<SectionEntry.Fixed>(Full.Sections[0].Entries[0]).Pinned);
        var item = Item(Full, 0, 0);
        Assert.Equal([new Variable.Range("mu", 100, 200, 10), new Variable.Range("sigma", 10, 30, 5)], item.Variables.OfType<Variable.Range>());
        Assert.Equal([4m, 9, 16], Assert.IsType<Variable.OneOf>(item.Variables[1]).Values);
        Assert.Equal(new Variable.Computed("ss", "1.645 * sigma * sqrt(L)"), item.Variables[3]);
        Assert.Equal(["mu > 3 * sigma"], item.Constraints);
        var numeric = Assert.IsType<Interaction.Numeric>(item.Fields[0].Interaction);
        Assert.Equal(
            [
                new NumericAnswer.Value("ss", new Tolerance.Percent("1"), 1),
                new NumericAnswer.Value("ss * 2", new Tolerance.Absolute("0.5"), 0.5m),
                new NumericAnswer.Interval("ss * 3", true, "ss * 4", false, 0.25m),
            ],
            numeric.Answers);
        Assert.Equal([new Unit("units", 1), new Unit("dozen", 12)], numeric.Units);
    }

    [Fact]
    public void Choices_are_read()
    {
        var single = Assert.IsType<Interaction.SingleChoice>(Item(Full, 0, 1).Fields[0].Interaction);
        Assert.Equal(
            [new("1", "Exponential smoothing", 1, false), new("2", "Naive", 0, false), new("half", "Half right", 0.5m, false), new Option("4", "None of these", 0, true)],
            single.Options);
        Assert.True(single.Shuffle);
        var multiple = Assert.IsType<Interaction.MultipleResponse>(Item(Full, 0, 2).Fields[0].Interaction);
        Assert.Equal((MultipleResponseRule.Fractions, 3, false), (multiple.Rule, multiple.MaxChoices, multiple.Shuffle));
        Assert.Equal([0.5m, 0.5m, -1], multiple.Options.Select(option => option.Fraction));
    }

    [Fact]
    public void Pools_texts_essays_and_several_fields_are_read()
    {
        var pool = Assert.IsType<SectionEntry.Pool>(Full.Sections[0].Entries[3]);
        Assert.Equal(("demand-pool", 1, 2), (pool.Id, pool.Draw, pool.Items.Length));
        var text = Assert.IsType<Interaction.ShortText>(pool.Items[1].Fields[0].Interaction);
        Assert.Equal([new("Poisson", false, 1), new TextAnswer("poiss?on( distribution)?", true, 0.5m)], text.Answers);
        Assert.Equal((true, false, 50), (text.CaseSensitive, text.Trim, text.MaxLength));
        var fields = Item(Full, 1, 0).Fields;
        Assert.Equal([("a", "The mean", 0.5m), ("b", "Why?", 5m)], fields.Select(field => (field.Id, field.Prompt, field.Points)));
        Assert.Equal(new NumericAnswer.Interval("5", false, "7", true, 1), Assert.IsType<Interaction.Numeric>(fields[0].Interaction).Answers[0]);
        Assert.Equal(new Interaction.Essay(50, 300, "Names it."), fields[1].Interaction);
    }

    [Theory]
    [InlineData("(a + b) * (c)")]
    [InlineData("(max(1, 2))")]
    [InlineData("(1)")]
    public void An_expression_in_brackets_is_no_interval(string answer)
    {
        var numeric = (Interaction.Numeric)Item(AuthoringSamples.Draft(AuthoringSamples.Small.Replace("answer: 2", $"answer: \"{answer}\"", StringComparison.Ordinal)), 0, 0).Fields[0].Interaction;
        Assert.Equal(answer, Assert.IsType<NumericAnswer.Value>(numeric.Answers[0]).Expression);
    }

    [Fact]
    public void Everything_wrong_is_told_at_once_with_its_line()
    {
        var refusals = AuthoringSamples.Refused("""
            exam: small
            timeLimit: soon
            cutScore: 50
            colour: red
            navigation: circular
            sections:
              - id: only
                items:
                  - id: one
                    stem: 1 + 1?
                    numeric: { answer: [1, 2] }
                  - id: two
                    numeric: { answer: 1 }
                    essay: {}
            """);
        Assert.Equal(
            [
                ("yaml.missing-key", "line 1"), ("yaml.wrong-kind", "line 2"), ("yaml.wrong-kind", "line 3"), ("yaml.unknown-key", "line 4"),
                ("yaml.wrong-kind", "line 5"), ("yaml.wrong-kind", "line 11"), ("yaml.one-interaction", "line 12"),
            ],
            refusals.Select(refusal => (refusal.Code, refusal.Where ?? "")).OrderBy(refusal => int.Parse(refusal.Item2[5..], System.Globalization.CultureInfo.InvariantCulture)));
    }

    [Theory]
    [InlineData("images/other.svg", "asset.file-missing")]
    [InlineData("../secret.svg", "asset.file-missing")]
    [InlineData("/etc/secret.svg", "asset.file-missing")]
    [InlineData("images/curve.exe", "asset.media-type")]
    public void An_asset_is_an_image_beside_the_file(string file, string code)
    {
        var asked = new List<string>();
        var yaml = AuthoringSamples.Full.Replace("images/curve.svg", file, StringComparison.Ordinal);
        var read = ExamYaml.Read(yaml, name =>
        {
            asked.Add(name);
            return null;
        });
        Assert.Contains(code, Assert.IsType<Validated<ExamDraft>.Invalid>(read).Refusals.Select(refusal => refusal.Code));
        Assert.DoesNotContain(asked, name => name.Contains("..", StringComparison.Ordinal) || name.StartsWith('/'));
    }

    [Theory]
    [InlineData("a: &x [1]\nb: [*x, *x]", "yaml.alias")]
    [InlineData("a: [1", "yaml.syntax")]
    [InlineData("a: 1\na: 2", "yaml.syntax")]
    [InlineData("a: b\n[c\nd: e", "yaml.syntax")] // the scanner fails on its own state
    [InlineData("a: 1\n---\nb: 2", "yaml.syntax")]
    [InlineData("", "yaml.syntax")]
    [InlineData("- 1", "yaml.wrong-kind")]
    public void What_is_no_single_plain_document_is_refused(string yaml, string code) => Assert.Equal(code, AuthoringSamples.Refused(yaml)[0].Code);

    [Fact]
    public void A_deep_nest_is_refused_and_breaks_nothing() =>
        Assert.Equal("yaml.too-deep", AuthoringSamples.Refused("a: " + new string('[', 100_000))[0].Code);

    [Fact]
    public void A_huge_file_is_refused() => Assert.Equal("yaml.too-large", AuthoringSamples.Refused(new string(' ', 2_000_001))[0].Code);

    [Fact]
    public void A_file_with_any_line_broken_is_read_or_refused()
    {
        var lines = AuthoringSamples.Full.Split('\n');
        Gen.Select(Gen.Int[0, lines.Length - 1], Gen.OneOf(Gen.String, Gen.String[Gen.Char[" :-[]{}\"'|&*#a1%"], 0, 12])).Sample((place, line) =>
        {
            string[] broken = [.. lines[..place], line, .. lines[(place + 1)..]];
            if (AuthoringSamples.Read(string.Join('\n', broken)) is Validated<ExamDraft>.Invalid { Refusals: var refusals })
                Assert.NotEmpty(refusals);
        });
    }

    [Theory]
    [InlineData("sections[0].items[0].stem", "stem: |")]
    [InlineData("sections[0].items[1].fields[0].singleChoice", "singleChoice:")]
    [InlineData("sections[0].items[3].items[1].id", "- id: pool-2")]
    [InlineData("sections[1].items[0].fields[1].essay", "essay: { minWords: 50, maxWords: 300, rubric: Names it. }")]
    [InlineData("policy", "policy:")]
    [InlineData("sections[0].items[9].stem", "items:")]
    [InlineData("nothing", "exam: scm-inventory")]
    public void A_path_of_publishing_leads_to_its_line(string path, string line)
    {
        var found = SourceMap.LineOf(AuthoringSamples.Full, path);
        Assert.Equal(line, AuthoringSamples.Full.Split('\n')[(int)(found ?? 0) - 1].Trim());
    }

    private static Item Item(ExamVersion exam, int section, int entry) => ((SectionEntry.Fixed)exam.Sections[section].Entries[entry]).Item;
}
