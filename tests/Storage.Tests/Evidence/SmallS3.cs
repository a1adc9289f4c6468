using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Storage.Tests.Evidence;

/// <summary>
/// One bucket over real HTTP, as little of S3 as its documentation lets a store get away with: path-style addresses, put, get, head, list (in short
/// pages), delete of many. Every request's signature (AWS Signature Version 4) is computed again here from the published rules, its content's hash included.
/// </summary>
internal sealed class SmallS3 : IAsyncDisposable
{
    public const string Bucket = "evidence";
    public const string Region = "eu-west-1";
    public const string AccessKey = "AKIDEXAMPLE";
    public const string SecretKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private const int Page = 5;
    private static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    private readonly WebApplication _app;

    private SmallS3(WebApplication app) => _app = app;

    public SortedDictionary<string, (byte[] Bytes, string? MediaType)> Objects { get; } = new(StringComparer.Ordinal);

    public Uri Address => new(_app.Urls.Single());

    public static async Task<SmallS3> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.Configure<KestrelServerOptions>(options => options.Limits.MaxRequestBodySize = null);
        var server = new SmallS3(builder.Build());
        server._app.Run(server.Answer);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task Answer(HttpContext context)
    {
        var request = context.Request;
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        var bytes = body.ToArray();
        if (Signature.Problem(request, bytes) is { } problem)
        {
            await Refuse(context, HttpStatusCode.Forbidden, problem);
            return;
        }

        var path = request.Path.Value!.TrimStart('/').Split('/', 2);
        var key = path.Length > 1 ? path[1] : "";
        if (path[0] != Bucket)
        {
            await Refuse(context, HttpStatusCode.NotFound, "NoSuchBucket");
            return;
        }

        Task answer;
        lock (Objects)
        {
            answer = (request.Method, key) switch
            {
                ("GET", "") => Xml(context, List(request)),
                ("POST", "") => Xml(context, Delete(bytes)),
                ("PUT", _) => Put(context, key, bytes),
                ("DELETE", _) => Remove(context, key),
                ("GET" or "HEAD", _) => Get(context, key),
                _ => Refuse(context, HttpStatusCode.MethodNotAllowed, "MethodNotAllowed"),
            };
        }

        await answer;
    }

    private Task Put(HttpContext context, string key, byte[] bytes)
    {
        Objects[key] = (bytes, context.Request.ContentType);
        context.Response.Headers.ETag = Tag(bytes);
        return Task.CompletedTask;
    }

    private Task Remove(HttpContext context, string key)
    {
        Objects.Remove(key);
        context.Response.StatusCode = (int)HttpStatusCode.NoContent;
        return Task.CompletedTask;
    }

    private Task Get(HttpContext context, string key)
    {
        if (!Objects.TryGetValue(key, out var found))
            return Refuse(context, HttpStatusCode.NotFound, "NoSuchKey");

        context.Response.Headers.ETag = Tag(found.Bytes);
        context.Response.ContentType = found.MediaType;
        context.Response.ContentLength = found.Bytes.Length;
        return context.Request.Method == "HEAD" ? Task.CompletedTask : context.Response.Body.WriteAsync(found.Bytes).AsTask();
    }

    private XElement List(HttpRequest request)
    {
        var (prefix, after) = ((string?)request.Query["prefix"] ?? "", (string?)request.Query["continuation-token"] ?? "");
        var found = Objects.Where(item => item.Key.StartsWith(prefix, StringComparison.Ordinal) && string.CompareOrdinal(item.Key, after) > 0).Take(Page + 1).ToList();
        var more = found.Count > Page;
        return new XElement(
            Namespace + "ListBucketResult", new XElement(Namespace + "Name", Bucket), new XElement(Namespace + "Prefix", prefix),
            new XElement(Namespace + "IsTruncated", more), more ? new XElement(Namespace + "NextContinuationToken", found[Page - 1].Key) : null,
            found.Take(Page).Select(item => new XElement(
                Namespace + "Contents", new XElement(Namespace + "Key", item.Key), new XElement(Namespace + "Size", item.Value.Bytes.Length),
                new XElement(Namespace + "LastModified", DateTime.UtcNow.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture)), new XElement(Namespace + "ETag", Tag(item.Value.Bytes)))));
    }

    private XElement Delete(byte[] order)
    {
        foreach (var key in XDocument.Parse(Encoding.UTF8.GetString(order)).Descendants().Where(element => element.Name.LocalName == "Key"))
            Objects.Remove(key.Value);
        return new XElement(Namespace + "DeleteResult");
    }

    private static string Tag(byte[] bytes) => $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..32]}-1\"";

    private static Task Refuse(HttpContext context, HttpStatusCode status, string code)
    {
        context.Response.StatusCode = (int)status;
        return context.Request.Method == "HEAD" ? Task.CompletedTask : Xml(context, new XElement("Error", new XElement("Code", code), new XElement("Message", code)));
    }

    private static Task Xml(HttpContext context, XElement answer)
    {
        context.Response.ContentType = "application/xml";
        return context.Response.WriteAsync($"<?xml version=\"1.0\" encoding=\"UTF-8\"?>{answer.ToString(SaveOptions.DisableFormatting)}");
    }

    /// <summary>Signature Version 4 as its documentation says, in the header form.</summary>
    private static class Signature
    {
        public static string? Problem(HttpRequest request, byte[] body)
        {
            var header = request.Headers.Authorization.ToString();
            const string Scheme = "AWS4-HMAC-SHA256 ";
            if (!header.StartsWith(Scheme, StringComparison.Ordinal))
                return "AccessDenied";
            var parts = header[Scheme.Length..].Split(',').Select(part => part.Trim().Split('=', 2)).ToDictionary(part => part[0], part => part[1]);
            var scope = parts["Credential"].Split('/');
            if (scope is not [AccessKey, var day, Region, "s3", "aws4_request"])
                return "InvalidAccessKeyId";
            var content = request.Headers["x-amz-content-sha256"].ToString();
            if (content != Convert.ToHexStringLower(SHA256.HashData(body)))
                return "XAmzContentSHA256Mismatch";

            var query = string.Join('&', request.Query
                .Select(pair => $"{Escape(pair.Key)}={Escape(pair.Value.ToString())}").Order(StringComparer.Ordinal));
            var path = string.Join('/', request.Path.Value!.Split('/').Select(Escape));
            var headers = string.Concat(parts["SignedHeaders"].Split(';').Select(name => $"{name}:{Value(request, name).Trim()}\n"));
            var canonical = $"{request.Method}\n{path}\n{query}\n{headers}\n{parts["SignedHeaders"]}\n{content}";
            var signed = $"AWS4-HMAC-SHA256\n{request.Headers["x-amz-date"]}\n{string.Join('/', scope[1..])}\n{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
            var key = ((string[])[day, Region, "s3", "aws4_request"]).Aggregate(
                Encoding.UTF8.GetBytes($"AWS4{SecretKey}"), (secret, part) => HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes(part)));
            return parts["Signature"] == Convert.ToHexStringLower(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(signed))) ? null : "SignatureDoesNotMatch";
        }

        private static string Value(HttpRequest request, string name) =>
            name == "host" ? request.Host.Value ?? "" : string.Join(',', request.Headers[name].Select(value => value));

        private static string Escape(string text) => Uri.EscapeDataString(text);
    }
}
