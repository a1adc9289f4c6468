using ExamEngine.Storage.Journal;

namespace ExamEngine.Storage.ReadModel;

/// <summary>A pathway school.</summary>
public sealed record SchoolRow(string Id, string Name, DateTimeOffset ChangedAt) : ProjectionRow;

/// <summary>That a school counts a program; what for, and when, is the school's to say. <paramref name="Id"/> is <c>{school}/{program}</c>.</summary>
/// <param name="Version">The newest.</param>
public sealed record AgreementRow(string Id, string SchoolId, string ProgramId, int Version, DateTimeOffset ChangedAt) : ProjectionRow;

/// <summary>What one learner shares, or shared, with one school of one program.</summary>
/// <param name="State"><see cref="Shared"/> or <see cref="Withdrawn"/>.</param>
/// <param name="Name">As the program's credential had it when the school last said something of credit; else when it was consented to, as again from a withdrawal on.</param>
/// <param name="Search">What a school finds it by: name and reference in small letters.</param>
/// <param name="Credited">Whether credit is granted; then <paramref name="CreditPoints"/> and <paramref name="CreditReference"/> say what.</param>
public sealed record ShareRow(
    string Id, string SchoolId, string ProgramId, string LearnerId, string State, string Name, string Search, DateTimeOffset ConsentedAt, DateTimeOffset? WithdrawnAt, bool Credited,
    decimal? CreditPoints, string? CreditReference) : ProjectionRow
{
    public const string Shared = "shared", Withdrawn = "withdrawn";

    public static string SearchOf(string name, string? reference) => $"{name}\n{reference}".ToLowerInvariant();
}
