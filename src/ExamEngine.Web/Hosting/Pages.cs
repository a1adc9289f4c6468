using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ExamEngine.Web.Hosting;

/// <summary>
/// The pages, each under every address that its own router knows, and the files they load. A page is asked for anew each time;
/// a file under <c>/assets</c> has its content's hash in its name and is kept for good.
/// </summary>
internal static class Pages
{
    private const string Learners = "index.html", Verifiers = "verify.html";

    private static readonly ImmutableArray<(string Page, ImmutableArray<string> Routes)> Table =
    [
        (Learners, ["/", "/sign-in", "/exam/{**rest}", "/windows/{**rest}", "/session/{**rest}", "/result/{**rest}", "/sharing/{**rest}"]),
        ("staff.html", ["/staff/{**rest}"]),
        ("school.html", ["/school/{**rest}"]),
        ("proctor.html", ["/proctor/{**rest}"]),
        (Verifiers, ["/verify"]),
    ];

    public static void MapPages(this WebApplication app)
    {
        app.MapStaticAssets();
        var pages = app.MapGroup("").ExcludeFromDescription();
        foreach (var (page, routes) in Table)
        {
            foreach (var route in routes)
            {
                var shown = pages.MapGet(route, (HttpContext context, IWebHostEnvironment host) => Show(context, host, page));
                if (page == Learners)
                    shown.WithMetadata(new PagePermissions(SecurityHeaders.LearnerPermissions));
            }
        }
    }

    /// <summary>Runs before the static assets, which would have a browser ask again for each file.</summary>
    public static void UseAssetCaching(this IApplicationBuilder app) => app.Use(static (context, next) =>
    {
        if (context.Request.Path.StartsWithSegments("/assets", StringComparison.OrdinalIgnoreCase))
            context.Response.OnStarting(KeepForGood, context.Response);

        return next(context);
    });

    private static Task KeepForGood(object state)
    {
        var response = (HttpResponse)state;
        if (response.StatusCode is StatusCodes.Status200OK or StatusCodes.Status206PartialContent or StatusCodes.Status304NotModified)
            response.Headers.CacheControl = "public, max-age=31536000, immutable";

        return Task.CompletedTask;
    }

    /// <summary>The page of a credential, which says itself that there is none; whoever reads the status alone is told as well.</summary>
    public static IResult Verify(HttpContext context, IWebHostEnvironment host, bool known)
    {
        if (!known)
            context.Response.StatusCode = StatusCodes.Status404NotFound;
        return Show(context, host, Verifiers, known);
    }

    private static Results<PhysicalFileHttpResult, Refused> Show(HttpContext context, IWebHostEnvironment host, string page, bool tagged = true)
    {
        var file = host.WebRootFileProvider.GetFileInfo(page);
        if (file.PhysicalPath is not { } path || !file.Exists)
            return new Refused(ProblemCodes.NoRoute, "The browser client is not built; build silo/Silo.csproj with Node.js at hand.");

        context.Response.Headers.CacheControl = "no-cache";
        var tag = new EntityTagHeaderValue($"\"{file.LastModified.UtcTicks:x}-{file.Length:x}\"");
        return tagged
            ? TypedResults.PhysicalFile(path, "text/html; charset=utf-8", lastModified: file.LastModified, entityTag: tag)
            : TypedResults.PhysicalFile(path, "text/html; charset=utf-8");
    }
}
