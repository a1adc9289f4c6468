using ExamEngine.Grains.Programs;
using ExamEngine.Grains.Windows;

namespace ExamEngine.Grains.Hosting;

/// <summary>What the engine has to be told.</summary>
public sealed record GrainOptions
{
    /// <summary>Where private keys are kept; made when missing.</summary>
    public required string KeysDirectory { get; init; }

    /// <summary>The institution that credentials name as their issuer.</summary>
    public required string Issuer { get; init; }

    /// <summary>The address the world knows this engine by; credentials point to <c>/v/{id}</c> under it.</summary>
    public required Uri PublicAddress { get; init; }

    /// <summary>Under which identity Open Badges are signed.</summary>
    public BadgeIdentity BadgeIdentity { get; init; }

    /// <summary>The secret that badge keys are encrypted with; null for one in the keys directory, made when missing.</summary>
    public string? BadgeSecretFile { get; init; }

    /// <summary>How often the agenda is looked at.</summary>
    public TimeSpan AgendaInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    public WindowOptions Windows { get; init; } = new();

    public ProgramOptions Programs { get; init; } = new();

    /// <summary>Whether what is due as it is written is carried out at once and not at the next look at the agenda. Tests that sweep by hand turn it off.</summary>
    public bool PromptDuties { get; init; } = true;
}

/// <summary>How an Open Badge names its issuer.</summary>
public enum BadgeIdentity
{
    /// <summary><c>did:key</c>: the key itself. It verifies offline and for ever, and says nothing about whose it is.</summary>
    Key,

    /// <summary><c>did:web</c>: the public address, whose <c>/.well-known/did.json</c> lists the keys.</summary>
    Web,
}
