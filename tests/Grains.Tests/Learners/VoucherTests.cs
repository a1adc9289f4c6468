using ExamEngine.Contracts.Kernel;
using ExamEngine.Contracts.Learners;
using Grains.Tests.Harness;

namespace Grains.Tests.Learners;

public sealed class VoucherTests(Engine engine) : IClassFixture<Engine>
{
    private static int _codes;

    [Fact]
    public async Task A_voucher_pays_for_its_exam_and_is_used_once_by_a_learner()
    {
        var (ada, (code, voucher)) = (await engine.Candidate(), await Voucher(uses: 2));

        Assert.Equal("asking", (await engine.Facts(ada).Redeem(ada.Actor, $" {code.ToLowerInvariant()} ")).Ok().ExamId);
        (await engine.Facts(ada).Redeem(ada.Actor, code)).Ok();

        Assert.DoesNotContain("learner.not-paid", await engine.Codes(ada));
        Assert.Equal(1, (await voucher.Show(People.Staff)).Ok().Used);
        var payment = Assert.Single((await engine.Facts(ada).Entitlements(People.Staff)).Ok().Payments);
        Assert.Equal((true, "", "asking"), (payment.ByVoucher, payment.Reference, payment.ExamId));
    }

    [Fact]
    public async Task Learners_who_come_at_once_use_it_as_often_as_it_is_good_for()
    {
        var (code, voucher) = await Voucher(uses: 3);
        var learners = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => engine.Candidate()));

        var replies = await Task.WhenAll(learners.Select(learner => engine.Facts(learner).Redeem(learner.Actor, code)));

        Assert.Equal(3, replies.Count(reply => reply.Problems.IsEmpty));
        Assert.All(replies.Where(reply => !reply.Problems.IsEmpty), reply => reply.Refused("voucher.used-up"));
        Assert.Equal((3, 3), (await voucher.Show(People.Staff)).Ok() is var view ? (view.Used, view.Uses) : default);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_use_that_was_counted_reaches_the_record_whatever_breaks_between(bool stored)
    {
        var (ada, (code, voucher)) = (await engine.Candidate(), await Voucher(uses: 1));
        engine.Faults.Break($"learner/{ada.Id}", stored ? Fault.LoseAnswer : Fault.Refuse);
        await Assert.ThrowsAsync<UnavailableException>(() => engine.Facts(ada).Redeem(ada.Actor, code));
        engine.Faults.Mend();
        Assert.Equal(1, (await voucher.Show(People.Staff)).Ok().Used);

        await engine.Sweep();

        Assert.DoesNotContain("learner.not-paid", await engine.Codes(ada));
        Assert.Equal(1, (await engine.Events($"learner/{ada.Id}")).Count(stored => stored.Type == "learner.voucher-redeemed.v1"));
        Assert.Equal(1, (await engine.Events($"voucher/{code}")).Count(stored => stored.Type == "voucher.redeemed.v1"));
    }

    [Fact]
    public async Task A_voucher_has_an_end_and_fewer_uses_than_were_used_close_it()
    {
        var (ada, bob) = (await engine.Candidate(), await engine.Candidate());
        var (code, voucher) = await Voucher(uses: 2, engine.Now.AddDays(1));
        (await engine.Facts(ada).Redeem(ada.Actor, code)).Ok();

        (await voucher.Define(People.Staff, new("asking", 1, engine.Now.AddDays(1)))).Ok();
        (await engine.Facts(bob).Redeem(bob.Actor, code)).Refused("voucher.used-up");
        (await voucher.Define(People.Staff, new("asking", 2, engine.Now))).Ok();
        (await engine.Facts(bob).Redeem(bob.Actor, code)).Refused("voucher.expired");
        (await engine.Facts(ada).Redeem(ada.Actor, code)).Ok();
    }

    [Theory]
    [InlineData("NO-SUCH-VOUCHER")]
    [InlineData("a/b")]
    [InlineData("")]
    public async Task A_code_that_is_none_is_refused(string code)
    {
        var ada = await engine.Candidate();

        (await engine.Facts(ada).Redeem(ada.Actor, code)).Refused("voucher.unknown");
    }

    [Fact]
    public async Task A_voucher_is_made_by_staff_for_an_exam_there_is_and_stays_with_it()
    {
        var (code, voucher) = await Voucher(uses: 1);

        (await voucher.Define(new("ada", "ada", Roles.Learner), new("asking", 5, null))).Refused("account.forbidden");
        (await voucher.Show(new("ada", "ada", Roles.Learner))).Refused("account.forbidden");
        (await voucher.Define(People.Staff, new("plain", 1, null))).Refused("voucher.exam-fixed");
        (await voucher.Define(People.Staff, new("asking", 0, null))).Refused("input.uses");
        (await engine.Grains.GetGrain<IVoucherGrain>("lower-case").Define(People.Staff, new("asking", 1, null))).Refused("input.code");
        (await engine.Grains.GetGrain<IVoucherGrain>(code + "-X").Define(People.Staff, new("no-such-exam", 1, null))).Refused("exam.unknown");
        (await engine.Grains.GetGrain<IVoucherGrain>(code + "-X").Show(People.Staff)).Refused("voucher.unknown");
    }

    private async Task<(string Code, IVoucherGrain Grain)> Voucher(int uses, DateTimeOffset? until = null)
    {
        var code = $"SPRING-{Interlocked.Increment(ref _codes)}";
        var voucher = engine.Grains.GetGrain<IVoucherGrain>(code);
        (await voucher.Define(People.Staff, new("asking", uses, until))).Ok();
        return (code, voucher);
    }
}
