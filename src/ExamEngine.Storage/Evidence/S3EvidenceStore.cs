using System.Net;
using System.Runtime.CompilerServices;
using Amazon;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;

namespace ExamEngine.Storage.Evidence;

/// <summary>
/// Evidence as objects <c>{prefix}{session}/{kind}/{file}</c> in a bucket of any store that speaks S3. An object appears whole once its upload has
/// ended. Asks for no more than every such store has: put, get, head, list and delete, and no checksum of Amazon's own.
/// </summary>
/// <remarks>
/// A request is signed over its content, so what is larger than a picture goes through a temporary file on its way. A chunk is looked for before it is
/// put: two writers of one number are the same page twice, which sends the same bytes.
/// </remarks>
internal sealed class S3EvidenceStore : IEvidenceStore, IDisposable
{
    private const int DeletedAtOnce = 1000;
    private const int Buffer = 64 * 1024;

    private readonly EvidenceOptions.S3 _options;
    private readonly AmazonS3Client _client;

    public S3EvidenceStore(EvidenceOptions.S3 options)
    {
        _options = options;
        var config = new AmazonS3Config
        {
            AuthenticationRegion = options.Region,
            // Others' stores seldom have a host name for each bucket.
            ForcePathStyle = options.Endpoint is not null,
            RequestChecksumCalculation = RequestChecksumCalculation.WHEN_REQUIRED,
            ResponseChecksumValidation = ResponseChecksumValidation.WHEN_REQUIRED,
            Timeout = TimeSpan.FromSeconds(30),
            MaxErrorRetry = 2,
        };
        if (options.Endpoint is { } endpoint)
            config.ServiceURL = endpoint.ToString();
        else
            config.RegionEndpoint = RegionEndpoint.GetBySystemName(options.Region);
        _client = options.AccessKey is { } key ? new AmazonS3Client(key, options.SecretKey, config) : new AmazonS3Client(config);
    }

    public async ValueTask<EvidencePut> Put(EvidenceName name, Stream content, CancellationToken ct)
    {
        if (content is MemoryStream)
            return await Upload(name, content, ct);

        await using var draft = new FileStream(
            Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}"), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Buffer,
            FileOptions.Asynchronous | FileOptions.DeleteOnClose);
        await content.CopyToAsync(draft, Buffer, ct);
        draft.Position = 0;
        return await Upload(name, draft, ct);
    }

    public async ValueTask<bool> Has(EvidenceName name, CancellationToken ct) => await Guarded(async () =>
    {
        try
        {
            await _client.GetObjectMetadataAsync(_options.Bucket, KeyOf(name), ct);
            return true;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    });

    public async ValueTask<Stream?> Open(EvidenceName name, CancellationToken ct) => await Guarded<Stream?>(async () =>
    {
        try
        {
            var found = await _client.GetObjectAsync(_options.Bucket, KeyOf(name), ct);
            // Disposing of the stream gives the connection back.
            return found.ResponseStream;
        }
        catch (AmazonS3Exception e) when (e.StatusCode == HttpStatusCode.NotFound && e.ErrorCode != "NoSuchBucket")
        {
            return null;
        }
    });

    public async IAsyncEnumerable<StoredEvidence> List(Guid session, EvidenceKind kind, [EnumeratorCancellation] CancellationToken ct)
    {
        var prefix = PrefixOf(session, kind);
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = prefix };
        ListObjectsV2Response page;
        do
        {
            page = await Guarded(() => _client.ListObjectsV2Async(request, ct));
            foreach (var found in page.S3Objects ?? [])
            {
                if (EvidenceName.Parse(session, kind, found.Key[prefix.Length..]) is { } name)
                    yield return new(name, found.Size ?? 0, name.At ?? new DateTimeOffset(found.LastModified?.ToUniversalTime() ?? DateTime.UnixEpoch));
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
        while (page.IsTruncated == true);
    }

    public async Task<int> Delete(Guid session, EvidenceKind kind, CancellationToken ct)
    {
        var erased = 0;
        var request = new ListObjectsV2Request { BucketName = _options.Bucket, Prefix = PrefixOf(session, kind), MaxKeys = DeletedAtOnce };
        while (await Guarded(() => _client.ListObjectsV2Async(request, ct)) is { S3Objects: { Count: > 0 } found })
        {
            var gone = await Guarded(() => _client.DeleteObjectsAsync(
                new DeleteObjectsRequest { BucketName = _options.Bucket, Quiet = true, Objects = [.. found.Select(item => new KeyVersion { Key = item.Key })] }, ct));
            if (gone.DeleteErrors is { Count: > 0 })
                throw new EvidenceUnavailableException("The store did not delete everything.");
            erased += found.Count;
        }

        return erased;
    }

    public async Task Delete(EvidenceName name, CancellationToken ct) => await Guarded(() => _client.DeleteObjectAsync(_options.Bucket, KeyOf(name), ct));

    public async ValueTask<string?> Problem(CancellationToken ct)
    {
        try
        {
            await _client.ListObjectsV2Async(new ListObjectsV2Request { BucketName = _options.Bucket, MaxKeys = 1 }, ct);
            return null;
        }
        catch (Exception e) when (IsStoresFault(e))
        {
            return $"the bucket cannot be read: {(e as AmazonServiceException)?.ErrorCode ?? e.GetType().Name}";
        }
    }

    public void Dispose() => _client.Dispose();

    private async ValueTask<EvidencePut> Upload(EvidenceName name, Stream content, CancellationToken ct)
    {
        if (name.Kind.IsRecording() && await Has(name, ct) && await Open(name, ct) is { } there)
        {
            await using (there)
                return await Same(content, there, ct) ? EvidencePut.Known : EvidencePut.Differs;
        }

        await Guarded(() => _client.PutObjectAsync(
            new PutObjectRequest
            {
                BucketName = _options.Bucket,
                Key = KeyOf(name),
                InputStream = content,
                ContentType = name.Format.MediaType(),
                AutoCloseStream = false,
                UseChunkEncoding = false,
            },
            ct));
        return EvidencePut.Stored;
    }

    private string PrefixOf(Guid session, EvidenceKind kind) => $"{_options.Prefix}{session}/{kind.Name()}/";

    private string KeyOf(EvidenceName name) => $"{PrefixOf(name.Session, name.Kind)}{name.File}";

    private static async Task<bool> Same(Stream one, Stream other, CancellationToken ct)
    {
        byte[] left = new byte[Buffer / 4], right = new byte[Buffer / 4];
        while (true)
        {
            var (a, b) = (await one.ReadAtLeastAsync(left, left.Length, throwOnEndOfStream: false, ct), await other.ReadAtLeastAsync(right, right.Length, throwOnEndOfStream: false, ct));
            if (!left.AsSpan(0, a).SequenceEqual(right.AsSpan(0, b)))
                return false;
            if (a == 0)
                return true;
        }
    }

    private static bool IsStoresFault(Exception e) =>
        e is AmazonServiceException or AmazonClientException or HttpRequestException or IOException or TimeoutException or TaskCanceledException { InnerException: TimeoutException };

    private static async Task<T> Guarded<T>(Func<Task<T>> ask)
    {
        try
        {
            return await ask();
        }
        catch (Exception e) when (IsStoresFault(e))
        {
            throw new EvidenceUnavailableException("The store for evidence does not serve now.", e);
        }
    }
}
