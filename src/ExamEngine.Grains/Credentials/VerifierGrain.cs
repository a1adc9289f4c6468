using System.Collections.Immutable;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Interchange.OpenBadges;
using Orleans.Concurrency;

namespace ExamEngine.Grains.Credentials;

/// <summary>Verifies badges, ours and anybody's. Nothing of what is sent is kept, and it says of the holder no more than the badge itself.</summary>
[GrainType("verifier"), StatelessWorker]
internal sealed class VerifierGrain(BadgeVerifier verifier, BadgeKeys keys, TimeProvider time) : Grain, IVerifierGrain
{
    /// <summary>Shorter than a caller waits: an issuer's site that is slow is one that says nothing.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    public async Task<BadgeVerdictView> Verify(ImmutableArray<byte> file)
    {
        using var patience = new CancellationTokenSource(Patience, time);
        var verdict = await Task.Run(async () => await verifier.Verify(file.AsMemory(), time.GetUtcNow(), patience.Token));
        var facts = verdict.Facts;
        return new(
            verdict.IsValid, verdict.Code, verdict.Reason, facts is not null && keys.IsOurs(facts.IssuerId), facts?.Name, facts?.Achievement,
            facts?.IssuerName ?? facts?.IssuerId, facts?.ValidFrom, facts?.ValidUntil, facts?.Kind);
    }
}
