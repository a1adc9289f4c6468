using ExamEngine.Storage.Evidence;

namespace ExamEngine.Silo.Proctoring;

/// <summary>The section <c>ExamEngine:Evidence</c>: where pictures and recordings of sittings are kept.</summary>
internal sealed class EvidenceSettings
{
    public string Store { get; init; } = "Disk";

    public string? Directory { get; init; }

    public bool Shared { get; init; }

    public S3Settings S3 { get; init; } = new();

    /// <exception cref="StartRefusedException">The store is none of those there are, lacks something, or is out of reach of the other processes of the cluster.</exception>
    public EvidenceOptions For(Role role, string dataDirectory)
    {
        switch (Store.ToUpperInvariant())
        {
            case "DISK" when role == Role.All:
                return new EvidenceOptions.Disk(Directory ?? Path.Combine(dataDirectory, "evidence"));
            case "DISK" when Shared && Directory is { Length: > 0 } shared:
                return new EvidenceOptions.Disk(shared);
            case "DISK":
                throw new StartRefusedException(
                    $"The role '{role.ToString().ToLowerInvariant()}' is part of a cluster, and all its processes have to reach the same evidence: set ExamEngine:Evidence:Store to S3, "
                    + "or ExamEngine:Evidence:Directory to a directory that they share and ExamEngine:Evidence:Shared to true.");
            case "S3":
                return S3.Options;
            default:
                throw new StartRefusedException($"ExamEngine:Evidence:Store is '{Store}'; it can be Disk or S3.");
        }
    }
}

internal sealed class S3Settings
{
    public Uri? Endpoint { get; init; }

    public string Region { get; init; } = "us-east-1";

    public string? Bucket { get; init; }

    public string Prefix { get; init; } = "";

    public string? AccessKey { get; init; }

    public string? SecretKey { get; init; }

    /// <exception cref="StartRefusedException">Something is missing or cannot be.</exception>
    public EvidenceOptions.S3 Options =>
        string.IsNullOrWhiteSpace(Bucket) ? throw new StartRefusedException("ExamEngine:Evidence:S3:Bucket is needed: the name of a bucket that is there already.")
        : Endpoint is { Scheme: not ("https" or "http") } or { IsAbsoluteUri: false } ? throw new StartRefusedException(
            $"ExamEngine:Evidence:S3:Endpoint is '{Endpoint}'; it takes an address such as https://s3.example.edu.")
        : string.IsNullOrEmpty(AccessKey) != string.IsNullOrEmpty(SecretKey) ? throw new StartRefusedException(
            "ExamEngine:Evidence:S3:AccessKey and ExamEngine:Evidence:S3:SecretKey belong together: set both or neither.")
        : Prefix.StartsWith('/') || (Prefix.Length > 0 && !Prefix.EndsWith('/')) ? throw new StartRefusedException(
            $"ExamEngine:Evidence:S3:Prefix is '{Prefix}'; it is empty, or ends with a slash and begins with none.")
        : new(Endpoint, Region, Bucket, Prefix, string.IsNullOrEmpty(AccessKey) ? null : AccessKey, SecretKey);
}
