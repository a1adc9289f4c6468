using ExamEngine.Core.Credentials;

namespace ExamEngine.Core.Tests.Credentials;

public sealed class StatusListTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    private static Guid Number(int i) => new(i, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0]);

    [Fact]
    public void Entries_are_given_once_each_and_not_in_order()
    {
        var state = StatusListState.Empty;
        for (ulong round = 0; round < 10; round++)
            state = StatusListState.Evolve(state, state.Take(Enumerable.Range((int)round * 100, 100).Select(Number), round, At)!);

        var indexes = Enumerable.Range(0, 1000).Select(i => state.Entries[Number(i)]).ToList();
        Assert.Equal(1000, indexes.Distinct().Count());
        Assert.All(indexes, index => Assert.InRange(index, 0, StatusListState.Size - 1));
        Assert.InRange(indexes.Zip(indexes.Skip(1)).Count(pair => pair.First < pair.Second), 400, 600);
    }

    [Fact]
    public void A_credential_keeps_its_entry_and_takes_no_second()
    {
        var state = StatusListState.Evolve(StatusListState.Empty, StatusListState.Empty.Take([Number(1), Number(1)], 7, At)!);

        Assert.Single(state.Entries);
        Assert.Null(state.Take([Number(1)], 8, At));
        Assert.Equal([Number(2)], state.Take([Number(1), Number(2)], 8, At)!.Entries.Select(entry => entry.Credential));
    }

    [Fact]
    public void A_full_list_gives_what_it_has_and_no_more()
    {
        var state = StatusListState.Evolve(StatusListState.Empty, StatusListState.Empty.Take(Enumerable.Range(0, StatusListState.Room - 1).Select(Number), 1, At)!);

        var last = state.Take([Number(-1), Number(-2)], 2, At)!;
        state = StatusListState.Evolve(state, last);

        Assert.Equal(Number(-1), Assert.Single(last.Entries).Credential);
        Assert.Null(state.Take([Number(-2)], 3, At));
        Assert.Equal(StatusListState.Room, state.Used.Count);
    }

    [Fact]
    public void A_list_is_for_one_signer()
    {
        Assert.True(StatusListState.Empty.IsFor("did:key:a", "a"));
        var state = StatusListState.Evolve(StatusListState.Empty, new StatusListEvent.Opened("did:key:a", "a") { At = At });

        Assert.Equal((true, false, false), (state.IsFor("did:key:a", "a"), state.IsFor("did:key:b", "b"), state.IsFor("did:web:x", "a")));
    }

    [Fact]
    public void A_revoked_entry_is_one_bit_the_first_of_a_byte_being_its_highest()
    {
        var state = StatusListState.Evolve(StatusListState.Empty, new StatusListEvent.EntriesTaken([new(Number(1), 0), new(Number(2), 15), new(Number(3), 16)]) { At = At });
        foreach (var i in (int[])[1, 2])
            state = StatusListState.Evolve(state, state.Set(Number(i), true, At)!);

        var bits = state.Bits();
        Assert.Equal((16_384, 0x80, 0x01, 0), (bits.Length, bits[0], bits[1], bits[2..].Sum(part => part)));
        Assert.Null(state.Set(Number(1), true, At));
        state = StatusListState.Evolve(state, state.Set(Number(1), false, At)!);
        Assert.Equal(0, state.Bits()[0]);
        Assert.Throws<InvalidOperationException>(() => state.Set(Number(9), true, At));
    }
}
