using ExamEngine.Contracts.Proctoring;

namespace ExamEngine.Silo.Proctoring;

/// <summary>The section <c>ExamEngine:Ice</c>: servers by which the browsers of learners and proctors reach each other.</summary>
internal sealed class IceSettings
{
    public string[] Stun { get; init; } = [];

    public string[] Turn { get; init; } = [];

    public string? TurnSecret { get; init; }

    public TimeSpan TurnLifetime { get; init; } = TimeSpan.FromHours(12);

    /// <exception cref="StartRefusedException">An address is none of such a server, or TURN has no secret.</exception>
    public IceDirectory Directory
    {
        get
        {
            Check(nameof(Stun), Stun, "stun:", "stuns:");
            Check(nameof(Turn), Turn, "turn:", "turns:");
            if (Turn.Length > 0 && string.IsNullOrEmpty(TurnSecret))
                throw new StartRefusedException("ExamEngine:Ice:TurnSecret is needed: the secret that the TURN servers have too (coturn: static-auth-secret).");
            if (TurnLifetime < TimeSpan.FromMinutes(10))
                throw new StartRefusedException("ExamEngine:Ice:TurnLifetime is shorter than ten minutes; a credential has to outlast an exam.");

            return new IceDirectory([.. Stun], [.. Turn], TurnSecret, TurnLifetime);
        }
    }

    private static void Check(string name, string[] addresses, params ReadOnlySpan<string> schemes)
    {
        foreach (var address in addresses)
        {
            var known = false;
            foreach (var scheme in schemes)
                known |= address.StartsWith(scheme, StringComparison.Ordinal) && address.Length > scheme.Length;
            if (!known)
                throw new StartRefusedException($"ExamEngine:Ice:{name} has '{address}'; it takes addresses such as {schemes[0]}{name.ToLowerInvariant()}.example.edu:3478.");
        }
    }
}
