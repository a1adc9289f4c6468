using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace ExamEngine.Contracts.Proctoring;

/// <summary>
/// Servers by which two browsers find a way to each other: STUN for those whose addresses will do, TURN where a firewall lets nothing else through.
/// A TURN server relays anybody's traffic, so its credentials last for a time and are made for one person: the user name says until when and for
/// whom, the credential is its HMAC under the secret that the TURN server has too (TURN REST API, as coturn's <c>use-auth-secret</c> reads it).
/// </summary>
/// <param name="stun">Addresses such as <c>stun:stun.example.edu:3478</c>.</param>
/// <param name="turn">Addresses such as <c>turns:turn.example.edu:5349?transport=tcp</c>; empty: none.</param>
/// <param name="secret">What the TURN servers share with this engine; needed where there are any.</param>
/// <param name="lifetime">How long a credential lasts: longer than the longest exam, for a call that was begun goes on with it.</param>
public sealed class IceDirectory(ImmutableArray<string> stun, ImmutableArray<string> turn, string? secret, TimeSpan lifetime)
{
    public static readonly IceDirectory None = new([], [], null, TimeSpan.FromHours(12));

    /// <param name="who">An id without meaning elsewhere, such as that of a session; it stands in the TURN server's log.</param>
    public ImmutableArray<IceServer> For(string who, DateTimeOffset now)
    {
        var servers = ImmutableArray.CreateBuilder<IceServer>(2);
        if (!stun.IsEmpty)
            servers.Add(new(stun, null, null));
        if (!turn.IsEmpty && secret is not null)
        {
            // Whole minutes, so that asking twice is answered alike.
            var until = (now + lifetime).ToUnixTimeSeconds() / 60 * 60;
            var user = string.Create(CultureInfo.InvariantCulture, $"{until}:{who}");
            // HMAC-SHA1 is what the TURN REST API says; as a keyed code it is sound.
#pragma warning disable CA5350
            servers.Add(new(turn, user, Convert.ToBase64String(HMACSHA1.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(user)))));
#pragma warning restore CA5350
        }

        return servers.ToImmutable();
    }
}
