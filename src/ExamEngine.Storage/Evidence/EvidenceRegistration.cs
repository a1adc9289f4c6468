using Microsoft.Extensions.DependencyInjection;

namespace ExamEngine.Storage.Evidence;

public static class EvidenceRegistration
{
    /// <summary>Registers <see cref="IEvidenceStore"/>, which opens when it is first asked for.</summary>
    public static IServiceCollection AddEvidence(this IServiceCollection services, EvidenceOptions options) => options switch
    {
        EvidenceOptions.Disk disk => services.AddSingleton<IEvidenceStore>(_ => new DiskEvidenceStore(disk)),
        EvidenceOptions.S3 s3 => services.AddSingleton<IEvidenceStore>(_ => new S3EvidenceStore(s3)),
        _ => throw new ArgumentOutOfRangeException(nameof(options), options.GetType().Name, "There is no such store."),
    };
}
