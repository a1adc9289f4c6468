using ExamEngine.Web.Kernel;
using Microsoft.Extensions.Time.Testing;

namespace Web.Tests.Kernel;

public sealed class ValidTokensTests
{
    private readonly FakeTimeProvider time = new();

    [Fact]
    public void A_pair_is_known_for_its_account_alone()
    {
        var known = new ValidTokens(time);
        known.Add(ValidTokens.Of("cookie", "header", "ada"));

        Assert.True(known.Has(ValidTokens.Of("cookie", "header", "ada")));
        Assert.False(known.Has(ValidTokens.Of("cookie", "header", "bob")));
        Assert.False(known.Has(ValidTokens.Of("cookie", "other", "ada")));
        Assert.False(known.Has(ValidTokens.Of("other", "header", "ada")));
    }

    [Fact]
    public void Where_one_part_ends_and_the_next_begins_counts() =>
        Assert.NotEqual(ValidTokens.Of("ab", "c", "ada"), ValidTokens.Of("a", "bc", "ada"));

    [Fact]
    public void What_is_not_used_is_forgotten()
    {
        var known = new ValidTokens(time);
        var pair = ValidTokens.Of("cookie", "header", "ada");
        known.Add(pair);

        time.Advance(TimeSpan.FromMinutes(4));
        Assert.True(known.Has(pair));
        time.Advance(TimeSpan.FromMinutes(7));
        Assert.False(known.Has(pair));
    }

    [Fact]
    public void Memory_has_an_end()
    {
        var known = new ValidTokens(time);
        var first = ValidTokens.Of("cookie", "header", "first");
        known.Add(first);

        for (var n = 0; n < 2 * ValidTokens.Most; n++)
            known.Add(ValidTokens.Of("cookie", "header", $"{n}"));

        Assert.False(known.Has(first));
        Assert.True(known.Has(ValidTokens.Of("cookie", "header", $"{2 * ValidTokens.Most - 1}")));
    }
}
