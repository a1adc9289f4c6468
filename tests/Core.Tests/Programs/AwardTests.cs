using System.Collections.Immutable;
using ExamEngine.Core.Programs;
using ExamEngine.Core.Tests.Builders;
using static ExamEngine.Core.Tests.Programs.ProgramScene;

namespace ExamEngine.Core.Tests.Programs;

public sealed class AwardTests
{
    private static readonly ImmutableArray<ProgramVersion> Both = [Version(Program(All(Course("a"), Course("b"))))];
    private static readonly Earned ByBoth = new(1, Hour(12), null, [Session(1), Session(2)]);
    private static readonly ProgramResult A = Sat(1, "a"), B = Sat(2, "b", at: 10);

    [Fact]
    public void What_is_earned_is_given_once_and_stands()
    {
        Assert.Equal(Facts.Of<AwardDecision>(new AwardDecision.Given(ByBoth)), Facts.Of(Decide(null, A, B)));
        Assert.IsType<AwardDecision.Stands>(Decide(ByBoth, A, B));
        Assert.IsType<AwardDecision.Nothing>(Decide(null, A));
    }

    [Fact]
    public void A_voided_result_takes_the_award_and_a_won_appeal_gives_it_back()
    {
        var voided = B with { Standing = ResultStanding.Voided };

        Assert.Equal(new AwardDecision.Withdrawn(AwardLoss.Review), Decide(ByBoth, A, voided));
        Assert.IsType<AwardDecision.Nothing>(Decide(ByBoth, false, Both, A, voided));
        Assert.IsType<AwardDecision.Reinstated>(Decide(ByBoth, false, Both, A, B));
    }

    [Fact]
    public void While_people_look_nothing_is_taken_and_nothing_given()
    {
        var looked = B with { Standing = ResultStanding.Undecided };

        Assert.IsType<AwardDecision.Stands>(Decide(ByBoth, A, looked));
        Assert.IsType<AwardDecision.Nothing>(Decide(null, A, looked));
        Assert.IsType<AwardDecision.Nothing>(Decide(ByBoth, false, Both, A, looked));
    }

    [Fact]
    public void Earned_in_another_way_it_is_given_anew()
    {
        var again = Sat(3, "b", at: 40);
        var voided = B with { Standing = ResultStanding.Voided };
        var anew = Facts.Of<AwardDecision>(new AwardDecision.Given(new(1, Hour(42), null, [Session(1), Session(3)])));

        Assert.Equal(anew, Facts.Of(Decide(ByBoth, A, voided, again)));
        Assert.Equal(anew, Facts.Of(Decide(ByBoth, false, Both, A, voided, again)));
        // A second pass changes nothing while the first holds.
        Assert.IsType<AwardDecision.Stands>(Decide(ByBoth, A, B, again));
    }

    [Fact]
    public void A_pass_that_became_none_takes_the_award()
    {
        Assert.Equal(new AwardDecision.Withdrawn(AwardLoss.Review), Decide(ByBoth, A, B with { Standing = ResultStanding.NotPassed }));
        Assert.Equal(new AwardDecision.Withdrawn(AwardLoss.Review), Decide(ByBoth, A));
    }

    [Fact]
    public void A_corrected_demand_takes_the_award_only_when_its_version_counts_no_more()
    {
        var versions = Both.Add(Version(Program(All(Course("a"), Course("b"), Course("c"))), 2, Start.AddDays(5), forEverybody: true));

        Assert.IsType<AwardDecision.Stands>(Decide(ByBoth, true, false, VersionRules.For(versions, Start), A, B));
        Assert.Equal(new AwardDecision.Withdrawn(AwardLoss.Requirement), Decide(ByBoth, true, VersionRules.For(versions, Start), A, B));
        Assert.Equal("Given", Decide(ByBoth, true, VersionRules.For(versions, Start), A, B, Sat(3, "c")).GetType().Name);
    }

    [Fact]
    public void Any_version_since_the_beginning_counts_and_none_from_before_a_correction()
    {
        ImmutableArray<ProgramVersion> versions =
        [
            Version(Program(null), 1, Start), Version(Program(null), 2, Start.AddDays(10)), Version(Program(null), 3, Start.AddDays(20), forEverybody: true),
            Version(Program(null), 4, Start.AddDays(30)),
        ];

        Assert.Equal([1, 2], Numbers(versions[..2], Start.AddDays(9)));
        Assert.Equal([2], Numbers(versions[..2], Start.AddDays(10)));
        Assert.Equal([1, 2], Numbers(versions[..2], Start.AddDays(-5)));
        Assert.Equal([3, 4], Numbers(versions, Start.AddDays(9)));
        Assert.Equal([4], Numbers(versions, Start.AddDays(31)));
        Assert.Equal([1, 3, 4], Numbers(versions, Start.AddDays(9), given: 1));
    }

    [Fact]
    public void Other_words_demand_the_same()
    {
        var program = Program(All(Course("a"), Course("b")));

        Assert.True(VersionRules.DemandTheSame(program, program with { Title = "Other", Description = "Words", Earned = All(Course("a") with { Title = "First" }, Course("b")) }));
        Assert.True(VersionRules.DemandTheSame(Program(null), Program(All(Course("a"), Course("b"), Course("c"), Course("d")))));
        Assert.False(VersionRules.DemandTheSame(program, program with { Earned = All(Course("a")) }));
        Assert.False(VersionRules.DemandTheSame(program, program with { Courses = program.Courses.Add(InParts("x", Parts(2))) }));
    }

    /// <summary>Whatever happens in whatever order: what is decided twice on the same facts changes once, and what is held is earned or under review.</summary>
    [Fact]
    public void Decided_again_on_the_same_facts_nothing_changes()
    {
        var random = new Random(20260302);
        ProgramDefinition[] programs = [Program(All(Course("a"), Course("b"))), Program(Some(2, Course("a"), Course("b"), Course("c"))), Program(All(Course("a"), Some(1, Course("b"), Course("c"))))];
        for (var run = 0; run < 2_000; run++)
        {
            ImmutableArray<ProgramVersion> versions = [Version(programs[random.Next(3)]), Version(programs[random.Next(3)], 2, Start.AddDays(1))];
            var results = new List<ProgramResult>();
            Earned? held = null;
            var stands = false;
            for (var step = 0; step < 12; step++)
            {
                if (results.Count < 6 && random.Next(2) == 0)
                    results.Add(Sat(results.Count, "abc"[random.Next(3)].ToString(), (ResultStanding)random.Next(4), at: step));
                else if (results.Count > 0 && random.Next(results.Count) is var at)
                    results[at] = results[at] with { Standing = (ResultStanding)random.Next(4) };
                (held, stands) = After(Decide(held, stands, versions, [.. results]), held, stands);
                var again = Decide(held, stands, versions, [.. results]);
                Assert.True(again is AwardDecision.Nothing or AwardDecision.Stands, $"Run {run}, step {step}: {again}");
                var root = versions.Select(version => Progress.Of(version, [.. results], Now).Root.State).Min();
                Assert.True(root != NodeState.Done || stands, $"Run {run}, step {step}: earned and not held.");
                Assert.True(root is NodeState.Done or NodeState.InReview || !stands, $"Run {run}, step {step}: held and not earned.");
            }
        }

        static (Earned?, bool) After(AwardDecision decision, Earned? held, bool stands) => decision switch
        {
            AwardDecision.Given given => (given.By, true),
            AwardDecision.Withdrawn => (held, false),
            AwardDecision.Reinstated => (held, true),
            _ => (held, stands),
        };
    }

    private static int[] Numbers(ImmutableArray<ProgramVersion> versions, DateTimeOffset began, int? given = null) => [.. VersionRules.For(versions, began, given).Select(version => version.Number)];

    private static AwardDecision Decide(Earned? held, params ProgramResult[] results) => Decide(held, held is not null, Both, results);

    private static AwardDecision Decide(Earned? held, bool stands, ImmutableArray<ProgramVersion> versions, params ProgramResult[] results) =>
        Decide(held, stands, true, versions, results);

    private static AwardDecision Decide(Earned? held, bool stands, bool confirmed, ImmutableArray<ProgramVersion> versions, params ProgramResult[] results) =>
        AwardRules.Decide(held, stands, held is null ? null : Both[0], confirmed, versions, (version, of) => Progress.Of(version, of, Now).Root, [.. results], AwardLoss.Review);
}
