using System.Text;
using ExamEngine.Storage.ReadModel.Queries;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ExamEngine.Web.Credentials;

/// <summary>Which credentials a ceremony is about: those that stand and were earned from one moment on and before another. What is not told is not asked about.</summary>
/// <param name="Country">ISO 3166-1 alpha-2.</param>
/// <param name="Kind">What was completed: <c>exam</c>, <c>course</c> or <c>program</c>.</param>
internal sealed record CeremonyQuery(string? ProgramId, DateTimeOffset? From, DateTimeOffset? To, string? Country, string? Kind)
{
    public Problem? Fault => Kind is null or "exam" or "course" or "program" ? null : new(ProblemCodes.Invalid, "One of exam, course, program.", "kind");

    public EarnedFilter Filter => new(ProgramId, new(From, To), Country, Kind);
}

/// <summary>One credential to be celebrated.</summary>
/// <param name="Name">As the credential says it, in whatever script; null when the learner has not agreed that it is published.</param>
/// <param name="Country">The learner's when it was issued.</param>
/// <param name="Kind">What was completed: <c>exam</c>, <c>course</c> or <c>program</c>.</param>
internal sealed record CeremonyEntry(
    Guid CredentialId, string LearnerId, string? Name, string Country, string ProgramId, string Kind, string Title, DateTimeOffset EarnedAt, DateTimeOffset IssuedAt);

/// <summary>Part of a ceremony's list. <paramref name="Next"/> asks for the next part; null at the end.</summary>
internal sealed record Ceremony(ImmutableArray<CeremonyEntry> Credentials, string? Next);

/// <summary>Learners and credentials of one country; a learner with several credentials is one learner.</summary>
internal sealed record CeremonyCountry(string Country, int Learners, int Credentials);

/// <summary>By country.</summary>
internal sealed record CeremonyCountries(ImmutableArray<CeremonyCountry> Countries);

/// <param name="Title">The program's; empty for exams of none.</param>
internal sealed record CeremonyProgram(string ProgramId, string Title, int Learners, int Credentials, int Countries);

internal sealed record CeremonyProgramCountry(string ProgramId, string Country, int Learners, int Credentials);

/// <summary>A ceremony in figures. A learner with several credentials is one learner, so programs and countries may sum up to more.</summary>
/// <param name="Named">Credentials whose learner has agreed that their name is published.</param>
/// <param name="ProgramCountries">By program and country.</param>
internal sealed record CeremonyCounts(
    int Learners, int Credentials, int Named, ImmutableArray<CeremonyProgram> Programs, ImmutableArray<CeremonyCountry> Countries,
    ImmutableArray<CeremonyProgramCountry> ProgramCountries);

/// <summary>
/// Who earned a credential between two dates: the list for a completion ceremony, and its figures. Revoked credentials are not on it. Whoever has not agreed
/// that their name is published counts and stands there without one.
/// </summary>
internal static class CeremonyApi
{
    /// <summary>Of a file's list.</summary>
    private const int ReadAtOnce = 1000;

    private const string Csv = "text/csv", Json = "application/json";

    public static void MapCeremony(this RouteGroupBuilder api)
    {
        var ceremony = api.MapGroup("/ceremony").WithTags("Staff").RequireAuthorization(Access.Staff).Limited(RateBucket.Read);
        ceremony.MapGet("", List).WithName("listCeremony");
        ceremony.MapGet("/countries", Countries).WithName("countCeremony");
        ceremony.MapGet("/counts", Counts).WithName("sumUpCeremony");
        ceremony.MapGet("/list.csv", CsvFile).WithName("downloadCeremonyCsv").Limited(RateBucket.Write).Produces<string>(StatusCodes.Status200OK, Csv);
        ceremony.MapGet("/list.json", JsonFile).WithName("downloadCeremonyJson").Limited(RateBucket.Write).Produces<string>(StatusCodes.Status200OK, Json);
    }

    /// <param name="order">
    /// <c>earned</c>: oldest first; so it is unless told. <c>name</c>: as the Unicode collation algorithm sorts names, scripts one after the other; the
    /// nameless last.
    /// </param>
    private static async Task<Results<Ok<Ceremony>, Refused>> List(
        [AsParameters] CeremonyQuery query, [AsParameters] Paging page, CeremonyQueries ceremonies, CancellationToken ct, string order = "earned")
    {
        if ((query.Fault ?? page.Fault) is { } fault)
            return new Refused([fault]);
        if (order is not ("earned" or "name"))
            return new Refused([new Problem(ProblemCodes.Invalid, "A ceremony is in the order of earned or of name.", "order")]);
        if (await ceremonies.Earned(query.Filter, order == "name" ? CeremonyOrder.Name : CeremonyOrder.Earned, page.After, page.Size, ct) is not { } rows)
            return new Refused([Paging.UnknownPlace]);

        return TypedResults.Ok(new Ceremony(
            [.. rows.Select(row => new CeremonyEntry(
                Guid.Parse(row.Id), row.LearnerId, row.Name, row.Country, row.ProgramId, row.Kind, row.Title, row.EarnedAt, row.IssuedAt))],
            page.Next(rows, row => row.Id)));
    }

    private static async Task<Results<Ok<CeremonyCountries>, Refused>> Countries([AsParameters] CeremonyQuery query, CeremonyQueries ceremonies, CancellationToken ct) =>
        query.Fault is { } fault ? new Refused([fault]) : TypedResults.Ok(new CeremonyCountries(Of(await ceremonies.Countries(query.Filter, ct))));

    private static async Task<Results<Ok<CeremonyCounts>, Refused>> Counts([AsParameters] CeremonyQuery query, CeremonyQueries ceremonies, CatalogQueries catalog, CancellationToken ct) =>
        query.Fault is { } fault ? new Refused([fault]) : TypedResults.Ok(await SumUp(query, ceremonies, await Titles(catalog, ct), ct));

    /// <summary>The list by name. Nothing in it leads to a learner who has not agreed: no number of a credential, no learner's id.</summary>
    private static async Task<Results<PushStreamHttpResult, Refused>> CsvFile([AsParameters] CeremonyQuery query, CeremonyQueries ceremonies, CatalogQueries catalog, CancellationToken ct)
    {
        if (query.Fault is { } fault)
            return new Refused([fault]);
        var titles = await Titles(catalog, ct);
        return TypedResults.Stream(
            async body =>
            {
                await using var text = new StreamWriter(body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
                await CeremonyFile.WriteCsv(text, ceremonies.ByName(query.Filter, ReadAtOnce, ct), titles, ct);
            },
            $"{Csv}; charset=utf-8", FileName("csv"));
    }

    /// <summary>The figures, and the same list.</summary>
    private static async Task<Results<PushStreamHttpResult, Refused>> JsonFile([AsParameters] CeremonyQuery query, CeremonyQueries ceremonies, CatalogQueries catalog, CancellationToken ct)
    {
        if (query.Fault is { } fault)
            return new Refused([fault]);
        var titles = await Titles(catalog, ct);
        var counts = await SumUp(query, ceremonies, titles, ct);
        return TypedResults.Stream(body => CeremonyFile.WriteJson(body, query, counts, ceremonies.ByName(query.Filter, ReadAtOnce, ct), titles, ct), Json, FileName("json"));
    }

    private static string FileName(string extension) => $"ceremony.{extension}";

    private static async Task<CeremonyCounts> SumUp(CeremonyQuery query, CeremonyQueries ceremonies, IReadOnlyDictionary<string, string> titles, CancellationToken ct)
    {
        var figures = await ceremonies.Figures(query.Filter, ct);
        return new(
            figures.Learners, figures.Credentials, figures.Named,
            [.. figures.Programs.Select(of => new CeremonyProgram(of.ProgramId, titles.GetValueOrDefault(of.ProgramId, of.ProgramId), of.Learners, of.Credentials, of.Countries))],
            Of(figures.Countries), [.. figures.ProgramCountries.Select(of => new CeremonyProgramCountry(of.ProgramId, of.Country, of.Learners, of.Credentials))]);
    }

    private static ImmutableArray<CeremonyCountry> Of(IReadOnlyList<CountryCount> countries) =>
        [.. countries.Select(of => new CeremonyCountry(of.Country, of.Learners, of.Credentials))];

    private static async Task<IReadOnlyDictionary<string, string>> Titles(CatalogQueries catalog, CancellationToken ct) =>
        (await catalog.Programs(ct)).ToDictionary(program => program.Id, program => program.Title);
}
