namespace ExamEngine.Storage.Evidence;

/// <summary>Where evidence goes.</summary>
public abstract record EvidenceOptions
{
    private EvidenceOptions() { }

    /// <summary>A directory, made when missing. Several processes may share it.</summary>
    public sealed record Disk(string Directory) : EvidenceOptions;

    /// <summary>A bucket, which must exist, of any store that speaks S3.</summary>
    /// <param name="Endpoint">Null: Amazon's own, in <paramref name="Region"/>.</param>
    /// <param name="Prefix">Before every key, such as <c>exams/</c>; may be empty.</param>
    /// <param name="AccessKey">Null: found as Amazon's tools find it, such as from the pod's role.</param>
    public sealed record S3(Uri? Endpoint, string Region, string Bucket, string Prefix, string? AccessKey, string? SecretKey) : EvidenceOptions;
}
