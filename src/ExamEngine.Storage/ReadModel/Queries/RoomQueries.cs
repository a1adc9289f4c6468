using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>The rooms of a scope that somebody may watch.</summary>
/// <param name="IsLead">All of them; <paramref name="Rooms"/> are those that are their own.</param>
public sealed record WatchedRooms(RoomScopeRow Scope, bool IsLead, IReadOnlyList<int> Rooms);

/// <summary>Somebody who may watch rooms.</summary>
public sealed record ProctorAccount(string Id, string UserName, string DisplayName, IReadOnlyList<string> Roles);

/// <summary>Who watches what.</summary>
public sealed class RoomQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    /// <summary>The most accounts of one list.</summary>
    public const int MostPeople = 2_000;

    private static readonly string[] Watchers = ["proctor", "staff", "admin"];

    /// <summary>The scopes where something happened last, the last first.</summary>
    public async Task<IReadOnlyList<RoomScopeRow>> All(int most, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await db.RoomScopes.OrderByDescending(scope => scope.ChangedAt).ThenByDescending(scope => scope.Id).Take(most).ToListAsync(ct);
    }

    /// <summary>The accounts that may watch rooms at all, by name.</summary>
    public async Task<IReadOnlyList<ProctorAccount>> People(CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await (
                from role in db.Roles
                where Watchers.Contains(role.Name)
                join held in db.UserRoles on role.Id equals held.RoleId
                join account in db.Users on held.UserId equals account.Id
                select new { account.Id, account.UserName, account.DisplayName, Role = role.Name })
            .Take(MostPeople).ToListAsync(ct);
        return [.. rows.GroupBy(row => row.Id, StringComparer.Ordinal)
            .Select(group => new ProctorAccount(group.Key, group.First().UserName ?? "", group.First().DisplayName, [.. group.Select(row => row.Role ?? "")]))
            .OrderBy(person => person.DisplayName, StringComparer.Ordinal).ThenBy(person => person.Id, StringComparer.Ordinal)];
    }

    /// <summary>The scopes with rooms of a proctor, the one that changed last first.</summary>
    public async Task<IReadOnlyList<WatchedRooms>> Of(string proctorId, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var rows = await (
                from own in db.RoomProctors
                where own.ProctorId == proctorId && own.State == RoomProctorRow.Assigned
                join scope in db.RoomScopes on own.Scope equals scope.Id
                select new { Scope = scope, own.Room })
            .ToListAsync(ct);
        return [.. rows.GroupBy(row => row.Scope.Id, StringComparer.Ordinal)
            .Select(group => new WatchedRooms(
                group.First().Scope, group.Any(row => row.Room == RoomProctorRow.Lead), [.. group.Select(row => row.Room).Where(room => room != RoomProctorRow.Lead).Order()]))
            .OrderByDescending(watched => watched.Scope.ChangedAt).ThenByDescending(watched => watched.Scope.Id, StringComparer.Ordinal)];
    }
}
