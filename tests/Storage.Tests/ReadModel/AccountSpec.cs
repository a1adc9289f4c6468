using ExamEngine.Storage;
using ExamEngine.Storage.ReadModel;
using ExamEngine.Storage.ReadModel.Queries;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Storage.Tests.Harness;

namespace Storage.Tests.ReadModel;

/// <summary>Accounts and keys live in the same database, through the stock ASP.NET Core stores.</summary>
public abstract class AccountSpec<TDatabase>(TDatabase database) : IClassFixture<TDatabase> where TDatabase : class, ITestDatabase
{
    [Fact]
    public async Task An_account_with_a_role_and_a_passkey_is_found_again()
    {
        await using var services = await Services();
        var name = $"{Guid.NewGuid():N}@example.org";

        await using (var scope = services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            await scope.ServiceProvider.GetRequiredService<RoleManager<IdentityRole>>().CreateAsync(new("proctor"));
            var account = new Account { UserName = name, Email = name, LearnerId = "learner/9", DisplayName = "Zoë 李" };
            Assert.True((await users.CreateAsync(account, "Correct-Horse-9")).Succeeded);
            Assert.True((await users.AddToRoleAsync(account, "proctor")).Succeeded);
            await users.SetLockoutEndDateAsync(account, Some.Noon);
            var passkey = new UserPasskeyInfo([1, 2, 3, .. Guid.NewGuid().ToByteArray()], [4], Some.Noon, 7, ["internal"], true, true, false, [5], [6]);
            Assert.True((await users.AddOrUpdatePasskeyAsync(account, passkey)).Succeeded);
        }

        await using (var scope = services.CreateAsyncScope())
        {
            var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
            var account = await users.FindByNameAsync(name);
            Assert.NotNull(account);
            Assert.Equal(("learner/9", "Zoë 李", (DateTimeOffset?)Some.Noon), (account.LearnerId, account.DisplayName, account.LockoutEnd));
            Assert.True(await users.CheckPasswordAsync(account, "Correct-Horse-9"));
            Assert.Equal(["proctor"], await users.GetRolesAsync(account));
            Assert.Equal(Some.Noon, Assert.Single(await users.GetPasskeysAsync(account)).CreatedAt);
        }
    }

    [Fact]
    public async Task An_accounts_stamp_is_that_of_its_last_change()
    {
        await using var services = await Services();
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        var name = $"{Guid.NewGuid():N}@example.org";
        var account = new Account { UserName = name, Email = name, DisplayName = "Zoë 李" };
        Assert.True((await users.CreateAsync(account, "Correct-Horse-9")).Succeeded);
        var stamps = services.GetRequiredService<AccountStamps>();

        var before = await stamps.Of(account.Id, CancellationToken.None);
        await users.UpdateSecurityStampAsync(account);
        var after = await stamps.Of(account.Id, CancellationToken.None);

        Assert.NotEqual(before, after);
        Assert.Equal(await users.GetSecurityStampAsync(account), after);
        Assert.Null(await stamps.Of("nobody", CancellationToken.None));
    }

    [Fact]
    public async Task Keys_that_protect_cookies_are_shared_through_the_database()
    {
        await using var one = await Services();
        var secret = one.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Protect("kept");

        await using var other = await Services();

        Assert.Equal("kept", other.GetRequiredService<IDataProtectionProvider>().CreateProtector("test").Unprotect(secret));
        await using var scope = other.CreateAsyncScope();
        Assert.NotEmpty(await scope.ServiceProvider.GetRequiredService<ExamEngineDb>().DataProtectionKeys.ToListAsync());
    }

    private async Task<ServiceProvider> Services()
    {
        await (await OpenStorage.Open(database.Options)).DisposeAsync();
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddExamEngineStorage(database.Options);
        services.AddIdentityCore<Account>().AddRoles<IdentityRole>().AddEntityFrameworkStores<ExamEngineDb>();
        services.AddDataProtection().SetApplicationName("ExamEngine").PersistKeysToDbContext<ExamEngineDb>();
        return services.BuildServiceProvider();
    }
}

public sealed class SqliteAccounts(SqliteFile database) : AccountSpec<SqliteFile>(database);

public sealed class PostgresAccounts(PostgresDatabase database) : AccountSpec<PostgresDatabase>(database);
