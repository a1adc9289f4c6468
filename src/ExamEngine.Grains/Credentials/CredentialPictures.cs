using System.Collections.Concurrent;
using ExamEngine.Contracts.Credentials;
using ExamEngine.Core.Credentials;
using ExamEngine.Interchange.Art;

namespace ExamEngine.Grains.Credentials;

/// <summary>
/// The pictures of badges. They show nothing of their holder, so one is drawn for all credentials of an exam, a course or a program. Bounded: at
/// <see cref="MostKept"/> it begins anew, which costs drawing them once more.
/// </summary>
internal sealed class CredentialPictures(BadgeArt art)
{
    private const int MostKept = 256;

    private readonly ConcurrentDictionary<BadgeFace, BadgePicture> _kept = new();

    public BadgePicture Of(CredentialEvent.Issued issued)
    {
        var face = new BadgeFace(
            issued.Title, issued.ProgramTitle, issued.Issuer, CredentialFacts.KindOf(issued) switch { CredentialKinds.Program => 3, CredentialKinds.Course => 2, _ => 1 },
            issued.Wording?.Accent ?? CredentialTemplate.Default.Accent, issued.Language);
        if (_kept.TryGetValue(face, out var picture))
            return picture;
        if (_kept.Count >= MostKept)
            _kept.Clear();
        return _kept[face] = art.Draw(face);
    }
}
