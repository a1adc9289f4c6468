using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Credentials;

/// <summary>One credential to be celebrated.</summary>
/// <param name="Name">As the credential says it.</param>
/// <param name="Country">The learner's when it was issued.</param>
/// <param name="Kind">What was completed: <c>exam</c>.</param>
internal sealed record CeremonyEntry(
    Guid CredentialId, string LearnerId, string Name, string Country, string ProgramId, string Kind, string Title, DateTimeOffset IssuedAt);

/// <summary>Part of a ceremony's list. <paramref name="Next"/> asks for the next part; null at the end.</summary>
internal sealed record Ceremony(ImmutableArray<CeremonyEntry> Credentials, string? Next);

/// <summary>Learners and credentials of one country; a learner with several credentials is one learner.</summary>
internal sealed record CeremonyCountry(string Country, int Learners, int Credentials);

/// <summary>By country.</summary>
internal sealed record CeremonyCountries(ImmutableArray<CeremonyCountry> Countries);

/// <summary>Who earned a credential between two dates: the list for a completion ceremony. Revoked credentials are not on it.</summary>
internal static class CeremonyApi
{
    public static void MapCeremony(this RouteGroupBuilder api)
    {
        var ceremony = api.MapGroup("/ceremony").WithTags("Staff").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        ceremony.MapGet("", List).WithName("listCeremony");
        ceremony.MapGet("/countries", Countries).WithName("countCeremony");
    }

    /// <summary>Those issued from <paramref name="from"/> on and before <paramref name="to"/>, oldest first.</summary>
    private static async Task<Results<Ok<Ceremony>, Refused>> List(
        string? programId, DateTimeOffset? from, DateTimeOffset? to, string? country, [AsParameters] Paging page, CredentialQueries credentials, CancellationToken ct)
    {
        if (page.Fault is { } fault)
            return new Refused([fault]);
        if (await credentials.Earned(programId, new(from, to), country, page.After, page.Size, ct) is not { } rows)
            return new Refused([Paging.UnknownPlace]);

        return TypedResults.Ok(new Ceremony(
            [.. rows.Select(row => new CeremonyEntry(Guid.Parse(row.Id), row.LearnerId, row.Name, row.Country, row.ProgramId, row.Kind, row.Title, row.IssuedAt))],
            page.Next(rows, row => row.Id)));
    }

    private static async Task<Ok<CeremonyCountries>> Countries(
        string? programId, DateTimeOffset? from, DateTimeOffset? to, CredentialQueries credentials, CancellationToken ct) =>
        TypedResults.Ok(new CeremonyCountries(
            [.. (await credentials.EarnedByCountry(programId, new(from, to), ct)).Select(of => new CeremonyCountry(of.Country, of.Learners, of.Credentials))]));
}
