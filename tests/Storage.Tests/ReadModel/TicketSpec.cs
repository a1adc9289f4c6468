using System.Security.Cryptography;
using ExamEngine.Storage.ReadModel;
using Microsoft.EntityFrameworkCore;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>What every store of sign-in tickets keeps to.</summary>
public abstract class TicketSpec<TDatabase>(TDatabase database) : IAsyncLifetime, IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    private OpenStorage? _storage;

    private ISignInTickets Tickets => _storage!.Get<ISignInTickets>();

    public async ValueTask InitializeAsync() => _storage = await OpenStorage.Open(database.Options);

    public async ValueTask DisposeAsync()
    {
        if (_storage is not null) await _storage.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_ticket_is_used_once()
    {
        var hash = await Add("account-1");

        Assert.Equal("account-1", await Tickets.Use(hash, Some.Noon, default));
        Assert.Null(await Tickets.Use(hash, Some.Noon, default));
    }

    [Fact]
    public async Task Of_many_who_use_a_ticket_at_once_in_two_processes_one_is_let_in()
    {
        await using var other = await OpenStorage.Open(database.Options);
        var hash = await Add("account-1");

        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(i =>
            Task.Run(async () => await (i % 2 == 0 ? Tickets : other.Get<ISignInTickets>()).Use(hash, Some.Noon, default))));

        Assert.Equal("account-1", Assert.Single(answers, answer => answer is not null));
    }

    [Fact]
    public async Task A_ticket_is_good_until_it_expires_and_not_after()
    {
        var (before, after) = (await Add("account-1"), await Add("account-1"));

        Assert.NotNull(await Tickets.Use(before, Some.Noon.AddMinutes(30).AddMicroseconds(-1), default));
        Assert.Null(await Tickets.Use(after, Some.Noon.AddMinutes(30), default));
    }

    [Fact]
    public async Task A_ticket_that_was_never_made_opens_nothing() => Assert.Null(await Tickets.Use(RandomNumberGenerator.GetBytes(32), Some.Noon, default));

    [Fact]
    public async Task Tickets_are_kept_all_or_none()
    {
        var (taken, fresh) = (await Add("account-1"), RandomNumberGenerator.GetBytes(32));

        await Assert.ThrowsAnyAsync<Exception>(async () => await Tickets.Add([New(fresh, "account-2"), New(taken, "account-2")], default));

        Assert.Null(await Tickets.Use(fresh, Some.Noon, default));
    }

    [Fact]
    public async Task What_expired_is_swept_used_or_not_and_the_rest_stays()
    {
        await Tickets.Sweep(Some.Noon.AddYears(100), default);
        var (used, expired, good) = (await Add("account-1"), await Add("account-1"), RandomNumberGenerator.GetBytes(32));
        await Tickets.Add([New(good, "account-2") with { ExpiresAt = Some.Noon.AddHours(1) }], default);
        await Tickets.Use(used, Some.Noon, default);

        var swept = await Tickets.Sweep(Some.Noon.AddMinutes(31), default);

        Assert.Equal(2, swept);
        Assert.Null(await Tickets.Use(expired, Some.Noon, default));
        Assert.Equal("account-2", await Tickets.Use(good, Some.Noon, default));
    }

    [Fact]
    public async Task The_schema_knows_the_rows_as_the_store_writes_them()
    {
        var hash = await Add("account-7");
        await Tickets.Use(hash, Some.Noon.AddMinutes(1), default);
        await using var db = await _storage!.Db();

        var row = await db.Set<SignInTicketRow>().SingleAsync(ticket => ticket.Hash == hash);

        Assert.Equal(("account-7", Some.Noon, Some.Noon.AddMinutes(30), Some.Noon.AddMinutes(1)), (row.AccountId, row.MadeAt, row.ExpiresAt, row.UsedAt));
    }

    private static NewTicket New(byte[] hash, string account) => new(hash, account, Some.Noon, Some.Noon.AddMinutes(30));

    private async Task<byte[]> Add(string account)
    {
        var hash = RandomNumberGenerator.GetBytes(32);
        await Tickets.Add([New(hash, account)], default);
        return hash;
    }
}

public sealed class SqliteTicketTests(SqliteFile database) : TicketSpec<SqliteFile>(database);

public sealed class PostgresTicketTests(PostgresDatabase database) : TicketSpec<PostgresDatabase>(database);
