using System.Data.Common;

namespace ExamEngine.Storage.ReadModel;

/// <summary>A ticket to be kept: the hash of its secret, whose it is, and when it stops being worth anything.</summary>
/// <param name="Hash">SHA-256 of the ticket's text; the text itself is stored nowhere.</param>
public sealed record NewTicket(ReadOnlyMemory<byte> Hash, string AccountId, DateTimeOffset MadeAt, DateTimeOffset ExpiresAt);

/// <summary>
/// One-time sign-in tickets. That each is used once is the database's doing: <see cref="Use"/> is one conditional update, so of any
/// number of callers in any number of processes one finds the row unused.
/// </summary>
public interface ISignInTickets
{
    /// <summary>Keeps them all, or none.</summary>
    /// <exception cref="DbException">The store cannot commit now.</exception>
    ValueTask Add(IReadOnlyList<NewTicket> tickets, CancellationToken ct);

    /// <summary>Uses the ticket up and answers with its account's id; null when there is none of that hash, it was used, or it has expired.</summary>
    /// <exception cref="DbException">The store cannot commit now; the ticket may be used up.</exception>
    ValueTask<string?> Use(ReadOnlyMemory<byte> hash, DateTimeOffset now, CancellationToken ct);

    /// <summary>Deletes those that expired before <paramref name="before"/>, used or not; answers with how many.</summary>
    /// <exception cref="DbException">The store cannot commit now.</exception>
    ValueTask<int> Sweep(DateTimeOffset before, CancellationToken ct);
}

/// <summary>A ticket's row.</summary>
internal sealed class SignInTicketRow
{
    public required byte[] Hash { get; init; }
    public required string AccountId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required DateTimeOffset ExpiresAt { get; init; }
    public required DateTimeOffset? UsedAt { get; init; }
}
