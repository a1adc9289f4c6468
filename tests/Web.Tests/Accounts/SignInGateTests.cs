using System.Globalization;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Web.Tests.Accounts;

public sealed class SignInGateTests
{
    [Fact]
    public async Task A_few_are_hashed_at_once_a_bounded_line_waits_and_the_rest_is_sent_away()
    {
        using var gate = new SignInGate(new WebInstruments(new TestMeters()));

        var entered = Enumerable.Range(0, SignInGate.AtOnce + SignInGate.Line + 3).Select(_ => gate.Enter(default).AsTask()).ToArray();

        Assert.Equal(SignInGate.AtOnce, entered.Count(turn => turn.IsCompleted && turn.Result.IsAcquired));
        Assert.Equal(SignInGate.Line, entered.Count(turn => !turn.IsCompleted));
        Assert.Equal(3, entered.Count(turn => turn.IsCompleted && !turn.Result.IsAcquired));
        (await entered[0]).Dispose();
        Assert.True((await entered[SignInGate.AtOnce]).IsAcquired);
    }

    [Fact]
    public async Task While_passwords_are_hashed_a_storm_of_sign_ins_is_told_to_come_back_and_a_learner_saves()
    {
        using var hashing = new ManualResetEventSlim();
        await using var silo = await OwnSilo.Start([], services =>
            services.Replace(ServiceDescriptor.Singleton<IPasswordHasher<Account>>(new SlowHasher(hashing))));
        var learner = (await silo.Learners(1))[0];
        var (session, device) = (await Sitting.Begin(learner), Guid.NewGuid());
        var view = await Sitting.Start(learner, session, device);

        var storm = Enumerable.Range(0, SignInGate.AtOnce + SignInGate.Line + 20).Select(async i =>
        {
            using var visitor = new Visitor(silo.Address);
            using var answer = await visitor.SignIn(string.Create(CultureInfo.InvariantCulture, $"somebody-{i}"), "whatever it is");
            return (Code: await answer.Code(), Wait: answer.Headers.RetryAfter?.Delta);
        }).ToArray();
        var refused = await Task.WhenAll((await FirstOf(storm, 20)).AsEnumerable());
        var saved = await Sitting.Save(learner, session, device, Sitting.Answer(view, 1, 1, "Poisson"));
        hashing.Set();

        Assert.All(refused, answer => Assert.Equal((ProblemCodes.ServerBusy, TimeSpan.FromSeconds(SignInGate.RetryAfterSeconds)), (answer.Code, answer.Wait)));
        Assert.Single(saved.Acks);
        Assert.Equal(SignInGate.AtOnce + SignInGate.Line, (await Task.WhenAll(storm)).Count(answer => answer.Code == ProblemCodes.BadCredentials));
    }

    private static async Task<List<Task<T>>> FirstOf<T>(IEnumerable<Task<T>> tasks, int count)
    {
        var (waiting, done) = (tasks.ToList(), new List<Task<T>>());
        while (done.Count < count)
        {
            var next = await Task.WhenAny(waiting).WaitAsync(TimeSpan.FromMinutes(1));
            waiting.Remove(next);
            done.Add(next);
        }

        return done;
    }

    /// <summary>Takes as long as the test says, and then says no.</summary>
    private sealed class SlowHasher(ManualResetEventSlim done) : IPasswordHasher<Account>
    {
        public string HashPassword(Account user, string password) => "hash";

        public PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            done.Wait(TimeSpan.FromMinutes(1));
            return PasswordVerificationResult.Failed;
        }
    }
}
