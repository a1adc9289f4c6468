using ExamEngine.Grains.Credentials.Keys;
using ExamEngine.Grains.Hosting;
using ExamEngine.Silo;

namespace Web.Tests.Hosting;

public sealed class KeysVerbTests : IDisposable
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("examengine-keys-verb");

    public void Dispose() => directory.Delete(recursive: true);

    [Fact]
    public void Keys_are_made_once_and_a_rotation_adds_one_that_signs_from_its_day_on()
    {
        var keys = Path.Combine(directory.FullName, "keys");
        Assert.Equal(0, KeysVerb.Run([keys, "--data", "elsewhere"]));
        var first = Assert.Single(Ring(keys).Keys).Seed.ToArray();

        Assert.Equal(0, KeysVerb.Run([keys, "rotate", "--from", "2030-01-31"]));
        Assert.Equal(0, KeysVerb.Run([keys]));

        var ring = Ring(keys);
        Assert.Equal(2, ring.Keys.Length);
        Assert.Equal(first, ring.Keys[0].Seed.ToArray());
        var from = new DateTimeOffset(2030, 1, 31, 0, 0, 0, TimeSpan.Zero);
        Assert.Same(ring.Keys[0], ring.Signing(from.AddSeconds(-1)));
        Assert.Same(ring.Keys[1], ring.Signing(from));
    }

    [Theory]
    [InlineData("")]
    [InlineData("one two")]
    [InlineData("one rotate --from soon")]
    public void What_it_does_not_know_it_does_not_do(string words)
    {
        Assert.Equal(1, KeysVerb.Run([.. words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => word == "one" ? directory.FullName : word)]));
        Assert.Empty(directory.GetFiles());
    }

    [Theory]
    [InlineData("key", "https://exams.example/path/", BadgeIdentity.Key)]
    [InlineData("Web", "https://exams.example/", BadgeIdentity.Web)]
    [InlineData("web", "https://exams.example/path/", null)]
    [InlineData("passport", "https://exams.example/", null)]
    public void Badges_are_signed_by_key_or_by_site(string identity, string address, BadgeIdentity? expected)
    {
        var settings = new BadgeSettings { Identity = identity };
        if (expected is { } known)
            Assert.Equal(known, settings.IdentityFor(new Uri(address)));
        else
            Assert.Throws<StartRefusedException>(() => settings.IdentityFor(new Uri(address)));
    }

    private static BadgeKeyRing Ring(string keys) => new EncryptedKeyFile(keys, null).Read();
}
