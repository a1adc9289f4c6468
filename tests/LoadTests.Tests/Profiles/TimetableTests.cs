using ExamEngine.LoadTests.Learners;
using ExamEngine.LoadTests.Profiles;
using Profile = ExamEngine.LoadTests.Profiles.Profile;

namespace LoadTests.Tests.Profiles;

public class TimetableTests
{
    public static TheoryData<string> Names => [.. Profile.All.Select(profile => profile.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void The_same_seed_gives_the_same_plans(string name) => Assert.Equal(Plans(name), Plans(name));

    [Theory]
    [MemberData(nameof(Names))]
    public void Everybody_has_come_and_answers_before_the_measured_part_is_over(string name)
    {
        var timetable = Of(name);

        Assert.All(Plans(name), plan =>
        {
            Assert.InRange(plan.Press, TimeSpan.Zero, timetable.Arrived);
            Assert.InRange(plan.FirstAnswer, plan.Press, timetable.MeasuredTo);
            Assert.InRange(plan.NextSection, plan.Press, timetable.MeasuredTo);
        });
    }

    [Fact]
    public void Some_deadlines_fall_into_the_fault()
    {
        var timetable = Of("silo-killed");
        var deadlines = Plans("silo-killed").Where(plan => plan.ExamId == timetable.ShortExamId).Select(plan => plan.Press + timetable.ShortLimit).ToArray();

        Assert.InRange(deadlines.Length, 50, 150);
        Assert.Contains(deadlines, deadline => deadline < timetable.FaultAt(0));
        Assert.Contains(deadlines, deadline => deadline > timetable.FaultAt(0));
    }

    [Fact]
    public void Half_submit_in_the_last_second_before_the_window_closes_and_a_few_long_before()
    {
        var timetable = Of("deadline");
        var lastSecond = timetable.MeasuredTo - TimeSpan.FromSeconds(1);
        var submits = Plans("deadline").Where(plan => plan.Submit is not null).ToLookup(plan => plan.Submit >= lastSecond);

        Assert.InRange(submits[true].Count(), 400, 600);
        Assert.InRange(submits[false].Count(), 15, 50);
        Assert.All(submits[true], plan => Assert.True(plan.Submit <= timetable.MeasuredTo));
        Assert.All(submits[false], plan => Assert.InRange(plan.Submit!.Value, timetable.MeasuredFrom, timetable.MeasuredTo - TimeSpan.FromSeconds(20)));
        Assert.All(submits[false], plan => Assert.Equal((plan.Submit, false), ((TimeSpan?)plan.LastAnswer, plan.Swap >= plan.Submit)));
        Assert.Equal(timetable.MeasuredTo, timetable.Closes);
    }

    [Fact]
    public void Saves_offered_add_up_to_one_a_learner_every_fifteen_seconds()
    {
        var rate = Plans("steady").Average(plan => (plan.LastAnswer - plan.FirstAnswer) / plan.SaveEvery / (plan.LastAnswer - plan.FirstAnswer).TotalSeconds);

        Assert.Equal(1 / 15.0, rate, 6);
    }

    [Fact]
    public void Every_profile_has_a_brief_form_that_breaks_the_same()
    {
        Assert.All(Profile.All, profile => Assert.Equal(profile.Brief, Profile.Find($"{profile.Name}-briefly")));
        Assert.All(Profile.All, profile => Assert.Equal(profile.Faults, profile.Brief.Faults));
        Assert.Null(Profile.Find("briefly"));
        Assert.Null(Profile.Find("-briefly"));
    }

    private static Timetable Of(string name) => new(Profile.All.Single(profile => profile.Name == name), 1000, TimeSpan.FromMinutes(2), "load-test", Seed: 1);

    private static LearnerPlan[] Plans(string name) => [.. Enumerable.Range(0, 1000).Select(Of(name).Plan)];
}
