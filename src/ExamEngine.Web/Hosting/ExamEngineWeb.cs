using System.IO.Compression;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Web.Accounts;
using ExamEngine.Web.Credentials;
using ExamEngine.Web.Definitions;
using ExamEngine.Web.Grading;
using ExamEngine.Web.Kernel;
using ExamEngine.Web.Learners;
using ExamEngine.Web.Load;
using ExamEngine.Web.Proctoring;
using ExamEngine.Web.Programs;
using ExamEngine.Web.Schools;
using ExamEngine.Web.Sessions;
using ExamEngine.Web.Windows;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace ExamEngine.Web.Hosting;

/// <summary>The web tier as two calls: what it needs, and what it does with a request. Reading the two tells which doors there are.</summary>
public static class ExamEngineWeb
{
    /// <summary>
    /// Registers the web tier. It wants an <see cref="IGrainFactory"/>, the read model, a store for evidence, and may be told
    /// health checks tagged <c>ready</c> and <see cref="DemoAccounts"/>.
    /// </summary>
    public static IServiceCollection AddExamEngineWeb(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(DemoAccounts.None);
        services.TryAddSingleton<OperatorKey>();
        services.AddMetrics();
        services.AddSingleton<WebInstruments>();
        services.AddSingleton<LoadGauge>();
        services.AddOptions<LoadLimits>().BindConfiguration(LoadLimits.Section);
        services.AddSingleton<Faults>();
        services.AddSingleton(_ => new RateLimits(TimeProvider.System));
        services.AddSingleton<ValidTokens>();
        services.AddExceptionHandler<HttpFaults>();
        services.AddAccounts();
        services.AddHealth();

        services.ConfigureOptions<KestrelLimits>();
        services.ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.AddRouting(options =>
        {
            options.ConstraintMap["id"] = typeof(IdConstraint);
            RoomNames.Add(options.ConstraintMap);
            options.ConstraintMap["track"] = typeof(TrackConstraint);
        });
        services.AddOpenApiDocument();
        // Cookies are SameSite=Strict, so no foreign page can have answers made that mix its text with a learner's; and no answer holds a secret.
        services.AddResponseCompression(options =>
        {
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);
        services.Configure<GzipCompressionProviderOptions>(options => options.Level = CompressionLevel.Fastest);

        services.TryAddSingleton(IceDirectory.None);
        services.AddSingleton<EvidencePermits>();
        services.AddSingleton<EvidenceReaders>();
        services.AddSingleton<EvidenceIntake>();
        services.AddSingleton<Recordings>();
        services.AddSingleton<SessionExport>();
        services.AddSingleton<RecordsExport>();

        services.AddSingleton<HubLines>();
        services.AddSingleton<HubGuard>();
        services.AddSingleton<LearnerNews>();
        services.AddHostedService(provider => provider.GetRequiredService<LearnerNews>());
        services.AddSingleton<SessionWatch>();
        services.AddSingleton<Attendance>();
        services.AddSingleton<RoomWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<RoomWatch>());
        services.AddSignalR(options =>
            {
                options.MaximumReceiveMessageSize = 256 * 1024;
                options.ClientTimeoutInterval = TimeSpan.FromSeconds(45);
                options.AddFilter<HubLines>();
                options.AddFilter<HubGuard>();
            })
            .AddHubOptions<LearnerHub>(options => options.MaximumParallelInvocationsPerClient = LearnerHub.MostAtOnce)
            .AddJsonProtocol(options => WireJson.Configure(options.PayloadSerializerOptions));
        // It takes every refusal for a failure and logs its stack. HubGuard sees each exception first, and logs those that are failures.
        services.AddLogging(logging => logging.AddFilter("Microsoft.AspNetCore.SignalR.Internal.DefaultHubDispatcher", LogLevel.None));
        return services;
    }

    /// <summary>Sets up the way of a request, from the outside in, and every door of the server.</summary>
    public static WebApplication UseExamEngineWeb(this WebApplication app)
    {
        // Behind a proxy, limits and cookies go by the browser's address and scheme, not by the proxy's.
        var forwarded = new ForwardedHeadersOptions { ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto };
        foreach (var network in app.Services.GetRequiredService<IOptions<WebOptions>>().Value.TrustedProxies)
            forwarded.KnownIPNetworks.Add(network);
        app.UseForwardedHeaders(forwarded);
        app.UseMiddleware<SecurityHeaders>();
        app.UseExceptionHandler(static _ => { });
        app.UseStatusCodePages(static context => Explain(context.HttpContext));
        // What answers a PUT is mostly an id or nothing, for a picture every few seconds of everybody: too little to compress.
        app.UseWhen(static context => !HttpMethods.IsPut(context.Request.Method), static rest => rest.UseResponseCompression());
        app.UseAssetCaching();
        app.UseRouting();
        app.UseMiddleware<SheddingMiddleware>();
        app.UseMiddleware<OriginCheck>();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseMiddleware<RateLimitMiddleware>();
        app.UseMiddleware<AntiforgeryMiddleware>();

        // An endpoint that says nothing more is closed to strangers, and the first to be refused when there is too much to do.
        var api = app.MapGroup("/api").RequireAuthorization().Work(Urgency.CanWait);
        api.MapAccount();
        api.MapAccounts();
        api.MapHome();
        api.MapSessions();
        api.MapWatch();
        api.MapCredentials();
        api.MapCredentialBatches();
        api.MapCredentialTemplates();
        api.MapMarking();
        api.MapImport();
        api.MapLearners();
        api.MapWindows();
        api.MapRegistrationTerms();
        api.MapRegistration();
        api.MapEntitlements();
        api.MapPrograms();
        api.MapRoster();
        api.MapRecord();
        api.MapResults();
        api.MapReviews();
        api.MapCeremony();
        api.MapSchools();
        api.MapShares();
        api.MapRecords();
        api.MapRooms();
        api.MapEvidence();
        app.MapHub<LearnerHub>("/hubs/learner", static options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = true;
        });
        app.MapHub<ProctorHub>("/hubs/proctor", static options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.CloseOnAuthenticationExpiration = true;
        });
        app.MapHealth();
        app.MapOpenApi("/openapi/{documentName}.json").Limited(RateBucket.Public);
        app.MapPublicDocuments();
        app.MapPages();
        return app;
    }

    /// <summary>Gives answers that have a status and no body yet the body of a problem.</summary>
    private static Task Explain(HttpContext context) => context.Response.StatusCode switch
    {
        StatusCodes.Status404NotFound => new Refused(ProblemCodes.NoRoute, "There is nothing here.").ExecuteAsync(context),
        StatusCodes.Status405MethodNotAllowed => new Refused(ProblemCodes.NoMethod, "This cannot be done here.").ExecuteAsync(context),
        StatusCodes.Status413PayloadTooLarge =>
            new Refused(ProblemCodes.TooLarge, "The request is larger than is taken here.").ExecuteAsync(context),
        StatusCodes.Status415UnsupportedMediaType => new Refused(ProblemCodes.MediaType, "Send JSON, and a file of seats as text/csv.").ExecuteAsync(context),
        _ => Task.CompletedTask,
    };
}
