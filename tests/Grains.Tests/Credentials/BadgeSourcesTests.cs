using System.Net;
using ExamEngine.Grains.Credentials;
using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Grains.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Grains.Tests.Credentials;

/// <summary>Where a badge of a stranger may lead.</summary>
public sealed class BadgeSourcesTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("examengine-badge-sources-");

    public void Dispose() => _directory.Delete(recursive: true);

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("172.31.255.255", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    [InlineData("2002:a00:1::", false)]
    [InlineData("fd00::1", false)]
    [InlineData("fe80::1", false)]
    public void It_leads_to_public_addresses_alone(string address, bool isAsked) => Assert.Equal(isAsked, PublicAddress.Is(IPAddress.Parse(address)));

    [Fact]
    public async Task A_site_that_there_is_no_more_time_for_has_not_answered()
    {
        var options = new GrainOptions { KeysDirectory = _directory.FullName, Issuer = "Test", PublicAddress = new Uri("https://exams.example/") };
        using var sources = new BadgeSources(null!, new BadgeKeys(new EncryptedKeyFile(_directory.FullName, null), options, new FakeTimeProvider()), options);

        Assert.Null(await sources.StatusList(new Uri("https://elsewhere.example/status/1"), new CancellationToken(canceled: true)));
        Assert.Null(await sources.Did("did:web:elsewhere.example", new CancellationToken(canceled: true)));
    }
}
