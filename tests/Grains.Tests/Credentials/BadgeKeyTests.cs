using System.Security.Cryptography;
using System.Text.Json.Nodes;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Grains.Hosting;
using Grains.Tests.Harness;
using Microsoft.Extensions.Time.Testing;

namespace Grains.Tests.Credentials;

public sealed class BadgeKeyTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("examengine-badge-keys-");
    private readonly FakeTimeProvider _time = new(Engine.Opening);

    public void Dispose() => _directory.Delete(recursive: true);

    private EncryptedKeyFile Store(string? secret = null) => new(_directory.FullName, secret);

    private BadgeKeys Keys(BadgeIdentity identity = BadgeIdentity.Key) => new(
        Store(), new GrainOptions { KeysDirectory = _directory.FullName, Issuer = "Test", PublicAddress = new Uri("https://exams.example:8443/"), BadgeIdentity = identity }, _time);

    [Fact]
    public void The_key_is_made_once_and_lies_encrypted_for_its_owner_alone()
    {
        var seed = Store().Read().Keys.Single().Seed.ToArray();

        Assert.Equal(seed, Store().Read().Keys.Single().Seed.ToArray());
        var file = Path.Combine(_directory.FullName, "badges.keys");
        Assert.Equal(-1, File.ReadAllBytes(file).AsSpan().IndexOf(seed));
        Assert.DoesNotContain(Convert.ToBase64String(seed), File.ReadAllText(file), StringComparison.Ordinal);
        Assert.Equal(["badges.keys", "badges.secret"], _directory.GetFiles().Select(found => found.Name).Order());
        if (!OperatingSystem.IsWindows())
            Assert.All(_directory.GetFiles(), found => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, found.UnixFileMode));
    }

    [Fact]
    public void With_another_secret_or_a_changed_file_there_are_no_keys()
    {
        var secret = Path.Combine(_directory.FullName, "elsewhere");
        File.WriteAllBytes(secret, RandomNumberGenerator.GetBytes(32));
        Store().Read();

        Assert.ThrowsAny<CryptographicException>(() => Store(secret).Read());
        var file = Path.Combine(_directory.FullName, "badges.keys");
        var bytes = File.ReadAllBytes(file);
        bytes[^1] ^= 1;
        File.WriteAllBytes(file, bytes);
        Assert.ThrowsAny<CryptographicException>(() => Store().Read());
        File.WriteAllBytes(secret, RandomNumberGenerator.GetBytes(31));
        Assert.ThrowsAny<CryptographicException>(() => Store(secret));
    }

    [Fact]
    public void A_new_key_is_known_at_once_and_signs_when_its_time_has_come()
    {
        var keys = Keys();
        var first = keys.Signing();

        Store().Rotate(_time.GetUtcNow() + BadgeKeyRing.Overlap);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, keys.DidDocument()["verificationMethod"]!.AsArray().Count);
        Assert.Equal(first.Id, keys.Signing().Id);
        _time.Advance(BadgeKeyRing.Overlap);
        var second = keys.Signing();
        Assert.NotEqual(first.Id, second.Id);
        Assert.Equal((true, true, false), (keys.IsOurs(first.Id), keys.IsOurs(second.Id), keys.IsOurs("did:key:z6MktNWXFy7fn9kNfwfvD9e2rDK3RPetS4MRKtZH8AxQzg9y")));
        Assert.Equal(first.VerificationMethod, keys.Find(first.Id, first.Key.Multibase).VerificationMethod);
        Assert.Throws<InvalidOperationException>(() => keys.Find(first.Id, "z6MktNWXFy7fn9kNfwfvD9e2rDK3RPetS4MRKtZH8AxQzg9y"));
    }

    [Fact]
    public void A_key_is_found_behind_the_links_that_a_mounted_secret_is_made_of()
    {
        var (first, second) = (_directory.CreateSubdirectory("1"), _directory.CreateSubdirectory("2"));
        new EncryptedKeyFile(first.FullName, null).Read();
        foreach (var file in first.GetFiles())
            file.CopyTo(Path.Combine(second.FullName, file.Name));
        new EncryptedKeyFile(second.FullName, null).Rotate(_time.GetUtcNow());
        var current = Path.Combine(_directory.FullName, "current");
        Directory.CreateSymbolicLink(current, first.FullName);
        foreach (var file in first.GetFiles())
            File.CreateSymbolicLink(Path.Combine(_directory.FullName, file.Name), Path.Combine(current, file.Name));
        var keys = Keys();
        Assert.Single(keys.DidDocument()["verificationMethod"]!.AsArray());

        Directory.Delete(current);
        Directory.CreateSymbolicLink(current, second.FullName);
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(2, keys.DidDocument()["verificationMethod"]!.AsArray().Count);
    }

    [Fact]
    public void A_file_that_is_gone_is_not_made_again_with_another_key()
    {
        var keys = Keys();
        var file = Path.Combine(_directory.FullName, "badges.keys");
        File.Move(file, file + ".elsewhere");
        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.ThrowsAny<IOException>(() => keys.Signing());
        Assert.False(File.Exists(file));
        File.Move(file + ".elsewhere", file);
        Assert.Single(keys.DidDocument()["verificationMethod"]!.AsArray());
    }

    [Fact]
    public void By_its_site_the_issuer_has_one_name_under_all_keys()
    {
        var keys = Keys(BadgeIdentity.Web);

        var signing = keys.Signing();

        Assert.Equal("did:web:exams.example%3A8443", signing.Id);
        Assert.Equal(signing.VerificationMethod, keys.DidDocument()["assertionMethod"]![0]!.GetValue<string>());
        Assert.Equal((signing.Id, true), (keys.DidDocument()["id"]!.GetValue<string>(), keys.IsOurs(signing.Id)));
    }
}

/// <summary>Rotation as the engine lives through it.</summary>
public sealed class KeyRotationTests
{
    [Fact]
    public async Task After_a_rotation_old_credentials_stay_valid_and_can_be_revoked_and_new_ones_have_a_list_of_their_own()
    {
        await using var engine = new OwnKeys();
        await engine.InitializeAsync();
        var (old, recent) = (Guid.NewGuid(), Guid.NewGuid());
        await engine.Issue(old);
        engine.Of<IBadgeKeyStore>().Rotate(engine.Now);
        engine.Advance(TimeSpan.FromMinutes(2));

        await engine.Issue(recent);

        Assert.NotEqual((await engine.Document(old))["issuer"]!["id"]!.GetValue<string>(), (await engine.Document(recent))["issuer"]!["id"]!.GetValue<string>());
        Assert.Equal((1, 2), ((await engine.Entry(old)).List, (await engine.Entry(recent)).List));
        Assert.Equal(("valid", "valid"), (await engine.Verdict(old), await engine.Verdict(recent)));
        (await engine.Credential(old).Revoke(ExamEngine.Contracts.Kernel.Actor.System, RevocationReasons.Error)).Ok();
        await engine.Sweep();
        Assert.Equal(("revoked", "valid"), (await engine.Verdict(old), await engine.Verdict(recent)));
        Assert.Equal("did:web:exams.example", JsonNode.Parse(await engine.Grains.GetGrain<IIssuerGrain>(0).DidDocument())!["id"]!.GetValue<string>());
    }

    private sealed class OwnKeys : Engine
    {
        private readonly DirectoryInfo _keys = Directory.CreateTempSubdirectory("examengine-own-keys-");

        protected override string KeysDirectory => _keys.FullName;

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            _keys.Delete(recursive: true);
        }
    }
}
