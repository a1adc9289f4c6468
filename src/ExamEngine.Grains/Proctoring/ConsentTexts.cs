using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Definitions;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>
/// What a learner is asked to agree to. Its version is a hash of all that it says: whoever agreed can be shown to what. A consent stands for what it
/// named, so another version asks nobody again who has given one.
/// </summary>
internal static class ConsentTexts
{
    /// <summary>Counts the wordings of the page around these facts, so that another one has another version.</summary>
    private const int Wording = 2;

    public static ConsentText Of(ExamVersion exam, ProctoringPolicy policy, AccommodationView accommodation)
    {
        var (camera, microphone, screen) = (policy.Camera && !accommodation.NoCamera, policy.Microphone && !accommodation.NoMicrophone, policy.Screen && !accommodation.NoScreen);
        var keep = policy.Retention;
        var text = new ConsentText(
            "", camera, microphone, screen, Markup.Html(policy.Purpose, exam.ExamId, exam.Version), keep.Stills, keep.Recording, keep.Identity, keep.Talk,
            policy.Record && (camera || screen), policy.FaceCounting && camera, policy.Identity && camera, policy.RoomScan && camera, (int)policy.StillEvery.TotalSeconds);
        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"wording={Wording} camera={text.Camera} microphone={text.Microphone} screen={text.Screen} stillEvery={text.StillEverySeconds} record={text.Record} faces={text.FaceCounting} identity={text.Identity} roomScan={text.RoomScan} stillsDays={text.StillsDays} recordingDays={text.RecordingDays} identityDays={text.IdentityDays} talkDays={text.TalkDays}\n{policy.Purpose}");
        return text with { Version = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..32] };
    }
}
