using ExamEngine.Storage.Journal;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace ExamEngine.Silo;

/// <summary>Ready only while the journal can commit: an engine that cannot keep an answer must not take one.</summary>
internal sealed class JournalCheck(IJournalHealth journal) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await journal.Problem(cancellationToken) is { } problem ? HealthCheckResult.Unhealthy(problem) : HealthCheckResult.Healthy();
}
