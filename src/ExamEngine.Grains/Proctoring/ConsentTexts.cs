using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using ExamEngine.Contracts.Proctoring;
using ExamEngine.Core.Definitions;
using ExamEngine.Grains.Kernel;

namespace ExamEngine.Grains.Proctoring;

/// <summary>What a learner is asked to agree to. Its version is a hash of all that it says: whoever agreed can be shown to what.</summary>
internal static class ConsentTexts
{
    public static ConsentText Of(ExamVersion exam, ProctoringPolicy policy, AccommodationView accommodation)
    {
        var (camera, microphone, screen) = (policy.Camera && !accommodation.NoCamera, policy.Microphone && !accommodation.NoMicrophone, policy.Screen && !accommodation.NoScreen);
        var keep = policy.Retention;
        var said = string.Create(
            CultureInfo.InvariantCulture,
            $"camera={camera} microphone={microphone} screen={screen} stills={keep.Stills} recording={keep.Recording} identity={keep.Identity}\n{policy.Purpose}");
        return new(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(said)))[..32], camera, microphone, screen,
            Markup.Html(policy.Purpose, exam.ExamId, exam.Version), keep.Stills, keep.Recording, keep.Identity);
    }
}
