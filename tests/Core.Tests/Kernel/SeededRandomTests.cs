using CsCheck;
using ExamEngine.Core.Kernel;

namespace ExamEngine.Core.Tests.Kernel;

public sealed class SeededRandomTests
{
    /// <summary>The sequence that Vigna's reference implementation of SplitMix64 gives for this seed.</summary>
    [Fact]
    public void The_sequence_is_that_of_SplitMix64()
    {
        var random = new SeededRandom(1234567);
        ulong[] expected = [6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821];
        Assert.All(expected, value => Assert.Equal(value, random.Next()));
    }

    [Fact]
    public void A_bound_is_never_reached() => Gen.Select(Gen.ULong, Gen.Int[1, int.MaxValue]).Sample((seed, bound) =>
    {
        var random = new SeededRandom(seed);
        Assert.InRange(random.Below(bound), 0, bound - 1);
        Assert.InRange(random.Unit(), 0, 1 - double.Epsilon);
    });

    [Fact]
    public void A_shuffle_around_pins_moves_only_what_is_free() => Gen.Select(Gen.ULong, Gen.Bool.Array[0, 300]).Sample((seed, pinned) =>
    {
        var values = Enumerable.Range(0, pinned.Length).ToArray();
        new SeededRandom(seed).ShuffleAround(values.AsSpan(), pinned);
        Assert.Equal(Enumerable.Range(0, pinned.Length), values.Order());
        for (var place = 0; place < values.Length; place++)
            Assert.True(!pinned[place] || values[place] == place);
    });
}
