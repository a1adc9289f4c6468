using System.Globalization;
using ExamEngine.Web.Kernel;
using Microsoft.AspNetCore.Authorization;
using Microsoft.OpenApi;

namespace ExamEngine.Web.Hosting;

/// <summary>The description of the API at <c>/openapi/v1.json</c>.</summary>
internal static class OpenApiDocument
{
    public static void AddOpenApiDocument(this IServiceCollection services) => services.AddOpenApi("v1", options =>
    {
        options.AddDocumentTransformer(static (document, _, _) =>
        {
            document.Info = new OpenApiInfo
            {
                Title = "ExamEngine",
                Version = "v1",
                Description =
                    $"Every refusal is an RFC 9457 problem with a stable `code`. Requests that change something carry the cookie `{AntiforgeryTokens.Cookie}` " +
                    $"again in the header `{AntiforgeryTokens.Header}`; 429 and 503 say when to come back in `Retry-After`.",
            };
            document.Servers?.Clear();
            return Task.CompletedTask;
        });
        options.AddOperationTransformer(static (operation, context, _) =>
        {
            var policies = context.Description.ActionDescriptor.EndpointMetadata.OfType<IAuthorizeData>().Select(data => data.Policy);
            // Which status a refusal has follows from its code.
            if (operation.Responses?.Remove(Refused.DescribedAs.ToString(CultureInfo.InvariantCulture), out var refusal) == true)
                operation.Responses.Add("default", refusal);

            operation.Description = policies.FirstOrDefault() is { } policy ? $"For: {policy}." : "For anybody.";
            return Task.CompletedTask;
        });
    });
}
