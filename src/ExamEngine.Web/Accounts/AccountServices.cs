using ExamEngine.Storage.ReadModel;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption;
using Microsoft.AspNetCore.DataProtection.AuthenticatedEncryption.ConfigurationModel;
using Microsoft.AspNetCore.Identity;

namespace ExamEngine.Web.Accounts;

/// <summary>ASP.NET Core Identity as this API uses it: one cookie, no redirects, keys in the database.</summary>
internal static class AccountServices
{
    public static void AddAccounts(this IServiceCollection services)
    {
        services.AddIdentityCore<Account>(options =>
            {
                options.Lockout.AllowedForNewUsers = true;
                // NIST SP 800-63B: length, not composition.
                options.Password.RequiredLength = 12;
                options.Password.RequireDigit = false;
                options.Password.RequireLowercase = false;
                options.Password.RequireUppercase = false;
                options.Password.RequireNonAlphanumeric = false;
            })
            .AddRoles<IdentityRole>()
            .AddEntityFrameworkStores<ExamEngineDb>()
            .AddSignInManager()
            .AddDefaultTokenProviders()
            .AddClaimsPrincipalFactory<AccountClaims>();
        services.AddScoped<Doorkeeper>();
        services.AddSingleton<SignInGate>();
        services.AddScoped<AccountOffice>();
        services.AddScoped<AccountBatch>();
        services.AddScoped<TicketOffice>();
        services.AddScoped<RoleShelf>();
        services.AddHostedService<TicketSweep>();

        services.AddAuthentication(IdentityConstants.ApplicationScheme)
            .AddScheme<AuthenticationSchemeOptions, OperatorKeyHandler>(OperatorKey.Scheme, null)
            .AddIdentityCookies(cookies => cookies.ApplicationCookie?.Configure(ConfigureCookie));
        services.AddScoped<ISecurityStampValidator, StampCheck>();
        services.Configure<SecurityStampValidatorOptions>(options => options.ValidationInterval = TimeSpan.FromMinutes(5));
        Access.AddPolicies(services.AddAuthorizationBuilder());

        // A cookie is opened with each request: AES-GCM does it at half the cost of the default, encryption and signature apart.
        services.AddDataProtection().SetApplicationName("ExamEngine").PersistKeysToDbContext<ExamEngineDb>()
            .UseCryptographicAlgorithms(new AuthenticatedEncryptorConfiguration { EncryptionAlgorithm = EncryptionAlgorithm.AES_256_GCM });
        services.AddAntiforgery(options =>
        {
            options.HeaderName = AntiforgeryTokens.Header;
            options.Cookie.Name = AntiforgeryTokens.Own;
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    private static void ConfigureCookie(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = "ee.account";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Strict;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.ExpireTimeSpan = TimeSpan.FromHours(12);
        options.SlidingExpiration = true;
        options.Events.OnRedirectToLogin = context =>
            new Refused(ProblemCodes.SignedOut, "Sign in first.").ExecuteAsync(context.HttpContext);
        options.Events.OnRedirectToAccessDenied = context =>
            new Refused(ProblemCodes.Forbidden, "Your account may not do this.").ExecuteAsync(context.HttpContext);
    }
}
