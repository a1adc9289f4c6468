using ExamEngine.Contracts.Credentials;
using ExamEngine.Web.Hosting;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Load;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Net.Http.Headers;

namespace ExamEngine.Web.Credentials;

/// <summary>An answer that pages of any site may read: it is for everybody, and no cookie changes it.</summary>
internal sealed record ForAllSites;

/// <summary>What verifiers and wallets read at addresses that stand in signed documents, outside of the API: they never change.</summary>
internal static class PublicDocuments
{
    private const string Html = "text/html", Credential = "application/vc";

    /// <summary>How long a list may be told after it has changed.</summary>
    private const string FiveMinutes = "public, max-age=300";

    /// <summary>Best first where a caller takes several alike; people come first, since a browser takes everything.</summary>
    private static readonly ImmutableArray<string> Offered = [Html, Credential, "application/vc+ld+json", "application/ld+json", "application/json"];

    public static void MapPublicDocuments(this WebApplication app)
    {
        var all = app.MapGroup("").ExcludeFromDescription().Limited(RateBucket.Public).WithMetadata(new ForAllSites());
        all.MapGet("/v/{id}", Show);
        all.MapGet("/status/{list:int:min(1)}", List).Work(Urgency.CanWait);
        all.MapGet("/.well-known/did.json", Did).Work(Urgency.CanWait);
    }

    /// <summary>The page for people; for machines the signed document, whether it stands or not, for its entry in the status list says that.</summary>
    private static async Task<IResult> Show(string id, HttpContext context, IWebHostEnvironment host, IGrainFactory grains)
    {
        context.Response.Headers.Vary = HeaderNames.Accept;
        var type = Preferred(context.Request);
        var credential = Guid.TryParse(id, out var number) ? grains.GetGrain<ICredentialGrain>(number) : null;
        if (type == Html)
            return Pages.Verify(context, host, known: credential is not null && await credential.Show() is not null);
        if (credential is null || await credential.Document() is not { } document)
            return new Refused(ProblemCodes.UnknownCredential, "There is no such credential.");
        context.Response.Headers.CacheControl = "no-cache";
        return TypedResults.Text(document, type);
    }

    private static async Task<IResult> List(int list, HttpContext context, IGrainFactory grains)
    {
        if (await grains.GetGrain<IStatusListGrain>(list).Show() is not { } document)
            return new Refused(ProblemCodes.NoRoute, "There is no such list.");
        context.Response.Headers.CacheControl = FiveMinutes;
        return TypedResults.Text(document, Credential);
    }

    private static async Task<IResult> Did(HttpContext context, IGrainFactory grains)
    {
        context.Response.Headers.CacheControl = FiveMinutes;
        return TypedResults.Text(await grains.GetGrain<IIssuerGrain>(0).DidDocument(), "application/did+json");
    }

    /// <summary>What the caller likes best of what is offered; the page when they say nothing, or nothing that is offered.</summary>
    private static string Preferred(HttpRequest request)
    {
        var (best, liking) = (Html, 0.0);
        var accepted = request.GetTypedHeaders().Accept;
        foreach (var offer in Offered)
        {
            var liked = accepted.Where(one => Takes(one, offer)).MaxBy(Sharp) is { } said ? said.Quality ?? 1 : 0;
            if (liked > liking)
                (best, liking) = (offer, liked);
        }

        return best;
    }

    private static bool Takes(MediaTypeHeaderValue accepted, string offer) =>
        accepted.MatchesAllTypes || (accepted.MatchesAllSubTypes ? offer.StartsWith($"{accepted.Type}/", StringComparison.OrdinalIgnoreCase) : accepted.MediaType.Equals(offer, StringComparison.OrdinalIgnoreCase));

    /// <summary>The more exactly a type was named, the more its quality says (RFC 9110, 12.5.1).</summary>
    private static int Sharp(MediaTypeHeaderValue accepted) => accepted.MatchesAllTypes ? 0 : accepted.MatchesAllSubTypes ? 1 : 2;
}
