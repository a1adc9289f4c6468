using System.Text;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Grains.Hosting;
using ExamEngine.Interchange.Art;
using Orleans.Concurrency;

namespace ExamEngine.Grains.Credentials;

/// <summary>What the world may know of this issuer.</summary>
[GrainType("issuer"), StatelessWorker]
internal sealed class IssuerGrain(BadgeKeys keys, GrainOptions options) : Grain, IIssuerGrain
{
    public Task<string> DidDocument() => Task.FromResult(keys.DidDocument().ToJsonString());

    public Task<CredentialFile> Code(Guid credential) => Task.FromResult(new CredentialFile(
        $"credential-{credential}-code.svg", [.. Encoding.UTF8.GetBytes(CodeArt.Svg(CredentialPress.AddressOf(options, credential).AbsoluteUri))], "image/svg+xml"));
}
