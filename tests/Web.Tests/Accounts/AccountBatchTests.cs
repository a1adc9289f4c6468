using System.Globalization;
using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;

namespace Web.Tests.Accounts;

public sealed class AccountBatchTests(RunningSilo silo)
{
    [Fact]
    public async Task Five_hundred_learners_stand_after_one_call_and_a_repeat_changes_nothing()
    {
        var people = People(500);

        var first = await silo.Batch(people);
        var again = await silo.Batch(people);

        Assert.Equal((500, 0, 0), (first.Added, first.Known, first.Refused.Length));
        Assert.Equal((0, 500, 0), (again.Added, again.Known, again.Refused.Length));
        var home = await silo.Grains.GetGrain<ILearnerGrain>(people[499].LearnerId!).Home(Actor.System);
        Assert.Equal("Learner 499", home.Value!.LegalName);
    }

    [Fact]
    public async Task Callers_that_bring_the_same_names_at_once_add_each_once()
    {
        var people = People(50);

        var taken = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => silo.Batch(people)));

        Assert.Equal(50, taken.Sum(one => one.Added));
        Assert.All(taken, one => Assert.Equal((50, 0), (one.Added + one.Known, one.Refused.Length)));
    }

    [Fact]
    public async Task One_that_cannot_be_is_refused_by_name_and_holds_up_nobody()
    {
        var good = People(1)[0];
        NewAccount[] bad =
        [
            good with { UserName = "no spaces please" },
            good with { UserName = $"a-{Guid.NewGuid():N}", Roles = ["king"] },
            good with { UserName = $"b-{Guid.NewGuid():N}", LearnerId = null },
            good with { UserName = $"c-{Guid.NewGuid():N}", Country = "Armenia" },
            good with { UserName = $"d-{Guid.NewGuid():N}", LegalName = null },
            good with { UserName = good.UserName.ToUpperInvariant() },
        ];

        var taken = await silo.Batch([good, .. bad]);

        Assert.Equal((1, 0), (taken.Added, taken.Known));
        Assert.Equal(bad.Select(account => account.UserName).Order(StringComparer.Ordinal), taken.Refused.Select(refused => refused.UserName));
        Assert.All(taken.Refused, refused => Assert.Equal(ProblemCodes.Invalid, refused.Code));
    }

    [Fact]
    public async Task A_name_that_is_somebody_elses_is_refused_and_left_as_it_is()
    {
        var person = People(1)[0];
        await silo.Batch(person);

        var taken = await silo.Batch(person with { LearnerId = "somebody-else" }, People(1)[0]);

        Assert.Equal((1, 0), (taken.Added, taken.Known));
        Assert.Equal((person.UserName, ProblemCodes.NameTaken), (Assert.Single(taken.Refused).UserName, taken.Refused[0].Code));
    }

    [Fact]
    public async Task An_account_without_a_password_is_answered_exactly_as_a_wrong_password()
    {
        var person = People(1)[0];
        await silo.Batch(person);
        var known = await silo.AddAccount(RoleNames.Grader);
        using var visitor = new Visitor(silo.Address);

        for (var attempt = 0; attempt < 6; attempt++)
        {
            using var one = await visitor.SignIn(person.UserName, "wrong password");
            using var other = await visitor.SignIn(known, "wrong password");
            Assert.Equal((other.StatusCode, await other.Code()), (one.StatusCode, await one.Code()));
        }
    }

    private static NewAccount[] People(int count)
    {
        var batch = Guid.NewGuid().ToString("N");
        return [.. Enumerable.Range(0, count).Select(i => new NewAccount(
            string.Create(CultureInfo.InvariantCulture, $"batch-{batch}-{i}"), string.Create(CultureInfo.InvariantCulture, $"Learner {i}"), [RoleNames.Learner],
            string.Create(CultureInfo.InvariantCulture, $"l-{batch}-{i}"), string.Create(CultureInfo.InvariantCulture, $"Learner {i}"), "AM"))];
    }
}
