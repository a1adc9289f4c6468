using CsCheck;
using ExamEngine.Core.Definitions;

namespace ExamEngine.Core.Tests.Definitions;

public sealed class FormDrawerTests
{
    /// <summary>Learners sit and are graded by these draws. If this fails, drawing has changed and every stored form with it: change it back.</summary>
    [Theory]
    [InlineData(
        0UL,
        "safety-stock:0.0.0:995b91fd08b6034c method:0.1.0:3a80cfed95da195e pool-2:0.2.1:183f075e6b47ea91 "
        + "levers:0.3.0:e2af144be116e5b1 pool-1:0.2.0:cbb00c470c1bb4ab bullwhip:1.0.0:29c06080f8e7d438")]
    [InlineData(
        1UL,
        "safety-stock:0.0.0:e89e7c17661fafa6 pool-2:0.2.1:12826732a131d0a3 method:0.1.0:92895ac8bc8552e5 "
        + "levers:0.3.0:ad3d7fe52e9e9f09 pool-1:0.2.0:1cc00c7751305adb bullwhip:1.0.0:feb01e622be51dc5")]
    [InlineData(
        42UL,
        "safety-stock:0.0.0:0e028fdaf41bcd7d method:0.1.0:52cd89697720ea6c levers:0.3.0:ae6529c351129ce8 "
        + "pool-1:0.2.0:0fbc6ee6e6e88883 pool-3:0.2.2:53c91cf17f9a90bb bullwhip:1.0.0:4171dab9bf69cc6a")]
    [InlineData(
        ulong.MaxValue,
        "safety-stock:0.0.0:067b604fb88444ab method:0.1.0:c8ed16df4400b2b8 levers:0.3.0:fc93397d7f5f4e5c "
        + "pool-1:0.2.0:152178dc49cec31e pool-2:0.2.1:38d275caa9725f38 bullwhip:1.0.0:a35fb9a204ac28ff")]
    public void A_seed_draws_the_same_form_for_ever(ulong seed, string form) => Assert.Equal(form, Print(FormDrawer.Draw(Sample.Exam, seed)));

    [Fact]
    public void A_pool_gives_the_promised_number_of_different_items() => Gen.ULong.Sample(seed =>
    {
        var drawn = FormDrawer.Draw(Sample.Exam, seed).Items.Where(item => item is { Section: 0, Entry: 2 }).Select(item => item.Choice).ToList();
        Assert.Equal(2, drawn.Count);
        Assert.Equal(2, drawn.Distinct().Count());
    });

    [Fact]
    public void Every_item_of_a_pool_is_drawn_about_equally_often()
    {
        var counts = new int[3];
        for (var seed = 0UL; seed < 3_000; seed++)
        {
            foreach (var item in FormDrawer.Draw(Sample.Exam, seed).Items.Where(item => item is { Section: 0, Entry: 2 }))
                counts[item.Choice]++;
        }
        Assert.All(counts, count => Assert.InRange(count, 1_900, 2_100));
    }

    [Fact]
    public void A_pinned_item_keeps_its_place_in_a_shuffled_section() => Gen.ULong.Sample(seed =>
        Assert.Equal("safety-stock", FormDrawer.Draw(Sample.Exam, seed).Items[0].In(Sample.Exam).Id));

    [Fact]
    public void Sections_keep_their_order_and_a_section_that_is_not_shuffled_its_items()
    {
        var exam = Sample.Of([.. Enumerable.Range(0, 20).Select(i => new SectionEntry.Fixed(Sample.Item($"i{i}", Sample.Choice), false))]);
        Gen.ULong.Sample(seed => Assert.Equal(Enumerable.Range(0, 20), FormDrawer.Draw(exam, seed).Items.Select(item => (int)item.Entry)));
    }

    [Fact]
    public void A_longer_pool_leaves_the_chance_of_every_other_item_alone()
    {
        var longer = Sample.Of(new SectionEntry.Pool("pool", 1, [Sample.Item("a", Sample.Text), Sample.Item("b", Sample.Text)]), new SectionEntry.Fixed(Sample.SafetyStock, false));
        var shorter = Sample.Of(new SectionEntry.Pool("pool", 1, [Sample.Item("a", Sample.Text)]), new SectionEntry.Fixed(Sample.SafetyStock, false));
        Gen.ULong.Sample(seed => Assert.Equal(FormDrawer.Draw(longer, seed).Items[1], FormDrawer.Draw(shorter, seed).Items[1]));
    }

    [Fact]
    public void Items_of_one_form_have_different_seeds() => Gen.ULong.Sample(seed =>
    {
        var items = FormDrawer.Draw(Sample.Exam, seed).Items;
        Assert.Equal(items.Length, items.Select(item => item.Seed).Distinct().Count());
    });

    private static string Print(Form form) =>
        string.Join(" ", form.Items.Select(item => $"{item.In(Sample.Exam).Id}:{item.Section}.{item.Entry}.{item.Choice}:{item.Seed:x16}"));
}
