using System.Collections.Immutable;
using ExamEngine.Core.Proctoring;

namespace ExamEngine.Core.Tests.Proctoring;

public sealed class AgreementTests
{
    [Fact]
    public void Kappa_is_what_hand_calculation_gives() =>
        // 20 yes-yes, 5 yes-no, 10 no-yes, 15 no-no: observed 0.7, expected 0.5.
        Assert.Equal(0.4, Agreement.CohensKappa(Table(20, 5, 10, 15)) ?? double.NaN, 12);

    [Fact]
    public void Raters_who_always_agree_have_one_and_who_never_agree_less_than_nothing()
    {
        Assert.Equal(1, Agreement.CohensKappa(Table(3, 0, 0, 4)));
        Assert.Equal(-1, Agreement.CohensKappa(Table(0, 5, 5, 0)) ?? double.NaN, 12);
    }

    [Fact]
    public void Agreement_is_not_defined_where_there_is_nothing_or_no_choice()
    {
        Assert.Null(Agreement.CohensKappa(ImmutableArray<(bool, bool)>.Empty));
        Assert.Null(Agreement.CohensKappa(Table(9, 0, 0, 0)));
    }

    private static ImmutableArray<(bool First, bool Second)> Table(int yesYes, int yesNo, int noYes, int noNo) =>
    [
        .. Enumerable.Repeat((true, true), yesYes), .. Enumerable.Repeat((true, false), yesNo),
        .. Enumerable.Repeat((false, true), noYes), .. Enumerable.Repeat((false, false), noNo),
    ];
}
