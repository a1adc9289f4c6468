using Microsoft.EntityFrameworkCore;

namespace ExamEngine.Storage.ReadModel.Queries;

/// <summary>A request with its learner's name.</summary>
public sealed record AskedAccommodation(AccommodationRequestRow Request, string LegalName);

/// <summary>Vouchers, and requests that wait for an answer.</summary>
public sealed class EntitlementQueries(IDbContextFactory<ExamEngineDb> contexts)
{
    /// <summary>Vouchers in the order of their codes, of one exam or of all.</summary>
    /// <param name="after">The last code of the page before; null for the first page.</param>
    public async Task<IReadOnlyList<VoucherRow>> Vouchers(string? examId, string? after, int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        var vouchers = db.Vouchers;
        if (examId is not null)
            vouchers = vouchers.Where(voucher => voucher.ExamId == examId);
        if (after is not null)
            vouchers = vouchers.Where(voucher => voucher.Id.CompareTo(after) > 0);
        return await vouchers.OrderBy(voucher => voucher.Id).Take(limit).ToListAsync(ct);
    }

    /// <summary>Requests that wait for an answer, the oldest first.</summary>
    public async Task<IReadOnlyList<AskedAccommodation>> Pending(int limit, CancellationToken ct)
    {
        await using var db = await contexts.CreateDbContextAsync(ct);
        return await (
                from request in db.AccommodationRequests.Where(request => request.State == AccommodationRequestRow.Pending)
                    .OrderBy(request => request.AskedAt).ThenBy(request => request.Id).Take(limit)
                join learner in db.Learners on request.LearnerId equals learner.Id into learners
                from learner in learners.DefaultIfEmpty()
                orderby request.AskedAt, request.Id
                select new AskedAccommodation(request, learner == null ? "" : learner.LegalName))
            .ToListAsync(ct);
    }
}
